#include "search/index/bind.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "base/text.h"

namespace weft::index {
namespace {

using Kind = Condition::Kind;

// Rows without a text of their own whose number is written so that `matches` is true.
template <class Matches>
void find_silent(Plan& plan, const Matches& matches) {
  DecimalBuffer buffer;
  plan.view.with_number().each([&](std::uint32_t row, std::uint32_t entry) {
    if (plan.view.with_text().contains(row)) return;
    const auto place = plan.view.numbers_of(entry).first;
    if (matches(place, buffer)) plan.rows.push(row);
  });
}

// Texts of numbers are looked for as numbers.
void find_silent_texts(Plan& plan) {
  std::vector<std::uint64_t> wanted;
  DecimalBuffer buffer;
  for (const auto& text : plan.condition->texts) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) continue;
    if (number == 0) number = 0;
    if (plan.view.write(number, buffer) != text) continue;
    const auto codes = plan.view.numbers().between(number, number);
    if (!codes.empty()) wanted.push_back(codes.first);
  }
  if (wanted.empty()) return;
  std::sort(wanted.begin(), wanted.end());
  find_silent(plan, [&](std::uint32_t place, DecimalBuffer&) {
    return std::binary_search(wanted.begin(), wanted.end(), plan.view.numbers().code(place));
  });
}

void add_lists(Plan& plan) {
  if (!plan.view.has_lists()) return;
  const std::vector<std::uint32_t> found = plan.codes;
  plan.view.lists_with(found, plan.codes);
  std::sort(plan.codes.begin(), plan.codes.end());
  plan.codes.erase(std::unique(plan.codes.begin(), plan.codes.end()), plan.codes.end());
}

void find_codes(Plan& plan) {
  const auto& wanted = plan.condition->texts;
  const Texts& texts = plan.view.texts();
  if (wanted.size() < texts.size()) {
    for (const auto& text : wanted)
      if (const auto code = texts.find(text)) plan.codes.push_back(*code);
  } else {
    texts.each([&](std::uint32_t code, std::string_view text) {
      if (std::binary_search(wanted.begin(), wanted.end(), text, std::less<>{})) plan.codes.push_back(code);
      return true;
    });
  }
  add_lists(plan);
}

// A query of thousands of comparisons keeps no more of each than a map of bits has.
constexpr std::size_t kMostCodes = kBlockSize / 8 / sizeof(std::uint32_t);

void keep_rows_of_many_codes(Plan& plan) {
  if (plan.codes.size() <= kMostCodes) return;
  std::vector<bool> is_wanted(plan.view.texts().size());
  for (const std::uint32_t code : plan.codes) is_wanted[code] = true;
  Set rows(plan.rows.of());
  plan.view.with_text().each([&](std::uint32_t row, std::uint32_t entry) {
    if (is_wanted[plan.view.code(entry)]) rows.push(row);
  });
  plan.rows.add(rows);
  plan.codes = std::vector<std::uint32_t>();  // its memory, too
}

void count_texts(Plan& plan) {
  keep_rows_of_many_codes(plan);
  plan.most = plan.rows.count();
  for (const std::uint32_t code : plan.codes) plan.most += plan.view.posting(code).count();
}

void bind_texts(Plan& plan) {
  if (plan.view.is_textless()) return;
  find_codes(plan);
  if (plan.view.has_silent_texts()) find_silent_texts(plan);
  count_texts(plan);
}

void bind_contains(Plan& plan) {
  if (plan.view.is_textless()) return;
  const std::string needle = lower(plan.condition->texts.at(0));
  if (needle.empty()) {
    for (std::uint32_t code = 0; code < plan.view.texts().size(); ++code) plan.codes.push_back(code);
  } else {
    plan.view.texts().containing(needle, plan.codes);
  }
  if (plan.view.has_silent_texts())
    find_silent(plan, [&](std::uint32_t place, DecimalBuffer& buffer) {
      return lower(plan.view.write(plan.view.numbers()[place], buffer)).find(needle) != std::string::npos;
    });
  count_texts(plan);
}

void bind_numbers(Plan& plan) {
  for (const Interval& interval : plan.condition->intervals) {
    const auto codes = plan.view.numbers().between(interval.from, interval.to);
    if (!codes.empty()) plan.numbers.push_back(codes);
  }
  plan.most = plan.numbers.empty() ? 0 : plan.view.with_number().count();
}

void bind_column(Plan& plan, const Segment& segment) {
  const ColumnAt* column = plan.column == kNone ? nullptr : segment.find(plan.column);
  if (!column) return;
  plan.view = segment.view(*column);
  switch (plan.condition->kind) {
    case Kind::exists:
      plan.most = plan.view.exists().count();
      break;
    case Kind::texts:
      return bind_texts(plan);
    case Kind::contains:
      return bind_contains(plan);
    default:
      return bind_numbers(plan);
  }
}

void bind_both(Plan& plan, const Segment& segment, std::uint32_t block) {
  plan.most = segment.rows();
  for (Plan& part : plan.parts) {
    bind(part, segment, block);
    plan.most = std::min(plan.most, part.most);
    if (plan.most == 0) return;
  }
  plan.order.resize(plan.parts.size());
  std::iota(plan.order.begin(), plan.order.end(), 0u);
  std::sort(plan.order.begin(), plan.order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return plan.parts[a].most < plan.parts[b].most; });
}

void bind_either(Plan& plan, const Segment& segment, std::uint32_t block) {
  for (Plan& part : plan.parts) {
    bind(part, segment, block);
    plan.most = std::min(plan.most + part.most, segment.rows());
  }
}

}  // namespace

void bind(Plan& plan, const Segment& segment, std::uint32_t block) {
  stop_if(*plan.cancel);
  plan.most = 0;
  plan.codes.clear();
  plan.numbers.clear();
  plan.rows.clear(segment.rows());
  switch (plan.condition->kind) {
    case Kind::nothing:
      return;
    case Kind::everything:
      plan.most = segment.rows();
      return;
    case Kind::both:
      return bind_both(plan, segment, block);
    case Kind::either:
      return bind_either(plan, segment, block);
    case Kind::without:
      bind(plan.parts[0], segment, block);
      plan.most = segment.rows();
      return;
    case Kind::across:
    case Kind::starting:
      if (block < plan.given->blocks().size()) segment.rows_of(plan.given->blocks()[block], plan.rows);
      plan.most = plan.rows.count();
      return;
    default:
      return bind_column(plan, segment);
  }
}

}  // namespace weft::index
