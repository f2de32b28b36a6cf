// Names that a person may have meant. In: a word and the known names. Out: the nearest, best first. Any thread.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other; case is ignored.
std::size_t edit_distance(std::string_view a, std::string_view b);

// At most `limit` names within a quarter of the word's length (two edits for short words), nearest first.
std::vector<std::string> near_names(std::string_view word, const std::vector<std::string_view>& known,
                                    std::size_t limit = 3);

// ", did you mean a or b?" or "" when nothing is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace weft
