// The other half of catalogue_script.h, and what it promises.
#include "ingest/catalogue_script.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "base/json_writer.h"
#include "ingest/reading.h"

namespace weft::scripted {
namespace {

constexpr int kRaws = 40;
constexpr int kProcessed = 60;

std::string raw_folder(int n) {
  return "/data/visitor/p" + std::to_string(n % 3) + "/i1/20250101/RAW_DATA/s" + std::to_string(n % 7) + "/r" +
         std::to_string(n);
}

std::string processed_folder(int n) {
  return "/data/visitor/p" + std::to_string(n % 3) + "/i1/20250101/PROCESSED_DATA/q" + std::to_string(n);
}

Message message_of(std::string body, std::string destination = "/queue/icatIngest") {
  Message message;
  message.source = "script";
  message.destination = std::move(destination);
  message.body = std::move(body);
  return message;
}

struct Said {
  std::string folder;
  int number = 0;
  std::string inputs;  // comma separated; "" none are named
  int generation = 1;  // 2 is what is said later about the same dataset
};

std::string dataset_body(const Said& said) {
  const auto number = std::to_string(said.number);
  JsonWriter json;
  json.begin_object().member("type", "dataset").member("proposal", "P" + std::to_string(said.number % 3));
  json.member("instrument", "i1").member("location", said.folder).member("name", "d" + number);
  json.member("startDate", "2025-01-0" + std::to_string(1 + said.number % 9) + "T10:00:00Z");
  json.key("sample").begin_object().member("name", "s" + std::to_string(said.number % 7)).end_object();
  json.key("parameters").begin_object().member("generation", said.generation).member("EM_voltage", "300000");
  json.member("text", std::string(static_cast<std::size_t>(20 + said.number * 37 % 400), 'x'));
  if (said.generation > 1) json.key("EM_voltage").null();
  if (!said.inputs.empty()) json.member("input_datasets", said.inputs);
  return json.end_object().end_object().take();
}

std::string slot_body(int proposal, int day, bool official) {
  JsonWriter json;
  json.begin_object().member("type", "investigation").member("proposal", "p" + std::to_string(proposal));
  json.member("instrument", "i1").member("startDate", "2025-01-0" + std::to_string(day) + "T08:00:00Z");
  if (official) json.member("endDate", "2025-01-0" + std::to_string(day + 1) + "T08:00:00Z").member("official", true);
  return json.end_object().take();
}

std::string update_body(int number, const std::string& folder, const std::string& parameter, int value) {
  JsonWriter json;
  json.begin_object().member("type", "metadata").member("proposal", "p" + std::to_string(number % 3));
  json.member("instrument", "i1").key("paths").begin_array().value(folder).end_array();
  return json.member("name", parameter).member("value", value).end_object().take();
}

class Script {
 public:
  explicit Script(unsigned seed) : random_(seed) {}

  std::vector<Phase> write() {
    arrivals();
    close_phase();
    for (const int number : {3, 11, kRaws + 5}) live_and_die(number);
    second_statements();
    close_phase();
    return std::move(phases_);
  }

 private:
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }

  // Raws are numbered first, processed ones after them.
  static std::string folder(int number) {
    return number < kRaws ? raw_folder(number) : processed_folder(number - kRaws);
  }

  // One input, or several in a list; raws, or what was processed before, so that chains come about. Some never come.
  std::string some_inputs(int number) {
    std::string list = number % 8 == 0 ? "/data/visitor/p1/i1/20250101/RAW_DATA/never" : "";
    for (int left = 1 + below(4) * below(3); left > 0; --left)
      list += (list.empty() ? "" : ",") + folder(below(2) ? below(kRaws) : std::max(0, number - 1 - below(5)));
    return list;
  }

  void arrivals() {
    std::vector<Message> all;
    for (int n = 0; n < kRaws; ++n) all.push_back(message_of(dataset_body({folder(n), n, "", 1})));
    for (int n = kRaws; n < kRaws + kProcessed; ++n)
      all.push_back(message_of(dataset_body({folder(n), n, some_inputs(n), 1})));
    for (int n = 0; n < 18; ++n) {
      const int about = below(kRaws + kProcessed);
      all.push_back(message_of(update_body(about, folder(about), "Sample_note" + std::to_string(n), n)));
    }
    for (int day = 1; day < 9; day += 2) all.push_back(message_of(slot_body(day % 3, day, day % 4 == 1)));
    for (int n = 0; n < 6; ++n) all.push_back(message_of("<dataset><name>half " + std::to_string(n)));
    all.push_back(message_of(update_body(1, "/data/visitor/p1/i1/nobody/there", "Sample_note", 1)));
    for (int n = 0; n < 3; ++n)
      all.push_back(message_of("{\"datasetId\":" + std::to_string(n) + "}", "/queue/icatArchiveRestoreStatus"));
    std::shuffle(all.begin(), all.end(), random_);
    for (auto& message : all) say(std::move(message));
    for (int n = 0; n < 16; ++n) say(message_of(said_[static_cast<std::size_t>(below(100))]));
  }

  // A dataset is deleted, hears a repeat, something new and an update, is restored and hears the new again.
  void live_and_die(int number) {
    act(write_act(Deletion{{ids_.at(folder(number))}, "sent by mistake"}));
    const Said later{folder(number), number, number < kRaws ? "" : folder(0), 7};
    say(message_of(dataset_body({folder(number), number, "", 1})));
    say(message_of(dataset_body(later)));
    say(message_of(update_body(number, folder(number), "Sample_note", 99)));
    say(message_of(dataset_body({folder(number) + "/below", 200 + number, folder(number), 1})));
    act(write_act(Restoration{{ids_.at(folder(number))}, "it was none"}));
    say(message_of(dataset_body(later)));
  }

  void second_statements() {
    for (int n = 0; n < 30; ++n) {
      const int about = below(kRaws + kProcessed);
      say(message_of(dataset_body({folder(about), about, about < kRaws ? "" : some_inputs(about), 2 + n})));
      if (n % 6 == 0) say(message_of(slot_body(n % 3, 2 + n / 6, true)));
    }
  }

  void act(std::string body) {
    close_phase();
    say(message_of(std::move(body), std::string(kActsDestination)));
    close_phase();
  }

  void say(Message message) {
    note_id(message);
    said_.push_back(message.body);
    told_.push_back(std::move(message));
    if (told_.size() > said_.size() % 4) close_told();
  }

  // The id a new store will give: the next one for a dataset not heard of yet.
  void note_id(const Message& message) {
    const auto statement = read_statement(message);
    if (statement && std::holds_alternative<DatasetStatement>(*statement))
      ids_.try_emplace(std::get<DatasetStatement>(*statement).location, static_cast<std::int64_t>(ids_.size()) + 1);
  }

  void close_told() {
    if (!told_.empty()) phase_.push_back(std::exchange(told_, {}));
  }

  void close_phase() {
    close_told();
    if (!phase_.empty()) phases_.push_back(std::exchange(phase_, {}));
  }

  std::mt19937 random_;
  std::vector<std::string> said_;
  std::map<std::string, std::int64_t> ids_;  // by folder
  Told told_;
  Phase phase_;
  std::vector<Phase> phases_;
};

}  // namespace

std::vector<Phase> catalogue_script(unsigned seed) { return Script(seed).write(); }

TEST(CatalogueScript, is_the_same_for_the_same_seed_and_long_enough) {
  const auto bodies = [](unsigned seed) {
    std::vector<std::string> all;
    for (const auto& phase : catalogue_script(seed))
      for (const auto& told : phase)
        for (const auto& message : told) all.push_back(message.body);
    return all;
  };
  EXPECT_EQ(bodies(1), bodies(1));
  EXPECT_NE(bodies(1), bodies(2));
  EXPECT_GE(bodies(1).size(), 200u);
}

}  // namespace weft::scripted
