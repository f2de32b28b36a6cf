#include "definitions/near_names.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace weft {
namespace {

std::size_t folded_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) { return folded_distance(lower(a), lower(b)); }

std::vector<std::string> near_names(std::string_view word, const std::vector<std::string_view>& known,
                                    std::size_t limit) {
  constexpr std::size_t kLongestName = 200;  // nobody mistypes more; bounds the work for hostile words
  if (word.size() > kLongestName) return {};
  const std::string folded = lower(word);
  const std::size_t most = std::max<std::size_t>(2, word.size() / 4);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const auto name : known) {
    const auto gap = name.size() > word.size() ? name.size() - word.size() : word.size() - name.size();
    if (gap > most) continue;
    const auto distance = folded_distance(folded, lower(name));
    if (distance <= most && distance < word.size()) near.emplace_back(distance, name);
  }
  std::sort(near.begin(), near.end());
  if (near.size() > limit) near.resize(limit);
  std::vector<std::string> out;
  for (auto& [distance, name] : near) out.push_back(std::move(name));
  return out;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
  std::string out;
  for (const auto& name : near_names(word, known)) out += (out.empty() ? ", did you mean " : " or ") + name;
  return out.empty() ? out : out + "?";
}

}  // namespace weft
