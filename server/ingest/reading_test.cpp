#include "ingest/reading.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"

namespace weft {
namespace {

namespace fs = std::filesystem;
const fs::path kMessages = fs::path(WEFT_SOURCE_DIR) / "tests/data/messages";

std::string file_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

Message message(std::string body, std::string destination = "/queue/icatIngest") {
  Message made;
  made.destination = std::move(destination);
  made.body = std::move(body);
  return made;
}

Result<Statement> read(std::string body, std::string destination = "/queue/icatIngest") {
  return read_statement(message(std::move(body), std::move(destination)));
}

Error error_of(std::string body, std::string destination = "/queue/icatIngest") {
  auto statement = read(std::move(body), std::move(destination));
  return statement ? Error{ErrorCode::poison, "no error", ""} : statement.error();
}

DatasetStatement dataset(std::string body) {
  auto statement = read(std::move(body));
  if (!statement) throw std::runtime_error(statement.error().message);
  return std::get<DatasetStatement>(*statement);
}

std::string text_of(const DatasetStatement& statement, std::string_view name) {
  for (const auto& parameter : statement.parameters)
    if (parameter.name == name) return parameter.text.value_or("(null)");
  return "(none)";
}

// The queue the client sends this file to.
std::string queue_of(const std::string& file) {
  if (file.find("archive-") != std::string::npos) return "/queue/icatArchiveRestoreStatus";
  if (file.find("add-files") != std::string::npos) return "/queue/icatDataFiles";
  if (file.find("update-metadata") != std::string::npos) return "/queue/icatUpdateDatasetMetadata";
  return "/queue/icatIngest";
}

std::uint32_t crc32(const std::string& bytes) {
  std::uint32_t crc = ~0u;
  for (const unsigned char byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0u);
  }
  return ~crc;
}

// One line of expected.tsv, as expect.py writes it.
struct Line {
  std::vector<std::string> fields;

  void say(const std::string& text) { fields.push_back(text); }
  void say(std::size_t count) { fields.push_back(std::to_string(count)); }
};

void describe(const DatasetStatement& s, Line& line) {
  for (const auto* text : {&s.proposal, &s.instrument, &s.name, &s.sample_name, &s.start_date, &s.end_date})
    line.say(*text);
  line.say(std::string(s.complete ? "true" : "false"));
  line.say(s.parameters.size());
  std::string all;
  std::string inputs = "-1";
  for (const auto& [name, text] : s.parameters) {
    all += name + '\0' + *text + '\0';
    if (name == "input_datasets") inputs = std::to_string(text->size());
  }
  line.say(crc32(all));
  line.say(inputs);
  line.say(s.datafiles.size());
}

void describe(const InvestigationStatement& s, Line& line) {
  for (const auto& text : {s.proposal, s.instrument, s.investigation_id, std::string(), s.start_date, s.end_date,
                           std::string(), std::string("0"), std::string("0"), std::string("-1"), std::string("0")})
    line.say(text);
}

void describe(const MetadataUpdate& s, Line& line) {
  for (const auto& text : {s.proposal, s.instrument, s.parameter.name, std::string(), std::string(), std::string(),
                           std::string(), std::string("1")})
    line.say(text);
  line.say(crc32(*s.parameter.text));
  line.say(std::string("-1"));
  line.say(s.paths.size());
}

void describe(const FilesAdded& s, Line& line) {
  for (const std::string text : {"", "", s.dataset.c_str(), "", "", "", "", "0", "0", "-1", "0"}) line.say(text);
}

Line described(const std::string& file, const Result<Statement>& statement) {
  Line line{{file}};
  if (!statement) return line.say(std::string("invalid")), line;
  if (const auto* s = std::get_if<DatasetStatement>(&*statement)) line.say(std::string("dataset")), describe(*s, line);
  if (const auto* s = std::get_if<InvestigationStatement>(&*statement))
    line.say(std::string("investigation")), describe(*s, line);
  if (const auto* s = std::get_if<MetadataUpdate>(&*statement)) line.say(std::string("metadata")), describe(*s, line);
  if (const auto* s = std::get_if<FilesAdded>(&*statement)) line.say(std::string("files")), describe(*s, line);
  if (std::holds_alternative<NotServedYet>(*statement)) line.say(std::string("waiting"));
  return line;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> fields;
  std::stringstream in(text);
  for (std::string field; std::getline(in, field, '\t');) fields.push_back(field);
  return fields;
}

TEST(RealBody, says_what_another_reader_reads_in_it) {
  std::ifstream table(kMessages / "expected.tsv");
  int files = 0;
  for (std::string text; std::getline(table, text); ++files) {
    const auto expected = split(text);
    const auto statement = read(file_text(kMessages / expected[0]), queue_of(expected[0]));
    const auto line = described(expected[0], statement);
    if (expected[1] == "invalid" || expected[1] == "waiting")
      EXPECT_EQ(line.fields[1], expected[1]) << text;
    else
      EXPECT_EQ(line.fields, expected);
  }
  EXPECT_EQ(files, 100);
}

TEST(RealBody, can_be_rewritten_in_our_json) {
  int datasets = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kMessages)) {
    if (entry.path().extension() != ".xml") continue;
    const auto statement = read(file_text(entry.path()));
    if (!statement) continue;
    if (const auto* s = std::get_if<DatasetStatement>(&*statement)) {
      ++datasets;
      EXPECT_EQ(read(write_statement_json(*s)).value(), *statement) << entry.path();
    } else {
      EXPECT_EQ(read(write_statement_json(std::get<InvestigationStatement>(*statement))).value(), *statement);
    }
  }
  EXPECT_EQ(datasets, 81);
}

// What a client generation changes by itself must not change what a case says.
TEST(RealBody, of_the_same_case_agrees_between_client_generations) {
  int pairs = 0;
  for (const auto& entry : fs::directory_iterator(kMessages / "pyicat-plus-3.1.0")) {
    if (entry.path().extension() != ".xml") continue;
    for (const char* older : {"pyicat-plus-0.1.0", "pyicat-plus-1.1.1"}) {
      const auto other = kMessages / older / entry.path().filename();
      if (!fs::exists(other)) continue;
      const auto young = read(file_text(entry.path()));
      const auto old = read(file_text(other));
      ASSERT_EQ(young.has_value(), old.has_value()) << other;
      if (!young || !std::holds_alternative<DatasetStatement>(*young)) continue;
      const auto& a = std::get<DatasetStatement>(*young);
      const auto& b = std::get<DatasetStatement>(*old);
      EXPECT_EQ(a.name, b.name) << other;
      EXPECT_EQ(a.sample_name, b.sample_name) << other;
      EXPECT_EQ(a.proposal, lower(b.proposal)) << other;      // lower case since 2.0
      EXPECT_EQ(a.instrument, lower(b.instrument)) << other;  // lower case since 2.0
      EXPECT_EQ(text_of(a, "input_datasets") != "(none)", text_of(b, "input_datasets") != "(none)") << other;
      EXPECT_EQ(text_of(a, "Process_program"), text_of(b, "Process_program")) << other;
      for (const auto& parameter : b.parameters) EXPECT_NE(text_of(a, parameter.name), "(none)") << parameter.name;
      ++pairs;
    }
  }
  EXPECT_EQ(pairs, 44);
}

TEST(RealBody, keeps_nasty_text_letter_by_letter) {
  const auto old = dataset(file_text(kMessages / "pyicat-plus-1.1.1/nasty-text.xml"));
  EXPECT_EQ(old.sample_name, "Ω-\"α\"/'β' <&> é\u00A0😀");
  EXPECT_EQ(old.name, "a&b <0001>");
  EXPECT_EQ(text_of(old, "Notes_note_00"), "line 1\nline 2\ttab\nline 3 — end");
  EXPECT_EQ(text_of(old, "SAXS_comments"), "]]> <![CDATA[ & &amp; ü");
  const auto odd = dataset(file_text(kMessages / "pyicat-plus-3.1.0/unknown-parameters.xml"));
  EXPECT_EQ(text_of(odd, "empty"), "");
  EXPECT_EQ(text_of(odd, "blank"), "   ");
  EXPECT_EQ(text_of(odd, "ma température [°C]"), "21.5");
}

TEST(RealBody, with_every_element_of_the_schema_is_read_whole) {
  const auto s = dataset(file_text(kMessages / "pyicat-plus-3.1.0/raw-all-elements-indented.xml"));
  EXPECT_EQ(s, dataset(file_text(kMessages / "pyicat-plus-3.1.0/raw-all-elements.xml")));
  EXPECT_EQ(s.external_id, "4711");
  EXPECT_EQ(s.comment, "all elements of the schema, ü");
  EXPECT_EQ(s.sample_type, "powder");
  EXPECT_EQ(s.sample_parameters[1], (ParameterText{"Sample_temperature_env", "293"}));
  ASSERT_EQ(s.datafiles.size(), 2u);
  EXPECT_EQ(s.datafiles[0].size_bytes, 123456789012);
  EXPECT_EQ(s.datafiles[0].parameters, (std::vector<ParameterText>{{"scanNumber", "1"}}));
  EXPECT_FALSE(s.datafiles[1].size_bytes);
  EXPECT_FALSE(dataset(file_text(kMessages / "pyicat-plus-3.1.0/raw-incomplete.xml")).complete);
  const auto model = dataset(file_text(kMessages / "pyicat-plus-3.1.0/model-processed.xml"));
  EXPECT_EQ(model.investigation_id, "152345678");
}

TEST(RealBody, of_an_investigation_without_experiment_says_why_it_is_refused) {
  const auto error = error_of(file_text(kMessages / "pyicat-plus-3.1.0/investigation-reschedule.xml"));
  EXPECT_EQ(error.code, ErrorCode::invalid);
  EXPECT_EQ(error.subject, "experiment");
  const auto waits =
      read(file_text(kMessages / "pyicat-plus-3.1.0/investigation-reschedule.xml"), "/queue/rescheduleInvestigation");
  ASSERT_TRUE(waits);
  EXPECT_FALSE(std::get<NotServedYet>(*waits).why.empty());
}

// --- XML by hand ---

std::string xml(const std::string& more, const std::string& root = "<dataset>") {
  return root +
         "<investigation>mx1</investigation><instrument>id00</instrument><name>n</name><location>/data/n</location>" +
         more + "</dataset>";
}

TEST(Xml, counts_by_local_name_in_any_order) {
  const auto plain = dataset(xml("<sample><name>s</name></sample>"));
  EXPECT_EQ(plain.sample_name, "s");
  EXPECT_EQ(plain, dataset("<?xml version='1.0'?><!-- c --><x:dataset xmlns:x='u'><x:location>/data/n</x:location>"
                           "<x:sample><x:name>s</x:name></x:sample><other><name>no</name></other><x:name>n</x:name>"
                           "<x:instrument>id00</x:instrument><x:investigation>mx1</x:investigation></x:dataset>\n"));
}

TEST(Xml, takes_the_element_where_a_parameter_says_the_same_thing_otherwise) {
  const auto s =
      dataset(xml("<parameter><name>startDate</name><value>2025-01-01T00:00:00.500000</value></parameter>"
                  "<startDate>2025-01-01T00:00:00.500</startDate>"
                  "<parameter><name>Sample_name</name><value>p</value></parameter>"
                  "<sample><name>e</name></sample>"));
  EXPECT_EQ(s.start_date, "2025-01-01T00:00:00.500");
  EXPECT_EQ(s.sample_name, "e");
  EXPECT_EQ(text_of(s, "startDate"), "2025-01-01T00:00:00.500000");
  EXPECT_EQ(text_of(s, "Sample_name"), "p");
}

TEST(Xml, takes_the_parameter_where_there_is_no_element) {
  const auto s =
      dataset(xml("<parameter><name>Sample_name</name><value>p</value></parameter>"
                  "<parameter><name>endDate</name><value>2025-01-01</value></parameter>"
                  "<parameter><name>investigationId</name><value>7</value></parameter>"));
  EXPECT_EQ(s.sample_name, "p");
  EXPECT_EQ(s.end_date, "2025-01-01");
  EXPECT_EQ(s.investigation_id, "7");
}

TEST(Xml, keeps_order_and_repeats_of_parameters) {
  const auto s =
      dataset(xml("<parameter><name>b</name><value>1</value></parameter>"
                  "<parameter><value>2</value><name>a</name></parameter>"
                  "<parameter><name>b</name><value/></parameter><parameter><name>c</name></parameter>"));
  EXPECT_EQ(s.parameters, (std::vector<ParameterText>{{"b", "1"}, {"a", "2"}, {"b", ""}, {"c", ""}}));
}

TEST(Xml, text_is_what_xml_says_and_nothing_is_trimmed) {
  const auto value = [](const std::string& text) {
    return text_of(dataset(xml("<parameter><name>v</name><value>" + text + "</value></parameter>")), "v");
  };
  EXPECT_EQ(value("  a\r\nb \t"), "  a\nb \t");
  EXPECT_EQ(value("&#13;&#x41;&quot;"), "\rA\"");
  EXPECT_EQ(value("a<!-- x -->b<![CDATA[<&#0;>]]> c"), "ab<&#0;> c");
  EXPECT_EQ(value("<![CDATA[a]]> <![CDATA[b]]>"), "a b");
  EXPECT_EQ(value("R&D &nosuch; &"), "R&D &nosuch; &");
  EXPECT_EQ(value(" \n "), " \n ");
}

TEST(Xml, says_whether_more_statements_will_come) {
  EXPECT_TRUE(dataset(xml("")).complete);
  EXPECT_FALSE(dataset(xml("", "<dataset complete='false'>")).complete);
  EXPECT_FALSE(dataset(xml("", "<dataset complete='0'>")).complete);
  // 1.x sends the attribute true even if a parameter says otherwise; the attribute counts.
  EXPECT_TRUE(dataset(xml("<parameter><name>complete</name><value>False</value></parameter>")).complete);
}

TEST(Xml, names_the_element_that_is_missing) {
  const std::pair<const char*, const char*> cases[] = {
      {"<dataset><instrument>i</instrument><name>n</name><location>/l</location></dataset>", "investigation"},
      {"<dataset><investigation> </investigation><instrument>i</instrument></dataset>", "investigation"},
      {"<dataset><investigation>m</investigation><name>n</name><location>/l</location></dataset>", "instrument"},
      {"<dataset><investigation>m</investigation><instrument>i</instrument><location>/l</location></dataset>", "name"},
      {"<dataset><investigation>m</investigation><instrument>i</instrument><name>n</name></dataset>", "location"},
      {"<investigation><instrument>i</instrument><startDate>2025-01-01</startDate></investigation>", "experiment"},
      {"<investigation><experiment>m</experiment><startDate>2025-01-01</startDate></investigation>", "instrument"},
      {"<investigation><experiment>m</experiment><instrument>i</instrument></investigation>", "startDate"},
      {"<investigation><experiment>m</experiment><instrument>i</instrument><startDate>soon</startDate></investigation>",
       "startDate"}};
  for (const auto& [body, subject] : cases) {
    const auto error = error_of(body);
    EXPECT_EQ(error.code, ErrorCode::invalid) << body;
    EXPECT_EQ(error.subject, subject) << body;
    EXPECT_NE(error.message.find("send"), std::string::npos) << error.message;
  }
}

TEST(Xml, that_cannot_be_catalogued_is_refused_with_a_reason) {
  const auto relative = error_of(
      "<dataset><investigation>m</investigation><instrument>i</instrument><name>n</name>"
      "<location>data/x</location></dataset>");
  EXPECT_EQ(relative.code, ErrorCode::invalid);
  EXPECT_EQ(relative.subject, "location");
  EXPECT_EQ(error_of(xml("<name>other</name>")).subject, "name");
  EXPECT_EQ(error_of(xml("<parameter><value>1</value></parameter>")).subject, "parameter");
  EXPECT_EQ(error_of("<datenset/>").code, ErrorCode::unsupported);
}

TEST(Xml, malformed_says_at_which_byte) {
  const std::pair<std::string, const char*> cases[] = {{"<dataset>\xFF</dataset>", "byte 9"},
                                                       {std::string("<dataset>a\0b</dataset>", 22), "byte 10"},
                                                       {"<dataset>&#0;</dataset>", "byte 9"},
                                                       {"<dataset>&#xD800;</dataset>", "byte 9"},
                                                       {"<dataset>&#99999999999999999999;</dataset>", "byte 9"},
                                                       {"<dataset></dataset><dataset/>", "byte 19"},
                                                       {"<dataset></dataset>junk", "byte 19"},
                                                       {"<dataset><a></dataset>", "byte 22"}};
  for (const auto& [body, subject] : cases) {
    const auto error = error_of(body);
    EXPECT_EQ(error.code, ErrorCode::malformed) << body;
    EXPECT_EQ(error.subject, subject) << body << error.message;
  }
  for (const char* body : {"<dataset", "<dataset a='x></dataset>", "<dataset><a></b></dataset>", "", "  ", "hello", "<",
                           "<!DOCTYPE", "<?xml", "<a b=<c/>"})
    EXPECT_EQ(error_of(body).code, ErrorCode::malformed) << body;
}

TEST(Xml, of_other_encodings_is_converted_or_refused) {
  EXPECT_EQ(dataset("<?xml version='1.0' encoding='ISO-8859-1'?>" + xml("<comment>temp\xE9rature</comment>")).comment,
            "température");
  EXPECT_EQ(dataset("\xEF\xBB\xBF" + xml("<comment>é</comment>")).comment, "é");
  EXPECT_EQ(error_of("<?xml version='1.0' encoding='windows-1252'?>" + xml("")).code, ErrorCode::unsupported);
  EXPECT_EQ(error_of("\xFF\xFE<\0").code, ErrorCode::unsupported);
}

TEST(Xml, document_types_are_passed_over_and_no_entity_is_expanded) {
  const auto s = dataset("<!DOCTYPE dataset [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y 'yy'>]>" +
                         xml("<comment>&x;&y;</comment>"));
  EXPECT_EQ(s.comment, "&x;&y;");
}

TEST(Xml, beyond_the_limits_is_too_large) {
  std::string deep;
  for (int i = 0; i < 101; ++i) deep += "<a>";
  EXPECT_EQ(error_of(deep).code, ErrorCode::too_large);
  std::string many;
  for (int i = 0; i < 100'001; ++i) many += "<parameter><name>n</name></parameter>";
  EXPECT_EQ(error_of(xml(many)).code, ErrorCode::too_large);
  std::string tags;
  for (int i = 0; i < 2'000'001; ++i) tags += "<a/>";
  EXPECT_EQ(error_of(xml(tags)).code, ErrorCode::too_large);
  EXPECT_EQ(error_of(std::string(kMaxBodyBytes + 1, '<')).code, ErrorCode::too_large);
}

// --- destinations ---

TEST(Destination, with_or_without_prefix_is_the_same_queue) {
  for (const char* destination :
       {"/queue/icatIngest", "/topic/icatIngest", "icatIngest", "", "/api", "/api/v1/messages"})
    EXPECT_TRUE(read(xml(""), destination)) << destination;
  for (const char* queue : {"icatArchiveRestoreStatus", "rescheduleInvestigation"}) {
    const auto waits = read("whatever", std::string("/queue/") + queue);
    ASSERT_TRUE(waits) << queue;
    EXPECT_TRUE(std::holds_alternative<NotServedYet>(*waits));
  }
}

TEST(Destination, of_added_files_takes_the_id_of_a_dataset) {
  EXPECT_EQ(std::get<FilesAdded>(*read(R"({"datasetId": 42})", "/queue/icatDataFiles")).dataset, "42");
  EXPECT_EQ(std::get<FilesAdded>(*read(R"({"datasetId": "x7", "more": 1})", "icatDataFiles")).dataset, "x7");
  EXPECT_EQ(error_of(R"({"dataset": 42})", "/queue/icatDataFiles").subject, "datasetId");
  EXPECT_EQ(error_of("<a/>", "/queue/icatDataFiles").code, ErrorCode::malformed);
}

TEST(Destination, nobody_knows_is_refused_with_the_ones_that_are) {
  const auto error = error_of(xml(""), "/queue/icatingest");
  EXPECT_EQ(error.code, ErrorCode::unsupported);
  EXPECT_NE(error.message.find("/queue/icatIngest"), std::string::npos);
  EXPECT_EQ(error_of("{}", "/weft/other").code, ErrorCode::unsupported);
  EXPECT_EQ(error_of(xml(""), "/queue/icatUpdateDatasetMetadata").code, ErrorCode::malformed);
}

TEST(Fingerprint, is_of_the_bytes_whatever_door_they_came_in_by) {
  const auto print = fingerprint(message("<a/>", "/queue/icatIngest"));
  EXPECT_EQ(print.size(), 16u);
  EXPECT_EQ(print, fingerprint(message("<a/>", "/api/v1/messages")));
  EXPECT_EQ(print, fingerprint(message("<a/>", "")));
  EXPECT_NE(print, fingerprint(message("<a />", "/queue/icatIngest")));
  EXPECT_EQ(print, fingerprint(message("<a/>", "/queue/icatUpdateDatasetMetadata")));
  EXPECT_NE(print, fingerprint_of_broker_id("<a/>"));
  EXPECT_NE(fingerprint_of_broker_id("m-1"), fingerprint_of_broker_id("m-2"));
}

}  // namespace
}  // namespace weft
