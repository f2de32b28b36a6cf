#include "base/clock.h"
#include "base/text.h"
#include "ingest/forms.h"
#include "ingest/reading.h"

namespace weft {
namespace {

bool blank(std::string_view text) { return trim(text).empty(); }

tl::unexpected<Error> missing(const Words& words, const std::string& name, const std::string& what) {
  return fail(ErrorCode::invalid, std::string(words.kind) + " '" + name + "' is missing or empty: send " + what, name);
}

bool nameless(const std::vector<ParameterText>& parameters) {
  for (const auto& parameter : parameters)
    if (parameter.name.empty()) return true;
  return false;
}

Result<Statement> check_parameters(const DatasetStatement& statement) {
  std::size_t count = statement.parameters.size() + statement.sample_parameters.size();
  bool bad = nameless(statement.parameters) || nameless(statement.sample_parameters);
  for (const auto& file : statement.datafiles) {
    count += file.parameters.size();
    bad = bad || nameless(file.parameters);
    if (blank(file.location))
      return fail(ErrorCode::invalid, "a datafile has no location: send its path or leave it out", "datafile");
  }
  if (bad) return fail(ErrorCode::invalid, "a parameter has no name: name it or leave it out", "parameter");
  if (count > kMaxParameters)
    return fail(ErrorCode::too_large,
                std::to_string(count) + " parameters in one message; at most " + std::to_string(kMaxParameters) +
                    ": send large arrays in a file",
                "parameter");
  return Statement{};
}

}  // namespace

std::string text_of(const std::vector<ParameterText>& parameters, std::string_view name) {
  std::string text;
  for (const auto& parameter : parameters)
    if (parameter.name == name) text = parameter.text.value_or("");
  return text;
}

Result<Statement> checked(DatasetStatement statement, const Words& words) {
  if (blank(statement.proposal)) return missing(words, words.proposal, "the proposal, such as mx2485");
  if (blank(statement.instrument)) return missing(words, "instrument", "the instrument, such as id30a1");
  if (blank(statement.name)) return missing(words, "name", "the dataset's name");
  if (blank(statement.location)) return missing(words, "location", "the dataset's folder");
  if (statement.location.front() != '/')
    return fail(ErrorCode::invalid,
                std::string(words.kind) + " 'location' is no absolute path: '" + statement.location.substr(0, 200) +
                    "'; send the dataset's folder from the root, /data/...",
                "location");
  if (auto parameters = check_parameters(statement); !parameters) return parameters;
  return Statement{std::move(statement)};
}

Result<Statement> checked(InvestigationStatement statement, const Words& words) {
  if (blank(statement.proposal)) return missing(words, words.proposal, "the proposal that begins, such as mx2485");
  if (blank(statement.instrument)) return missing(words, "instrument", "the instrument, such as id30a1");
  if (blank(statement.start_date)) return missing(words, "startDate", "when it begins, 2025-01-18T09:30:00+01:00");
  for (const auto& [name, text] :
       {std::pair{"startDate", &statement.start_date}, std::pair{"endDate", &statement.end_date}})
    if (!text->empty() && !read_time(*text))
      return fail(ErrorCode::invalid,
                  std::string(words.kind) + " '" + name + "' is no date: '" + text->substr(0, 100) +
                      "'; send it as 2025-01-18T09:30:00+01:00",
                  name);
  return Statement{std::move(statement)};
}

Result<Statement> checked(MetadataUpdate statement, const Words& words) {
  if (blank(statement.proposal)) return missing(words, words.proposal, "the proposal, such as mx2485");
  if (blank(statement.instrument)) return missing(words, "instrument", "the instrument, such as id30a1");
  if (statement.parameter.name.empty()) return missing(words, "name", "the parameter's name");
  if (statement.paths.empty()) return missing(words, "paths", "the folders of the datasets meant");
  for (const auto& path : statement.paths)
    if (path.empty() || path.front() != '/')
      return fail(ErrorCode::invalid,
                  "'" + path.substr(0, 200) + "' is no absolute path; send a dataset's folder from the root, /data/...",
                  "paths");
  return Statement{std::move(statement)};
}

}  // namespace weft
