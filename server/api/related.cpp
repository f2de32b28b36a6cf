#include "api/related.h"

#include <algorithm>

#include "base/json_writer.h"

namespace weft {
namespace {

bool is_name(std::string_view text) {
  const auto may_stand = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-'; };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), may_stand);
}

}  // namespace

RelatedSets RelatedSets::read(QueryReader& reader, int limit) {
  RelatedSets sets;
  sets.each = static_cast<int>(reader.number("relatedLimit", 1, kMostEach, kUsualEach));
  for (const auto& text : reader.texts("related")) {
    const auto colon = text.find(':');
    const auto name = text.substr(0, std::min(colon, text.size()));
    if (colon == text.npos || !is_name(name)) {
      reader.wrong("related", "is a name, a colon and a relation: results:output(type = processed)");
    } else if (std::find(sets.names.begin(), sets.names.end(), name) != sets.names.end()) {
      reader.wrong("related", "has two sets called " + name + ": give each a name of its own");
    } else {
      sets.names.push_back(name);
      sets.relations.push_back(text.substr(colon + 1));
    }
  }
  if (sets.names.size() > kMostSets)
    reader.wrong("related", "may be given at most " + std::to_string(kMostSets) + " times");
  if (sets.names.size() * static_cast<std::size_t>(limit) > kMostQuestions)
    reader.wrong("related", "asks too much at once: with " + std::to_string(sets.names.size()) +
                                " sets, limit is at most " + std::to_string(kMostQuestions / sets.names.size()));
  if (const auto asked = sets.names.size() * static_cast<std::size_t>(limit);
      asked > 0 && asked * static_cast<std::size_t>(sets.each) > kMostFound)
    reader.wrong("relatedLimit", "asks too much at once: with " + std::to_string(sets.names.size()) +
                                     " sets and limit " + std::to_string(limit) + " it is at most " +
                                     std::to_string(kMostFound / asked));
  return sets;
}

std::string write_related(const RelatedSets& sets, const std::vector<RelatedFound>& found,
                          const std::function<const std::string&(DatasetId)>& written) {
  JsonWriter lists, totals;
  lists.begin_object(), totals.begin_object();
  for (std::size_t i = 0; i < sets.names.size(); ++i) {
    lists.key(sets.names[i]).begin_array();
    for (const auto id : found[i].first)
      if (const auto& text = written(id); !text.empty()) lists.raw(text);
    lists.end_array();
    totals.member(sets.names[i], found[i].total);
  }
  return ",\"related\":" + lists.end_object().take() + ",\"relatedTotal\":" + totals.end_object().take();
}

}  // namespace weft
