// Dataset and investigation XML as pyicat-plus 0.x, 1.x, 2.x and 3.x send them (spec/messages.md). Only local names
// count, any prefix or none, in any order. Elements we do not know are passed over: a newer client may say more.
#include <charconv>
#include <pugixml.hpp>

#include "base/text.h"
#include "ingest/forms.h"
#include "ingest/reading.h"
#include "ingest/xml_text.h"

namespace weft {
namespace {

// Text exactly as XML says it: blanks kept, \r\n read as \n, references replaced; no trimming.
constexpr unsigned kFlags = pugi::parse_escapes | pugi::parse_eol | pugi::parse_cdata | pugi::parse_ws_pcdata;
constexpr Words kDatasetWords = {"investigation", "element"};
constexpr Words kInvestigationWords = {"experiment", "element"};

std::string_view local_name(const char* qualified) {
  const std::string_view name(qualified);
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_element(const pugi::xml_node& node) { return node.type() == pugi::node_element; }

// All of an element's own text: a comment or CDATA section may cut it into pieces.
std::string text_in(const pugi::xml_node& element) {
  std::string text;
  for (const auto& child : element.children())
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  return text;
}

ParameterText read_parameter(const pugi::xml_node& element) {
  ParameterText parameter{"", ""};
  for (const auto& child : element.children()) {
    if (!is_element(child)) continue;
    const auto name = local_name(child.name());
    if (name == "name") parameter.name = text_in(child);
    if (name == "value") parameter.text = text_in(child);
  }
  return parameter;
}

void read_sample(const pugi::xml_node& element, DatasetStatement& statement) {
  statement.sample_name.clear();
  statement.sample_type.clear();
  statement.sample_parameters.clear();
  for (const auto& child : element.children()) {
    if (!is_element(child)) continue;
    const auto name = local_name(child.name());
    if (name == "name") statement.sample_name = text_in(child);
    if (name == "type") statement.sample_type = text_in(child);
    if (name == "parameter") statement.sample_parameters.push_back(read_parameter(child));
  }
}

std::optional<std::int64_t> read_size(const std::string& text) {
  const auto digits = trim(text);
  std::int64_t size = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (error != std::errc{} || end != digits.data() + digits.size() || size < 0) return std::nullopt;
  return size;
}

DatafileText read_datafile(const pugi::xml_node& element) {
  DatafileText file;
  for (const auto& child : element.children()) {
    if (!is_element(child)) continue;
    const auto name = local_name(child.name());
    if (name == "location") file.location = text_in(child);
    if (name == "size") file.size_bytes = read_size(text_in(child));
    if (name == "parameter") file.parameters.push_back(read_parameter(child));
  }
  return file;
}

// An element that is part of the key may stand twice only if it says the same twice.
Result<bool> read_key(const pugi::xml_node& element, std::string& field) {
  auto text = text_in(element);
  if (!field.empty() && field != text) {
    const std::string name(local_name(element.name()));
    return fail(ErrorCode::invalid, "element '" + name + "' stands twice, with different texts: send one", name);
  }
  field = std::move(text);
  return true;
}

// Fields with one text each; of an element that stands twice the last one counts.
std::string* plain_field(std::string_view name, DatasetStatement& statement) {
  if (name == "startDate") return &statement.start_date;
  if (name == "endDate") return &statement.end_date;
  if (name == "datasetId") return &statement.external_id;
  if (name == "investigationId") return &statement.investigation_id;
  if (name == "comment") return &statement.comment;
  return nullptr;
}

std::string* key_field(std::string_view name, DatasetStatement& statement) {
  if (name == "investigation") return &statement.proposal;
  if (name == "instrument") return &statement.instrument;
  if (name == "location") return &statement.location;
  if (name == "name") return &statement.name;
  return nullptr;
}

bool read_complete(const pugi::xml_node& root) {
  for (const auto& attribute : root.attributes())
    if (local_name(attribute.name()) == "complete") {
      const auto value = lower(trim(attribute.value()));
      return value != "false" && value != "0";
    }
  return true;
}

// 0.x and 1.x clients send the sample and the dates twice, as element and as parameter: the element counts. Whoever
// sends only the parameter is heard, too. A forced investigation is always a parameter (MXCuBE).
void fill_from_parameters(DatasetStatement& statement) {
  const auto fill = [&](std::string& field, std::string_view name) {
    if (field.empty()) field = text_of(statement.parameters, name);
  };
  fill(statement.sample_name, "Sample_name");
  fill(statement.start_date, "startDate");
  fill(statement.end_date, "endDate");
  fill(statement.investigation_id, "investigationId");
}

Result<Statement> read_dataset(const pugi::xml_node& root) {
  DatasetStatement statement;
  statement.complete = read_complete(root);
  for (const auto& child : root.children()) {
    if (!is_element(child)) continue;
    const auto name = local_name(child.name());
    if (auto* key = key_field(name, statement)) {
      if (auto read = read_key(child, *key); !read) return tl::make_unexpected(read.error());
    } else if (auto* field = plain_field(name, statement)) {
      *field = text_in(child);
    } else if (name == "parameter") {
      statement.parameters.push_back(read_parameter(child));
    } else if (name == "sample") {
      read_sample(child, statement);
    } else if (name == "datafile") {
      statement.datafiles.push_back(read_datafile(child));
    }
  }
  fill_from_parameters(statement);
  return checked(std::move(statement), kDatasetWords);
}

Result<Statement> read_investigation(const pugi::xml_node& root) {
  InvestigationStatement statement;
  for (const auto& child : root.children()) {
    if (!is_element(child)) continue;
    const auto name = local_name(child.name());
    if (name == "experiment") statement.proposal = text_in(child);
    if (name == "instrument") statement.instrument = text_in(child);
    if (name == "startDate") statement.start_date = text_in(child);
    if (name == "endDate") statement.end_date = text_in(child);
    if (name == "investigationId") statement.investigation_id = text_in(child);
  }
  return checked(std::move(statement), kInvestigationWords);
}

Result<Statement> read_root(const pugi::xml_node& root) {
  const auto name = local_name(root.name());
  if (name == "dataset") return read_dataset(root);
  if (name == "investigation") return read_investigation(root);
  return fail(ErrorCode::unsupported,
              "the root element is '" + std::string(name.substr(0, 100)) + "': send 'dataset' or 'investigation'",
              std::string(name.substr(0, 100)));
}

}  // namespace

Result<Statement> read_xml(std::string_view body) {
  auto text = xml_as_utf8(body);
  if (!text) return tl::make_unexpected(text.error());
  if (auto good = check_xml_text(*text); !good) return tl::make_unexpected(good.error());
  pugi::xml_document document;
  const auto parsed = document.load_buffer_inplace(text->data(), text->size(), kFlags, pugi::encoding_utf8);
  if (!parsed)
    return fail(ErrorCode::malformed,
                std::string("not XML: ") + parsed.description() + " at byte " + std::to_string(parsed.offset),
                "byte " + std::to_string(parsed.offset));
  return read_root(document.document_element());
}

}  // namespace weft
