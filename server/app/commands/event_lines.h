// EventLines: server-sent events out of the bytes of a stream, however they are cut. One thread.
#pragma once
#include <functional>
#include <string>
#include <string_view>

namespace weft {

struct Event {
  std::string kind;  // "" with data "": only the id is new
  std::string data;  // its lines, parted by line ends
  std::string id;    // "": not said
};

class EventLines {
 public:
  void put(std::string_view bytes, const std::function<void(const Event&)>& tell);

 private:
  void take_line(std::string_view line, const std::function<void(const Event&)>& tell);
  std::string rest_;
  Event event_;
};

}  // namespace weft
