// Check finds what is planted, and export says what is there: both over a catalogue of a few statements.
#include "catalogue/check.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>

#include "catalogue/catalogue.h"
#include "catalogue/export.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

struct Told : testing::Test {
  fs::path folder = [] {
    std::string pattern = testing::TempDir() + "checkXXXXXX";
    return fs::path(mkdtemp(pattern.data()));
  }();
  ManualClock clock{*read_time("2025-01-01")};
  Facility facility = Facility::plain();
  Catalogue catalogue{facility, clock};
  std::unique_ptr<Store> store = *open_sqlite_store(folder.string());

  void TearDown() override {
    store.reset();
    fs::remove_all(folder);
  }
  void tell(const Statement& statement) {
    const auto writing = store->write();
    Message message;
    message.seq = writing->append({&message, 1});
    writing->apply(
        catalogue.draft(message, "print " + std::to_string(message.seq.value), statement, message.seq, *writing));
    writing->commit();
  }
  static DatasetStatement dataset(const std::string& name) {
    DatasetStatement said;
    said.proposal = "p1", said.instrument = "i1", said.name = name;
    said.location = "/data/visitor/p1/i1/20250101/" + name;
    said.start_date = "2025-01-01T10:00:00Z";
    return said;
  }
  static InvestigationStatement slot() { return {"p1", "i1", "2025-01-01", "2025-01-02", "77", "Title", "v", false}; }
  void tell_all() {
    tell(dataset("z"));  // into the unscheduled investigation, which nobody is in once the slot is known
    tell(slot());
    auto processed = dataset("a");
    processed.inputs = {{dataset("z").location, ""}};
    tell(processed);
  }
  CheckReport checked() { return check_catalogue(*store->read(Viewer::everybody()), facility, {}); }
  std::vector<std::string> exported(bool canonical) {
    std::vector<std::string> lines;
    export_catalogue(*store->read(Viewer::everybody()), canonical,
                     [&](std::string_view line) { lines.emplace_back(line); });
    return lines;
  }
};

TEST_F(Told, catalogue_as_told_has_no_finding) {
  tell_all();
  EXPECT_EQ(checked().found, 0);
}

TEST_F(Told, whatever_is_altered_in_a_dataset_is_found) {
  tell_all();
  const std::vector<std::pair<std::string, void (*)(Dataset&)>> alterations = {
      {"parameters",
       [](Dataset& d) {
         d.parameters.push_back({"X", "1"});
       }},
      {"type", [](Dataset& d) { d.type = "other"; }},
      {"dates", [](Dataset& d) { d.end = d.start; }},
      {"complete", [](Dataset& d) { d.complete = false; }},
      {"job", [](Dataset& d) { d.job = "j"; }},
      {"job", [](Dataset& d) { d.application = "p"; }},
      {"investigation", [](Dataset& d) { d.forced_investigation = "5"; }},
      {"investigation", [](Dataset& d) { d.investigation = InvestigationId{1}; }},
      {"comment", [](Dataset& d) { d.comment = "c"; }},
      {"sample", [](Dataset& d) { d.sample_name = "s"; }},
      {"sample", [](Dataset& d) { d.sample_type = "t"; }},
      {"sample",
       [](Dataset& d) {
         d.sample_parameters.push_back({"T", "293"});
       }},
  };
  const DatasetId first{1};
  for (const auto& [subject, alter] : alterations) {
    const auto writing = store->write();
    Draft draft;
    draft.datasets = writing->datasets({&first, 1});
    alter(draft.datasets[0]);
    writing->apply(draft);
    // A Writing is a Reading of what it has written; it is thrown away.
    const auto report = check_catalogue(*writing, facility, {});
    const auto found = std::find_if(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
      return finding.dataset == first && finding.subject == subject;
    });
    EXPECT_TRUE(found != report.findings.end()) << subject;
  }
}

TEST_F(Told, whatever_is_altered_in_a_slot_is_found) {
  tell_all();
  const std::vector<void (*)(Investigation&)> alterations = {
      [](Investigation& i) { i.kind = SlotKind::official; }, [](Investigation& i) { i.end = i.start; },
      [](Investigation& i) { i.external_id = "78"; }, [](Investigation& i) { i.title = "Another"; },
      [](Investigation& i) { i.visit = "w"; }};
  for (const auto& alter : alterations) {
    const auto writing = store->write();
    Draft draft;
    const InvestigationId told{2};
    draft.investigations = writing->investigations_at({&told, 1});
    alter(draft.investigations[0]);
    writing->apply(draft);
    const auto report = check_catalogue(*writing, facility, {});
    ASSERT_FALSE(report.findings.empty());
    EXPECT_EQ(report.findings.back().subject, "investigation");
  }
}

// Lines by id as they come; by natural key when canonical. Nobody's unscheduled investigation is left out of both.
TEST_F(Told, export_has_every_dataset_with_what_it_is_linked_to) {
  tell_all();
  const auto plain = exported(false), canonical = exported(true);
  ASSERT_EQ(plain.size(), 3u);
  ASSERT_EQ(canonical.size(), 3u);
  const auto names = [](const std::string& line, const std::string& name) {
    return line.find(
               R"({"dataset":{"key":{"proposal":"p1","instrument":"i1","location":"/data/visitor/p1/i1/20250101/)" +
               name) == 0;
  };
  EXPECT_TRUE(plain[0].starts_with(R"({"investigation":)") && plain[0].find(R"("id":2)") != std::string::npos);
  EXPECT_TRUE(names(plain[1], "z") && names(plain[2], "a"));
  EXPECT_TRUE(names(canonical[1], "a") && names(canonical[2], "z"));
  const std::string linked =
      R"("datasets":[{"proposal":"p1","instrument":"i1","location":"/data/visitor/p1/i1/20250101/z")";
  EXPECT_NE(plain[2].find(linked), std::string::npos);
  EXPECT_NE(canonical[1].find(linked), std::string::npos);
}

}  // namespace
}  // namespace weft
