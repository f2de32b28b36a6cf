#include "ingest/xml_text.h"

#include <cstdint>

#include "base/text.h"
#include "ingest/reading.h"

namespace weft {
namespace {

tl::unexpected<Error> malformed(const std::string& what, std::size_t at) {
  return fail(ErrorCode::malformed, "not XML: " + what + " at byte " + std::to_string(at),
              "byte " + std::to_string(at));
}

// The encoding the declaration names, lower case; "" when it names none.
std::string declared_encoding(std::string_view body) {
  if (body.substr(0, 5) != "<?xml") return {};
  const auto declaration = body.substr(0, body.find("?>"));
  const auto at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  const auto open = declaration.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  const auto close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  return lower(declaration.substr(open + 1, close - open - 1));
}

std::string from_latin1(std::string_view body) {
  std::string out;
  out.reserve(body.size() + body.size() / 8);
  for (const char c : body) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | (byte >> 6));
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return out;
}

int digit_value(char c, int base) {
  if (c >= '0' && c <= '9') return c - '0';
  if (base == 16 && c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (base == 16 && c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// One walk over the text, without building anything.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {}

  Result<bool> run() {
    while (at_ < text_.size()) {
      auto step = text_[at_] == '<' ? markup() : characters();
      if (!step) return step;
    }
    if (depth_ != 0) return malformed("an element is not closed", text_.size());
    return true;
  }

 private:
  bool here(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  Result<bool> skip_past(std::string_view end, std::size_t from, const char* what) {
    const auto found = text_.find(end, from);
    if (found == std::string_view::npos) return malformed(std::string(what) + " is not closed", at_);
    at_ = found + end.size();
    return true;
  }

  Result<bool> characters() {
    const auto end = std::min(text_.find('<', at_), text_.size());
    const auto run = text_.substr(at_, end - at_);
    if (depth_ == 0)
      if (const auto bad = run.find_first_not_of(" \t\r\n"); bad != std::string_view::npos)
        return malformed("text outside the root element", at_ + bad);
    if (auto good = references(at_, end); !good) return good;
    at_ = end;
    return true;
  }

  Result<bool> markup() {
    if (++tags_ > kMaxTags) return too_many();
    if (here("<!--")) return skip_past("-->", at_ + 4, "a comment");
    if (here("<![CDATA[")) {
      if (depth_ == 0) return malformed("text outside the root element", at_);
      return skip_past("]]>", at_ + 9, "a CDATA section");
    }
    if (here("<?")) return skip_past("?>", at_ + 2, "a declaration");
    if (here("<!")) return document_type();
    return tag();
  }

  // Skipped whole: no entity of it is ever used.
  Result<bool> document_type() {
    if (root_seen_) return malformed("a document type inside the document", at_);
    int brackets = 0;
    for (auto i = at_; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '"' || c == '\'') {
        i = text_.find(c, i + 1);
        if (i == std::string_view::npos) break;
      } else if (c == '[') {
        ++brackets;
      } else if (c == ']') {
        --brackets;
      } else if (c == '>' && brackets <= 0) {
        return at_ = i + 1, true;
      }
    }
    return malformed("the document type is not closed", at_);
  }

  Result<bool> tag() {
    const auto start = at_;
    auto i = start + 1;
    for (; i < text_.size() && text_[i] != '>'; ++i) {
      const char c = text_[i];
      if (c == '<') return malformed("'<' inside a tag", i);
      if (c == '=' && ++tags_ > kMaxTags) return too_many();
      if (c != '"' && c != '\'') continue;
      const auto close = text_.find(c, i + 1);
      if (close == std::string_view::npos) return malformed("a quote is not closed", i);
      if (auto good = references(i, close); !good) return good;
      i = close;
    }
    if (i >= text_.size()) return malformed("a tag is not closed", start);
    at_ = i + 1;
    return count_depth(start, text_[start + 1] == '/', text_[i - 1] == '/');
  }

  Result<bool> count_depth(std::size_t start, bool closes, bool empty) {
    if (closes) return --depth_ < 0 ? Result<bool>(malformed("a tag closes nothing", start)) : Result<bool>(true);
    if (depth_ == 0 && root_seen_) return malformed("a second root element", start);
    root_seen_ = true;
    if (depth_ + 1 > kMaxDepth)
      return fail(ErrorCode::too_large, "elements nest deeper than " + std::to_string(kMaxDepth),
                  "byte " + std::to_string(start));
    if (!empty) ++depth_;
    return true;
  }

  Result<bool> too_many() const {
    return fail(ErrorCode::too_large, "more than " + std::to_string(kMaxTags) + " tags and attributes",
                "byte " + std::to_string(at_));
  }

  // "&#0;", "&#xD800;" and numbers beyond Unicode name no character.
  Result<bool> references(std::size_t from, std::size_t to) const {
    const auto part = text_.substr(from, to - from);  // not the whole text: it may hold millions of parts
    for (auto at = part.find("&#"); at != std::string_view::npos; at = part.find("&#", at + 2)) {
      auto i = at + 2;
      const int base = i < part.size() && part[i] == 'x' ? ++i, 16 : 10;
      const auto digits = i;
      std::uint32_t code = 0;
      for (int value; i < part.size() && (value = digit_value(part[i], base)) >= 0; ++i)
        code = std::min<std::uint32_t>(code * base + value, 0x110000);
      if (i == digits || i >= part.size() || part[i] != ';') continue;  // no reference: stays text
      if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return malformed(
            "'" + std::string(part.substr(at, std::min<std::size_t>(i + 1 - at, 40))) + "' is no character", from + at);
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t tags_ = 0;
  int depth_ = 0;
  bool root_seen_ = false;
};

}  // namespace

Result<std::string> xml_as_utf8(std::string_view body) {
  body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
  if (const auto nul = body.find('\0'); nul != std::string_view::npos) return malformed("a NUL", nul);
  const auto encoding = declared_encoding(body);
  if (encoding == "iso-8859-1" || encoding == "latin1" || encoding == "latin-1") return from_latin1(body);
  if (!encoding.empty() && encoding != "utf-8" && encoding != "utf8" && encoding != "us-ascii" && encoding != "ascii")
    return fail(ErrorCode::unsupported, "the XML declares the encoding '" + encoding.substr(0, 40) + "': send UTF-8",
                "encoding");
  if (const auto good = utf8_prefix(body); good < body.size()) return malformed("a byte that is not UTF-8", good);
  return std::string(body);
}

Result<bool> check_xml_text(std::string_view text) { return Walk(text).run(); }

}  // namespace weft
