// Where in the file the n-th character of a text stands, whichever way YAML wrote it: plain, quoted, folded. Any
// thread.
#pragma once
#include <cstddef>
#include <string_view>

#include "viewers/tree.h"

namespace weft {

// `text` is a text of the tree that was read from `file`; `character` is counted from 1, in code points.
TextPosition place_in(std::string_view file, const Tree& text, std::size_t character);

}  // namespace weft
