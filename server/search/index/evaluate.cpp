#include "search/index/evaluate.h"

#include <algorithm>

#include "search/index/bind.h"
#include "search/index/reach.h"
#include "search/index/withheld.h"

namespace weft::index {
namespace {

using Kind = Condition::Kind;

// Two lists are walked side by side while one is at most so many times longer than the other.
constexpr std::uint32_t kMergedUpTo = 24;

// Lends Sets that keep their memory, so that a query asks for none.
class Scratch {
 public:
  Scratch() {
    if (pool().empty()) pool().emplace_back();
    set_ = std::move(pool().back());
    pool().pop_back();
  }
  Scratch(const Scratch&) = delete;
  ~Scratch() { pool().push_back(std::move(set_)); }
  Set& operator*() { return set_; }

 private:
  static std::vector<Set>& pool() {
    static thread_local std::vector<Set> sets;
    return sets;
  }
  Set set_;
};

void collect(const Plan& plan, std::uint32_t of, Set& rows);
void narrow(const Plan& plan, Set& rows);

// `in` may bring a hundred thousand.
bool is_among(const std::vector<Numbers::Codes>& ascending, std::uint64_t code) {
  const auto found = std::partition_point(ascending.begin(), ascending.end(),
                                          [code](const Numbers::Codes& codes) { return codes.last < code; });
  return found != ascending.end() && found->first <= code;
}

bool has_number(const Plan& plan, std::uint32_t entry) {
  const auto [first, end] = plan.view.numbers_of(entry);
  for (auto i = first; i < end; ++i) {
    const std::uint64_t code = plan.view.numbers().code(i);
    if (plan.numbers.size() == 1 ? plan.numbers[0].contains(code) : is_among(plan.numbers, code)) return true;
  }
  return false;
}

void collect_numbers(const Plan& plan, Set& rows) {
  plan.view.with_number().each([&](std::uint32_t row, std::uint32_t entry) {
    if (has_number(plan, entry)) rows.push(row);
  });
}

void collect_texts(const Plan& plan, Set& rows) {
  rows.add(plan.rows);
  for (const std::uint32_t code : plan.codes) rows.add(plan.view.posting(code));
}

void collect_both(const Plan& plan, std::uint32_t of, Set& rows) {
  collect(plan.parts[plan.order[0]], of, rows);
  for (std::size_t i = 1; i < plan.order.size() && !rows.empty(); ++i) narrow(plan.parts[plan.order[i]], rows);
}

void collect_either(const Plan& plan, std::uint32_t of, Set& rows) {
  for (const Plan& part : plan.parts) {
    if (part.most == 0) continue;
    Scratch more;
    collect(part, of, *more);
    rows.add(*more);
  }
}

// Rows that match, of a segment with `of` rows; the universe is not regarded.
void collect(const Plan& plan, std::uint32_t of, Set& rows) {
  stop_if(*plan.cancel);
  rows.clear(of);
  if (plan.most == 0) return;
  switch (plan.condition->kind) {
    case Kind::everything:
      return rows.fill(of);
    case Kind::both:
      return collect_both(plan, of, rows);
    case Kind::either:
      return collect_either(plan, of, rows);
    case Kind::without: {
      rows.fill(of);
      Scratch less;
      collect(plan.parts[0], of, *less);
      return rows.remove(*less);
    }
    case Kind::exists:
      return rows.add(plan.view.exists());
    case Kind::texts:
    case Kind::contains:
      return collect_texts(plan, rows);
    case Kind::numbers:
      return collect_numbers(plan, rows);
    case Kind::nothing:
      return;
    case Kind::across:
    case Kind::starting:
      return rows.add(plan.rows);
  }
}

// A few rows are looked at one by one; many are held against the text's own list of rows.
void narrow_text(const ColumnView& view, std::uint32_t code, Set& rows) {
  const Rows posting = view.posting(code);
  if (!rows.is_list() || posting.kind() != RowsAt::list) return rows.keep(posting);
  if (posting.count() < kMergedUpTo * rows.count()) return rows.keep_common(posting.list());
  rows.keep_if([&](std::uint32_t row) {
    const std::uint32_t entry = view.with_text().entry(row);
    const bool has_text = entry != kNone;
    return has_text & (view.code(has_text ? entry : 0) == code);
  });
}

// The usual one, a number a row in one interval, has no branch that cannot be foretold.
void narrow_numbers(const Plan& plan, Set& rows) {
  const Rows& with_number = plan.view.with_number();
  if (!plan.view.has_one_number() || plan.numbers.size() != 1)
    return rows.keep_if([&](std::uint32_t row) {
      const std::uint32_t entry = with_number.entry(row);
      return entry != kNone && has_number(plan, entry);
    });
  const Numbers& numbers = plan.view.numbers();
  const Numbers::Codes wanted = plan.numbers[0];
  rows.keep_if([&](std::uint32_t row) {
    const std::uint32_t entry = with_number.entry(row);
    const bool is_there = entry != kNone;
    return is_there & wanted.contains(numbers.code(is_there ? entry : 0));
  });
}

void narrow_texts(const Plan& plan, Set& rows) {
  if (plan.codes.empty()) return rows.keep(plan.rows);
  if (plan.rows.empty() && plan.codes.size() == 1) return narrow_text(plan.view, plan.codes[0], rows);
  if (plan.rows.empty() && rows.is_list())
    return rows.keep_if([&](std::uint32_t row) {
      const std::uint32_t entry = plan.view.with_text().entry(row);
      return entry != kNone && std::binary_search(plan.codes.begin(), plan.codes.end(), plan.view.code(entry));
    });
  Scratch matching;
  (*matching).clear(rows.of());
  collect_texts(plan, *matching);
  rows.keep(*matching);
}

void narrow_either(const Plan& plan, Set& rows) {
  Scratch kept;
  (*kept).clear(rows.of());
  for (const Plan& part : plan.parts) {
    if (part.most == 0) continue;
    Scratch some;
    *some = rows;
    narrow(part, *some);
    (*kept).add(*some);
  }
  std::swap(rows, *kept);
}

// Keeps the rows that match.
void narrow(const Plan& plan, Set& rows) {
  stop_if(*plan.cancel);
  if (plan.most == 0) return rows.clear(rows.of());
  switch (plan.condition->kind) {
    case Kind::everything:
      return;
    case Kind::both:
      for (const std::uint32_t part : plan.order) narrow(plan.parts[part], rows);
      return;
    case Kind::either:
      return narrow_either(plan, rows);
    case Kind::without: {
      Scratch less;
      *less = rows;
      narrow(plan.parts[0], *less);
      return rows.remove(*less);
    }
    case Kind::exists:
      return rows.keep(plan.view.exists());
    case Kind::texts:
    case Kind::contains:
      return narrow_texts(plan, rows);
    case Kind::numbers:
      return narrow_numbers(plan, rows);
    case Kind::nothing:
      return rows.clear(rows.of());
    case Kind::across:
    case Kind::starting:
      return rows.keep(plan.rows);
  }
}

}  // namespace

void stop_if(const Cancel& cancel) {
  if (cancel && cancel->load(std::memory_order_relaxed)) throw Cancelled{};
}

// What a leaf finds, but only among the datasets that do not keep this column from the viewer.
Plan Evaluator::among_told(Plan leaf, const IdSet& withheld) const {
  static const auto of_kind = [](Kind kind) {
    Condition condition;
    condition.kind = kind;
    return condition;
  };
  static const Condition kBoth = of_kind(Kind::both), kGiven = of_kind(Kind::starting);
  Plan told, both;
  told.cancel = both.cancel = &cancel_;
  told.condition = &kGiven;
  told.given = std::make_shared<IdSet>(without(*visible_, &withheld));
  both.condition = &kBoth;
  both.parts.push_back(std::move(leaf));
  both.parts.push_back(std::move(told));
  return both;
}

Plan Evaluator::plan(const Condition& condition, bool with_deleted) {
  Plan made;
  made.condition = &condition;
  made.cancel = &cancel_;
  made.column = snapshot_.columns->find(condition.column).value_or(kNone);
  if (condition.kind == Kind::across) {
    const IdSet matching = evaluate(condition.parts.at(0), with_deleted);
    made.given = std::make_shared<IdSet>(having(snapshot_, visible_, condition.relation, matching, cancel_));
  } else if (condition.kind == Kind::starting) {
    made.given =
        std::make_shared<IdSet>(reached_from(snapshot_, visible_, condition.relation, condition.start, cancel_));
  } else {
    made.parts.reserve(condition.parts.size());
    for (const Condition& part : condition.parts) made.parts.push_back(plan(part, with_deleted));
  }
  if (made.column != kNone)
    if (const IdSet* withheld = withheld_.in(condition.column)) return among_told(std::move(made), *withheld);
  return made;
}

IdSet Evaluator::evaluate(const Condition& condition, bool with_deleted) {
  Plan made = plan(condition, with_deleted);
  IdSet found;
  found.blocks().resize(snapshot_.blocks.size());
  for (std::uint32_t block = 0; block < snapshot_.blocks.size(); ++block) {
    stop_if(cancel_);
    if (snapshot_.blocks[block]) evaluate_block(made, block, with_deleted, found.blocks()[block]);
  }
  return found;
}

void Evaluator::evaluate_block(Plan& plan, std::uint32_t block, bool with_deleted, Set& ids) {
  if (visible_ && (block >= visible_->blocks().size() || visible_->blocks()[block].empty())) return;
  Scratch rows;
  for (const Part& part : snapshot_.blocks[block]->parts) {
    bind(plan, *part.segment, block);
    if (plan.most == 0) continue;
    collect(plan, part.segment->rows(), *rows);
    if (const Set* universe = part.universe(with_deleted)) (*rows).keep(*universe);
    if (!(*rows).empty()) part.segment->add_ordinals_of(*rows, ids);
  }
  if (visible_) ids.keep(visible_->blocks()[block]);
}

}  // namespace weft::index
