// The naive engine, which is right, against others that claim to be: random facilities, random questions.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>

#include "base/log.h"
#include "search/differential/comparing.h"
#include "search/index_engine.h"
#include "search/naive_engine.h"

namespace weft::differential {
namespace {

// The naive engine, except for one small mistake.
class FlawedView final : public View {
 public:
  using Flaw = std::function<void(Condition&)>;
  FlawedView(std::unique_ptr<View> view, const Flaw& flaw) : view_(std::move(view)), flaw_(flaw) {}
  Seq seq() const override { return view_->seq(); }
  std::unique_ptr<Selection> select(const Meaning& meaning) override {
    auto wrong = meaning;
    spoil(wrong.condition);
    return view_->select(wrong);
  }
  std::vector<Position> page(const Selection& selection, const Order& order, const std::optional<Position>& after,
                             int limit) override {
    return view_->page(selection, order, after, limit);
  }
  ValueCounts count_values(const Selection& selection, const Column& column, int top,
                           std::string_view prefix) override {
    return view_->count_values(selection, column, top, prefix);
  }
  NumberCounts count_numbers(const Selection& selection, const Column& column,
                             const std::vector<double>& edges) override {
    return view_->count_numbers(selection, column, edges);
  }
  std::vector<Group> group(const Selection& selection, const std::vector<GroupBy>& by, std::size_t most) override {
    return view_->group(selection, by, most);
  }
  bool knows(const std::string& parameter) override { return view_->knows(parameter); }
  std::vector<std::string> parameters() override { return view_->parameters(); }

 private:
  void spoil(Condition& condition) {
    flaw_(condition);
    for (auto& part : condition.parts) spoil(part);
  }
  std::unique_ptr<View> view_;
  const Flaw& flaw_;
};

class FlawedRival final : public Rival, public Engine {
 public:
  FlawedRival(std::unique_ptr<Engine> naive, FlawedView::Flaw flaw)
      : naive_(std::move(naive)), flaw_(std::move(flaw)) {}
  Engine& engine() override { return *this; }
  std::unique_ptr<View> view(const Viewer& viewer, const Cancel& cancel) override {
    return std::make_unique<FlawedView>(naive_->view(viewer, cancel), flaw_);
  }

 private:
  std::unique_ptr<Engine> naive_;
  FlawedView::Flaw flaw_;
};

MakeRival flawed(FlawedView::Flaw flaw) {
  return [flaw](Store& store, const Definitions& definitions) {
    return std::make_unique<FlawedRival>(make_naive_engine(store, definitions), flaw);
  };
}

std::string folder_for_an_index() {
  const std::filesystem::path memory = "/dev/shm";
  std::string pattern =
      (std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path()) / "weft_index_XXXXXX";
  return mkdtemp(pattern.data());
}

// The index. `way`: made of the whole store when the script is over; following from its beginning; following, then
// stopped and saved in the middle of it, opened again and following on.
enum class Way { rebuilt, following, saved };

class IndexRival final : public Rival {
 public:
  IndexRival(Store& store, const Definitions& definitions, Way way)
      : store_(store), definitions_(definitions), way_(way), folder_(way == Way::saved ? folder_for_an_index() : "") {
    set_log_level("warning");
    if (way != Way::rebuilt) open();
  }
  ~IndexRival() override {
    index_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }
  void told() override {
    ++transactions_;
    if (way_ == Way::saved && transactions_ % 7 == 3) {
      index_->stop();
      open();
    }
    if (index_) index_->applied(applied());
  }
  Engine& engine() override {
    if (!index_) open();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (index_->seq() < applied() && std::chrono::steady_clock::now() < deadline)
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    return *index_;
  }

 private:
  Seq applied() { return store_.read(Viewer::everybody())->status().applied; }
  void open() {
    IndexOptions options;
    options.folder = folder_;
    options.threads = 1;
    index_.reset();
    index_ = std::make_unique<IndexEngine>(store_, definitions_, options);
    index_->open();
    if (way_ != Way::rebuilt) index_->start();
  }

  Store& store_;
  const Definitions& definitions_;
  Way way_;
  std::string folder_;
  std::unique_ptr<IndexEngine> index_;
  int transactions_ = 0;
};

MakeRival index(Way way) {
  return [way](Store& store, const Definitions& definitions) {
    return std::make_unique<IndexRival>(store, definitions, way);
  };
}

// Longer: WEFT_DIFFERENTIAL_SEED=7 WEFT_DIFFERENTIAL_SCRIPTS=1000
Extent extent(int scripts, bool as_texts) {
  Extent extent;
  const auto* seed = getenv("WEFT_DIFFERENTIAL_SEED");
  const auto* more = getenv("WEFT_DIFFERENTIAL_SCRIPTS");
  extent.seed = seed ? std::strtoull(seed, nullptr, 10) : 20230427;
  extent.scripts = more ? std::atoi(more) : scripts;
  extent.as_texts = as_texts;
  return extent;
}

const auto kFlawless = [](Condition&) {};
// `<=` where `<` is right, at one number only: 2, as it is or a relative 1e-9 above it.
const auto kOpenAboveTwo = [](Condition& condition) {
  for (auto& interval : condition.intervals)
    if (interval.to >= 2 && interval.to < 2.0001) interval.to = 1.9999;
};

const auto kOnlyInputsAreAncestors = [](Condition& condition) {
  if (condition.relation == Relation::ancestor) condition.relation = Relation::input;
};

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// The one that told them apart.
std::string question(const std::string& found) {
  constexpr std::string_view kBefore = "asked by ";
  const auto begin = found.find(kBefore);
  if (begin == std::string::npos) return found;
  return found.substr(begin + kBefore.size(), found.find('\n', begin) - begin - kBefore.size());
}

}  // namespace

TEST(Differential, finds_nothing_where_nothing_differs) {
  EXPECT_EQ(difference({.seed = 1, .scripts = 3, .steps = 80, .questions = 60, .as_texts = false}, flawed(kFlawless)),
            "");
  EXPECT_EQ(difference({.seed = 1, .scripts = 3, .steps = 80, .questions = 60, .as_texts = true}, flawed(kFlawless)),
            "");
}

TEST(Differential, finds_a_planted_difference_and_makes_it_small) {
  const auto found =
      difference({.seed = 1, .scripts = 20, .steps = 60, .questions = 200, .as_texts = false}, flawed(kOpenAboveTwo));
  EXPECT_NE(found, "");
  EXPECT_NE(found.find("the naive engine says"), std::string::npos) << found;
  EXPECT_LT(lines(found), 20u) << "a person can read it: " << found;
}

TEST(Differential, finds_a_planted_difference_in_a_query_text_and_makes_it_small) {
  const auto found =
      difference({.seed = 1, .scripts = 20, .steps = 60, .questions = 200, .as_texts = true}, flawed(kOpenAboveTwo));
  ASSERT_NE(found, "");
  EXPECT_LT(lines(found), 20u) << found;
  EXPECT_LT(question(found).size(), std::string_view("viewer 0: 'MX_resolution between 1 and 2'").size())
      << "one comparison, and nothing beside it: " << found;
}

TEST(Differential, finds_a_planted_difference_across_links_in_a_query_text_and_makes_it_small) {
  const auto found = difference({.seed = 1, .scripts = 20, .steps = 60, .questions = 200, .as_texts = true},
                                flawed(kOnlyInputsAreAncestors));
  ASSERT_NE(found, "");
  EXPECT_LT(lines(found), 20u) << found;
  EXPECT_LT(question(found).size(), std::string_view("viewer 0: 'ancestor(MX_resolution between 1 and 2)'").size())
      << "one comparison behind links, and nothing beside it: " << found;
}

// Ten thousand questions in all.
TEST(Differential, an_index_that_follows_the_feed_answers_as_the_naive_engine) {
  EXPECT_EQ(difference(extent(16, false), index(Way::following)), "");
}

TEST(Differential, an_index_made_at_once_answers_as_the_naive_engine) {
  EXPECT_EQ(difference(extent(8, false), index(Way::rebuilt)), "");
}

TEST(Differential, an_index_saved_and_opened_again_answers_as_the_naive_engine) {
  EXPECT_EQ(difference(extent(8, false), index(Way::saved)), "");
}

TEST(Differential, query_texts_are_answered_by_the_index_as_by_the_naive_engine) {
  EXPECT_EQ(difference(extent(8, true), index(Way::following)), "");
}

}  // namespace weft::differential
