#include "files/glob.h"

#include <algorithm>
#include <optional>

#include "files/spelling.h"

namespace weft {
namespace {

using Kind = Glob::Kind;
using Tokens = Glob::Tokens;

constexpr std::size_t kLongest = 300;
constexpr std::size_t kMostAlternatives = 32;

struct Braces {
  std::size_t begin, end;  // of '{' and '}'
  std::vector<std::string> choices;
};

// The first {a,b} of the text; choices may hold braces themselves.
std::optional<Braces> first_braces(const std::string& text) {
  Braces braces{text.find('{'), 0, {}};
  if (braces.begin == text.npos) return {};
  int depth = 0;
  std::size_t from = braces.begin + 1;
  for (std::size_t i = braces.begin; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}') --depth;
    if ((depth == 1 && text[i] == ',') || depth == 0) {
      braces.choices.push_back(text.substr(from, i - from));
      from = i + 1;
    }
    if (depth == 0) return braces.end = i, braces;
  }
  return {};  // never closed: a brace like any other character
}

// False: too many.
bool expand(const std::string& text, std::vector<std::string>& into) {
  const auto braces = first_braces(text);
  if (!braces) return into.push_back(text), into.size() <= kMostAlternatives;
  for (const auto& choice : braces->choices)
    if (!expand(text.substr(0, braces->begin) + choice + text.substr(braces->end + 1), into)) return false;
  return true;
}

Tokens tokens_of(std::string_view text) {
  Tokens tokens;
  while (!text.empty()) {
    std::size_t size = 1;
    if (text.starts_with("**/")) {
      tokens.push_back({Kind::folders});
      tokens.push_back({Kind::in_folder});
      size = 3;
    } else if (text.starts_with("**")) {
      tokens.push_back({Kind::any});
      size = 2;
    } else if (text[0] == '*') {
      tokens.push_back({Kind::any_in_name});
    } else if (text[0] == '?') {
      tokens.push_back({Kind::one});
    } else if (text[0] == '\\') {
      size = text[1] == '\\' ? 2 : 4;  // the spelling was read before
      tokens.push_back({Kind::character, *read_spelling(text.substr(0, size))});
    } else {
      size = character_size(text);
      tokens.push_back({Kind::character, std::string(text.substr(0, size))});
    }
    text.remove_prefix(size);
  }
  return tokens;
}

std::string beginning_of(const Tokens& tokens) {
  std::string beginning;
  for (const auto& token : tokens) {
    if (token.kind != Kind::character) break;
    beginning += token.character;
  }
  return beginning;
}

std::string ending_of(const Tokens& tokens) {
  std::string ending;
  for (auto token = tokens.rbegin(); token != tokens.rend() && token->kind == Kind::character; ++token)
    ending.insert(0, token->character);
  return ending;
}

// All positions of the pattern at which the path read so far may stand, at once.
class Positions {
 public:
  explicit Positions(const Tokens& tokens) : tokens_(tokens), now_(tokens.size() + 1), next_(tokens.size() + 1) {
    reach(now_, 0);
  }
  // False: none left.
  bool step(std::string_view character) {
    std::fill(next_.begin(), next_.end(), false);
    bool some = false;
    for (std::size_t at = 0; at < tokens_.size(); ++at)
      if (now_[at]) some |= step(at, character);
    now_.swap(next_);
    return some;
  }
  bool at_end() const { return now_[tokens_.size()]; }

 private:
  bool step(std::size_t at, std::string_view character) {
    const auto& token = tokens_[at];
    const bool slash = character == "/";
    switch (token.kind) {
      case Kind::character:
        return character == token.character && reach(next_, at + 1);
      case Kind::one:
        return !slash && reach(next_, at + 1);
      case Kind::any_in_name:
        return !slash && reach(next_, at);
      case Kind::any:
        return reach(next_, at);
      case Kind::folders:
        return !slash && reach(next_, at + 1);
      case Kind::in_folder:
        return reach(next_, slash ? at - 1 : at);
    }
    return false;
  }
  // This position, and those that are reached from it by reading nothing.
  bool reach(std::vector<char>& into, std::size_t at) {
    for (; !into[at]; at += tokens_[at].kind == Kind::folders ? 2 : 1) {
      into[at] = true;
      const bool may_be_nothing =
          at < tokens_.size() &&
          (tokens_[at].kind == Kind::any_in_name || tokens_[at].kind == Kind::any || tokens_[at].kind == Kind::folders);
      if (!may_be_nothing) break;
    }
    return true;
  }
  const Tokens& tokens_;
  std::vector<char> now_, next_;
};

bool matches_one(const Tokens& tokens, std::string_view path) {
  Positions positions(tokens);
  while (!path.empty()) {
    const auto size = character_size(path);
    if (!positions.step(path.substr(0, size))) return false;
    path.remove_prefix(size);
  }
  return positions.at_end();
}

}  // namespace

bool Glob::is_one(std::string_view spelled) { return spelled.find_first_of("*?{") != spelled.npos; }

Result<Glob> Glob::read(std::string_view spelled) {
  if (spelled.size() > kLongest)
    return fail(ErrorCode::too_large, "a pattern has at most " + std::to_string(kLongest) + " bytes", "glob");
  if (auto read = read_spelling(spelled); !read) return tl::make_unexpected(read.error());
  std::vector<std::string> texts;
  if (!expand(std::string(spelled), texts))
    return fail(ErrorCode::too_large,
                "the braces of a pattern make at most " + std::to_string(kMostAlternatives) + " of it", "glob");
  Glob glob;
  for (const auto& text : texts) {
    auto tokens = tokens_of(text);
    auto ending = ending_of(tokens);
    glob.alternatives_.push_back({std::move(tokens), std::move(ending)});
  }
  glob.beginning_ = beginning_of(glob.alternatives_.front().tokens);
  for (const auto& alternative : glob.alternatives_) {
    const auto other = beginning_of(alternative.tokens);
    const auto differ = std::mismatch(glob.beginning_.begin(), glob.beginning_.end(), other.begin(), other.end());
    glob.beginning_.erase(differ.first, glob.beginning_.end());
  }
  return glob;
}

bool Glob::matches(std::string_view path) const {
  if (!path.starts_with(beginning_)) return false;
  return std::any_of(alternatives_.begin(), alternatives_.end(), [&](const Alternative& one) {
    return path.ends_with(one.ending) && matches_one(one.tokens, path);
  });
}

}  // namespace weft
