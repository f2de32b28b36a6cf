#include "search/differential/comparing.h"

#include <rapidcheck.h>

#include <cmath>
#include <sstream>

#include "search/naive_engine.h"
#include "search/small_definitions.h"

namespace weft::differential {
namespace {

// One View for many asks: the naive one takes long to make.
class BorrowedView final : public View {
 public:
  explicit BorrowedView(View& view) : view_(view) {}
  Seq seq() const override { return view_.seq(); }
  std::unique_ptr<Selection> select(const Meaning& meaning) override { return view_.select(meaning); }
  std::vector<Position> page(const Selection& selection, const Order& order, const std::optional<Position>& after,
                             int limit) override {
    return view_.page(selection, order, after, limit);
  }
  std::optional<Position> at(const Selection& selection, const Order& order, std::int64_t place) override {
    return view_.at(selection, order, place);
  }
  ValueCounts count_values(const Selection& selection, const Column& column, int top,
                           std::string_view prefix) override {
    return view_.count_values(selection, column, top, prefix);
  }
  NumberCounts count_numbers(const Selection& selection, const Column& column,
                             const std::vector<double>& edges) override {
    return view_.count_numbers(selection, column, edges);
  }
  std::vector<Group> group(const Selection& selection, const std::vector<GroupBy>& by, std::size_t most) override {
    return view_.group(selection, by, most);
  }
  bool knows(const std::string& parameter) override { return view_.knows(parameter); }
  std::vector<std::string> parameters() override { return view_.parameters(); }

 private:
  View& view_;
};

class OneViewEngine final : public Engine {
 public:
  explicit OneViewEngine(View& view) : view_(view) {}
  std::unique_ptr<View> view(const Viewer&, const Cancel&) override { return std::make_unique<BorrowedView>(view_); }

 private:
  View& view_;
};

// The first thing that differed, as text.
class Differing {
 public:
  template <class T>
  bool same(const char* what, const T& truth, const T& rival) {
    if (truth == rival) return true;
    std::ostringstream out;
    out << what << ": the naive engine says ";
    show(out, truth);
    out << ", the other ";
    show(out, rival);
    found_ = out.str();
    return false;
  }
  const std::string& found() const { return found_; }

 private:
  static void show(std::ostream& out, bool truth) { out << (truth ? "yes" : "no"); }
  static void show(std::ostream& out, std::int64_t number) { out << number; }
  static void show(std::ostream& out, double number) { out << number; }
  static void show(std::ostream& out, const std::string& text) { out << '"' << text.substr(0, 300) << '"'; }
  template <class Tag>
  static void show(std::ostream& out, Id<Tag> id) {
    out << id.value;
  }
  static void show(std::ostream& out, const Counters& it) {
    out << it.datasets << " (" << it.acquisition << "+" << it.processed << ") " << it.samples << " samples " << it.files
        << " files " << it.volume << " bytes " << it.not_walked << " not walked";
  }
  static void show(std::ostream& out, const Statistics::Row& row) {
    show(out, row.values);
    show(out, row.counters);
  }
  static void show(std::ostream& out, const Facets::Bucket& bucket) {
    out << bucket.from << ".." << bucket.to << "=" << bucket.count;
  }
  static void show(std::ostream& out, const Facets::Facet& facet) {
    out << facet.name << " " << facet.datasets << "/" << facet.distinct << " ";
    show(out, facet.counts);
    show(out, facet.buckets);
  }
  template <class A, class B>
  static void show(std::ostream& out, const std::pair<A, B>& pair) {
    show(out, pair.first);
    out << "=";
    show(out, pair.second);
  }
  template <class T>
  static void show(std::ostream& out, const std::vector<T>& all) {
    out << "[";
    for (const auto& one : all) show(out, one), out << " ";
    out << "]";
  }

  std::string found_;
};

// What a position is besides its id, as far as an order looks at it.
std::string shown(const Position& position, const Order& order) {
  if (!position.has_value) return std::to_string(position.id.value) + " none";
  std::ostringstream out;
  out.precision(17);
  out << position.id.value << " ";
  if (order.by_number)
    out << position.number + 0.0;  // -0 and 0 are one
  else
    out << position.text;
  return out.str();
}

std::vector<std::string> shown(const std::vector<Position>& positions, const Order& order) {
  std::vector<std::string> out;
  for (const auto& position : positions) out.push_back(shown(position, order));
  return out;
}

std::vector<Statistics::Row> rows(const std::vector<Group>& groups) {
  std::vector<Statistics::Row> rows;
  for (const auto& group : groups) rows.push_back({group.values, group.counters});
  return rows;
}

class Comparison {
 public:
  Comparison(View& truth, View& rival) : truth_(truth), rival_(rival) {}

  // "" when both answer the same.
  std::string compare(const Question& question) {
    if (question.query)
      compare_search(*question.query);
    else
      compare_views(question);
    return differing_.found();
  }

 private:
  template <class T>
  bool same(const char* what, const T& truth, const T& rival) {
    return differing_.same(what, truth, rival);
  }

  bool compare_views(const Question& question) {
    const auto truth = truth_.select(question.meaning), rival = rival_.select(question.meaning);
    return same("seq", truth_.seq(), rival_.seq()) && same("ids", truth->ids(), rival->ids()) &&
           same("count", truth->count(), rival->count()) && compare_contains(*truth, *rival) &&
           compare_pages(question, *truth, *rival) && compare_places(question, *truth, *rival) &&
           compare_values(question, *truth, *rival) && compare_numbers(question, *truth, *rival, {}) &&
           compare_numbers(question, *truth, *rival, question.edges) &&
           same("more groups than one", truth_.group(*truth, question.by, 1).size() > 1,
                rival_.group(*rival, question.by, 1).size() > 1) &&
           same("groups", rows(truth_.group(*truth, question.by, kMostGroups)),
                rows(rival_.group(*rival, question.by, kMostGroups))) &&
           same("parameters", truth_.parameters(), rival_.parameters()) &&
           same("knows", truth_.knows(question.column.parameter), rival_.knows(question.column.parameter));
  }

  bool compare_contains(const Selection& truth, const Selection& rival) {
    for (std::int64_t id = 0; id < 150; ++id)
      if (!same("contains", truth.contains({id}), rival.contains({id}))) return false;
    return true;
  }

  // From where the question says, then on to the end.
  bool compare_pages(const Question& question, const Selection& truth, const Selection& rival) {
    auto after = question.after;
    for (;;) {
      const auto wanted = truth_.page(truth, question.order, after, question.limit);
      const auto page = rival_.page(rival, question.order, after, question.limit);
      if (!same("page", shown(wanted, question.order), shown(page, question.order))) return false;
      if (page.size() < static_cast<std::size_t>(question.limit)) return true;
      after = page.back();
    }
  }

  // Of those that are there some, and two beyond.
  bool compare_places(const Question& question, const Selection& truth, const Selection& rival) {
    const auto shown_one = [&](const std::optional<Position>& it) {
      return it ? shown(*it, question.order) : std::string("nobody");
    };
    for (std::int64_t place = 0; place < truth.count() + 2; place += 1 + question.limit / 2)
      if (!same("place", shown_one(truth_.at(truth, question.order, place)),
                shown_one(rival_.at(rival, question.order, place))))
        return false;
    return true;
  }

  bool compare_values(const Question& question, const Selection& truth, const Selection& rival) {
    const auto a = truth_.count_values(truth, question.column, question.top, question.prefix);
    const auto b = rival_.count_values(rival, question.column, question.top, question.prefix);
    return same("datasets with a value", a.datasets, b.datasets) && same("distinct values", a.distinct, b.distinct) &&
           same("top values", a.top, b.top);
  }

  bool compare_numbers(const Question& question, const Selection& truth, const Selection& rival,
                       const std::vector<double>& edges) {
    const auto a = truth_.count_numbers(truth, question.column, edges);
    const auto b = rival_.count_numbers(rival, question.column, edges);
    return same("datasets with a number", a.datasets, b.datasets) && same("least", a.least, b.least) &&
           same("most", a.most, b.most) && same("buckets", a.counts, b.counts);
  }

  bool compare_search(const Query& query) {
    OneViewEngine truth_engine(truth_), rival_engine(rival_);
    const Search truth(truth_engine, small_definitions()), rival(rival_engine, small_definitions());
    const auto everybody = Viewer::everybody();  // the views know better
    return compare_found(query, truth, rival) &&
           compare_answers(truth.facets(everybody, query), rival.facets(everybody, query),
                           [&](const Facets& a, const Facets& b) { return same("facets", a.facets, b.facets); }) &&
           compare_answers(truth.statistics(everybody, query), rival.statistics(everybody, query),
                           [&](const Statistics& a, const Statistics& b) {
                             return same("rows", a.rows, b.rows) && same("total", a.total, b.total);
                           });
  }

  // All pages, each engine by its own cursors.
  bool compare_found(const Query& query, const Search& truth, const Search& rival) {
    auto of_truth = query, of_rival = query;
    do {
      auto a = truth.find(Viewer::everybody(), of_truth), b = rival.find(Viewer::everybody(), of_rival);
      if (a) of_truth.cursor = a->next_cursor;
      if (b) of_rival.cursor = b->next_cursor;
      if (!compare_answers(a, b, [&](const Page& one, const Page& other) {
            return same("datasets", one.datasets, other.datasets) && same("total", one.total, other.total) &&
                   same("another page", !one.next_cursor.empty(), !other.next_cursor.empty());
          }))
        return false;
    } while (!of_truth.cursor.empty());
    return true;
  }

  template <class Answer, class Compare>
  bool compare_answers(const Result<Answer>& truth, const Result<Answer>& rival, const Compare& compare) {
    const auto sentence = [](const Result<Answer>& it) { return it ? "an answer" : it.error().message; };
    if (!same("refusal", std::string(sentence(truth)), std::string(sentence(rival)))) return false;
    return !truth || compare(*truth, *rival);
  }

  View& truth_;
  View& rival_;
  Differing differing_;
};

struct Case {
  std::shared_ptr<const Script> script;
  std::uint64_t viewers = 0;  // seeds who sees what
  std::shared_ptr<const std::vector<Question>> questions;
};

std::ostream& operator<<(std::ostream& out, const Case& it) {
  for (const auto& step : *it.script) out << "\n  " << step;
  if (it.questions->size() > 1) return out << "\n  and " << it.questions->size() << " questions";
  for (const auto& question : *it.questions) out << "\n  " << question;
  return out;
}

Viewer viewer(const Case& it, int which) {
  if (which == 0) return Viewer::everybody();
  Rng rng(it.viewers + static_cast<std::uint64_t>(which));
  const auto of_ten = 1 + rng() % 9;
  std::vector<DatasetId> visible;
  for (std::int64_t id = 1; id < 400; ++id)
    if (rng() % 10 < of_ten) visible.push_back({id});
  return Viewer::of(std::move(visible));
}

std::string compare(const Case& it, const MakeRival& make_rival) {
  ToldStore store;
  const auto naive = make_naive_engine(*store, small_definitions());
  const auto rival = make_rival(*store, small_definitions());
  play(*it.script, store, [&] { rival->told(); });
  std::vector<std::unique_ptr<View>> truths, rivals;
  for (int which = 0; which < kViewers; ++which) {
    truths.push_back(naive->view(viewer(it, which), {}));
    rivals.push_back(rival->engine().view(viewer(it, which), {}));
  }
  for (const auto& question : *it.questions) {
    const auto which = static_cast<std::size_t>(question.viewer);
    if (auto found = Comparison(*truths[which], *rivals[which]).compare(question); !found.empty()) {
      std::ostringstream out;
      out << found << "\n  asked by " << question;
      return out.str();
    }
  }
  return "";
}

// One question of many first, then less of the script, then less of the question.
std::vector<Case> less(const Case& it) {
  std::vector<Case> out;
  const auto with_questions = [&](std::vector<Question> questions) {
    out.push_back({it.script, it.viewers, std::make_shared<const std::vector<Question>>(std::move(questions))});
  };
  if (it.questions->size() > 1) {
    const auto middle = it.questions->begin() + static_cast<std::ptrdiff_t>(it.questions->size() / 2);
    with_questions({it.questions->begin(), middle});
    with_questions({middle, it.questions->end()});
    return out;
  }
  for (auto& script : less(*it.script))
    out.push_back({std::make_shared<const Script>(std::move(script)), it.viewers, it.questions});
  for (const auto& question : *it.questions)
    for (auto& smaller : less(question)) with_questions({std::move(smaller)});
  return out;
}

Case random_case(std::uint64_t seed, const Extent& extent) {
  Rng rng(seed);
  std::vector<Question> questions;
  for (std::size_t i = 0; i < extent.questions; ++i) questions.push_back(random_question(rng, extent.as_texts));
  return {std::make_shared<const Script>(random_script(rng, 1 + rng() % extent.steps)), rng(),
          std::make_shared<const std::vector<Question>>(std::move(questions))};
}

}  // namespace

std::string difference(const Extent& extent, const MakeRival& make_rival) {
  const rc::Gen<Case> cases([&](const rc::Random& random, int) {
    auto copy = random;
    return rc::shrinkable::shrinkRecur(random_case(copy.next(), extent),
                                       [](const Case& it) { return rc::seq::fromContainer(less(it)); });
  });
  rc::detail::TestMetadata metadata;
  rc::detail::TestParams params;
  params.seed = extent.seed;
  params.maxSuccess = extent.scripts;
  const auto result = rc::detail::checkTestable(
      [&] {
        const auto it = *cases;
        if (const auto found = compare(it, make_rival); !found.empty()) RC_FAIL(found);
      },
      metadata, params);
  if (result.is<rc::detail::SuccessResult>()) return "";
  std::ostringstream out;
  rc::detail::printResultMessage(result, out);
  return out.str();
}

}  // namespace weft::differential
