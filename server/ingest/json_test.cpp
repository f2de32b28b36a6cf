#include <gtest/gtest.h>

#include "ingest/reading.h"

namespace weft {
namespace {

Message message(std::string body, std::string destination = "") {
  Message made;
  made.destination = std::move(destination);
  made.body = std::move(body);
  return made;
}

Result<Statement> read(std::string body, std::string destination = "") {
  return read_statement(message(std::move(body), std::move(destination)));
}

Error error_of(std::string body, std::string destination = "") {
  auto statement = read(std::move(body), std::move(destination));
  return statement ? Error{ErrorCode::poison, "no error", ""} : statement.error();
}

std::string with(const std::string& more) {
  return R"({"type":"dataset","proposal":"mx1","instrument":"id00","location":"/data/n","name":"n")" + more + "}";
}

DatasetStatement dataset(const std::string& more) {
  auto statement = read(with(more));
  if (!statement) throw std::runtime_error(statement.error().message);
  return std::get<DatasetStatement>(*statement);
}

TEST(Json, says_everything_a_dataset_can_say) {
  const auto s = dataset(R"(,"datasetType":"processed","startDate":"2025-01-01","endDate":"2025-01-02",
    "sample":{"name":"s","type":"powder","parameters":{"T":293}},
    "parameters":{"a":"x","b":1.10},
    "inputs":["/data/r",{"path":"/data/q","role":"buffer"},{"id":123},{"doi":"10.1/x"},{"text":"run 3"}],
    "datafiles":[{"location":"/data/n/a.h5","size":12,"parameters":{"scan":1}},{"location":"/data/n/b.h5"}],
    "job":17,"investigationId":"152","datasetId":4711,"doi":"10.2/y","comment":"c","complete":false)");
  DatasetStatement expected;
  expected.proposal = "mx1";
  expected.instrument = "id00";
  expected.location = "/data/n";
  expected.name = "n";
  expected.type = "processed";
  expected.start_date = "2025-01-01";
  expected.end_date = "2025-01-02";
  expected.sample_name = "s";
  expected.sample_type = "powder";
  expected.sample_parameters = {{"T", "293"}};
  expected.parameters = {{"a", "x"}, {"b", "1.10"}};
  expected.inputs = {{{"/data/r", ""}, {"/data/q", "buffer"}, {"id:123", ""}, {"doi:10.1/x", ""}, {"run 3", ""}}};
  expected.datafiles = {{"/data/n/a.h5", 12, {{"scan", "1"}}}, {"/data/n/b.h5", std::nullopt, {}}};
  expected.job = "17";
  expected.investigation_id = "152";
  expected.external_id = "4711";
  expected.doi = "10.2/y";
  expected.comment = "c";
  expected.complete = false;
  EXPECT_EQ(s, expected);
  EXPECT_EQ(read(write_statement_json(expected)).value(), Statement{expected});
}

TEST(Json, keeps_numbers_letter_by_letter_and_names_that_stand_twice) {
  const auto s = dataset(R"(,"parameters":{"v":1.10,"v":-0.0,"e":1E+3,"big":123456789012345678901234567890,"t":true,
    "n":null,"l":[1,2.50,"x"],"m":[[1,2],[3,4]],"empty":[],"s":"1.10"})");
  EXPECT_EQ(s.parameters, (std::vector<ParameterText>{{"v", "1.10"},
                                                      {"v", "-0.0"},
                                                      {"e", "1E+3"},
                                                      {"big", "123456789012345678901234567890"},
                                                      {"t", "true"},
                                                      {"n", std::nullopt},
                                                      {"l", "1,2.50,x"},
                                                      {"m", "1,2 3,4"},
                                                      {"empty", ""},
                                                      {"s", "1.10"}}));
}

TEST(Json, hears_a_parameter_where_no_member_says_it) {
  const std::string parameters = R"(,"parameters":{"Sample_name":"s","startDate":"2025-01-01","investigationId":7})";
  const auto s = dataset(parameters);
  EXPECT_EQ(s.sample_name, "s");
  EXPECT_EQ(s.start_date, "2025-01-01");
  EXPECT_EQ(s.investigation_id, "7");
  EXPECT_EQ(dataset(parameters + R"(,"sample":{})").sample_name, "");
}

TEST(Json, reads_itself_back_whatever_stands_in_it) {
  DatasetStatement s;
  s.proposal = "mx1";
  s.instrument = "id00";
  s.location = "/data/a b,c";
  s.name = "né\"\\\n\x01";
  s.parameters = {{"Sample_name", "other"}, {"startDate", "x"}, {"gone", std::nullopt}, {"Sample_name", ""}};
  s.inputs.emplace();
  EXPECT_EQ(read(write_statement_json(s)).value(), Statement{s});
  s.inputs->push_back({"id:7", ""});
  s.inputs->push_back({"", "role only"});
  EXPECT_EQ(read(write_statement_json(s)).value(), Statement{s});
  const InvestigationStatement slot{"mx1", "id00", "2025-01-01", "2025-01-02", "5", "t", "v", true};
  EXPECT_EQ(read(write_statement_json(slot)).value(), Statement{slot});
  const MetadataUpdate update{"mx1", "id00", {"/a", "/b"}, {"p", std::nullopt}};
  EXPECT_EQ(read(write_statement_json(update)).value(), Statement{update});
}

TEST(Json, names_a_member_it_does_not_know_and_the_one_probably_meant) {
  const auto error = error_of(with(R"(,"sampel":{"name":"s"})"));
  EXPECT_EQ(error.code, ErrorCode::invalid);
  EXPECT_EQ(error.subject, "sampel");
  EXPECT_NE(error.message.find("did you mean 'sample'"), std::string::npos) << error.message;
  EXPECT_NE(error_of(with(R"(,"zzzzzz":1)")).message.find("known are"), std::string::npos);
  EXPECT_EQ(error_of(with(R"(,"sample":{"nmae":"s"})")).subject, "nmae");
  EXPECT_EQ(error_of(with(R"(,"name":"again")")).subject, "name");
}

TEST(Json, says_which_member_is_wrong) {
  const std::pair<const char*, const char*> cases[] = {{R"(,"startDate":5)", "startDate"},
                                                       {R"(,"parameters":[1])", "parameters"},
                                                       {R"(,"parameters":{"a":{"b":1}})", "a"},
                                                       {R"(,"parameters":{"a":[1,[2]]})", "a"},
                                                       {R"(,"parameters":{"":1})", "parameter"},
                                                       {R"(,"inputs":"/data/r")", "inputs"},
                                                       {R"(,"inputs":[5])", "inputs[0]"},
                                                       {R"(,"inputs":[{"path":"/a","id":1}])", "path"},
                                                       {R"(,"inputs":[{"role":"x"}])", "path"},
                                                       {R"(,"datafiles":[{"size":1}])", "datafile"},
                                                       {R"(,"datafiles":[{"location":"/a","size":-1}])", "size"},
                                                       {R"(,"datafiles":[7])", "datafiles[0]"},
                                                       {R"(,"complete":"no")", "complete"},
                                                       {R"(,"sample":"s")", "sample"}};
  for (const auto& [more, subject] : cases) {
    EXPECT_EQ(error_of(with(more)).code, ErrorCode::invalid) << more;
    EXPECT_EQ(error_of(with(more)).subject, subject) << more;
  }
  EXPECT_EQ(error_of(R"({"type":"dataset","proposal":"m","instrument":"i","name":"n"})").subject, "location");
  EXPECT_EQ(error_of(R"({"type":"datasets"})").subject, "type");
  EXPECT_EQ(error_of(R"({"datasetId":5})").subject, "type");
  EXPECT_EQ(error_of(R"({"type":"metadata","proposal":"m","instrument":"i","paths":["/a"],"name":"n"})").subject,
            "value");
}

TEST(Json, that_is_none_is_malformed) {
  for (const char* body : {"{", "{}}", "{\"a\"}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":NaN}", "{\"a\":tru}",
                           "{\"a\":nullx}", "{\"a\":truex}", "{\"a\":n}", "{\"a\":\"\\u0000\"}", "{\"a\":\"\\ud800\"}",
                           "{\"a\":\"\xFF\"}", "{\"a\":1} {\"a\":1}", "{\"a\":1,}", "{\"a\":[1 2]}", "{'a':1}"})
    EXPECT_EQ(error_of(body).code, ErrorCode::malformed) << body;
  std::string deep = "{\"a\":";
  for (int i = 0; i < 101; ++i) deep += "[";
  for (int i = 0; i < 101; ++i) deep += "]";
  EXPECT_EQ(error_of(deep + "}").code, ErrorCode::too_large);
}

TEST(Metadata, of_the_client_and_ours_say_the_same) {
  const auto client = read(R"({"proposal":"mx1","beamline":"id00","datasetPaths":["/a","/b"],"metadataName":"p",
    "metadataValue":1.50,"sentBy":"a newer client"})",
                           "/queue/icatUpdateDatasetMetadata");
  const MetadataUpdate expected{"mx1", "id00", {"/a", "/b"}, {"p", "1.50"}};
  EXPECT_EQ(client.value(), Statement{expected});
  EXPECT_EQ(read(write_statement_json(expected)).value(), Statement{expected});
  const auto removed =
      read(R"({"proposal":"mx1","beamline":"id00","datasetPaths":["/a"],"metadataName":"p","metadataValue":null})");
  ASSERT_TRUE(removed);
  EXPECT_FALSE(std::get<MetadataUpdate>(*removed).parameter.text);
  EXPECT_EQ(
      error_of(R"({"proposal":"m","beamline":"i","datasetPaths":["a"],"metadataName":"p","metadataValue":1})").subject,
      "paths");
}

TEST(Metadata, of_the_client_may_name_its_folders_in_one_text) {
  const auto paths = [](const std::string& said) {
    const auto update = read(R"({"proposal":"m","beamline":"i","datasetPaths":")" + said +
                             R"(","metadataName":"p","metadataValue":"v"})");
    return update ? std::get<MetadataUpdate>(*update).paths : std::vector<std::string>{};
  };
  using Paths = std::vector<std::string>;
  EXPECT_EQ(paths("/a/b/"), Paths({"/a/b/"}));
  EXPECT_EQ(paths("/a/b,/c , /d"), Paths({"/a/b", "/c", "/d"}));
  EXPECT_EQ(paths("/a,b/c"), Paths({"/a,b/c"})) << "a comma inside a folder's name";
  EXPECT_EQ(paths(""), Paths());
  EXPECT_EQ(paths("no/path"), Paths());
}

TEST(Act, reads_back_what_was_written) {
  const std::string at(kActsDestination);
  EXPECT_EQ(read(write_act(Deletion{{42}, "twice \"sent\""}), at).value(), Statement(Deletion{{42}, "twice \"sent\""}));
  EXPECT_EQ(read(write_act(Restoration{{42}, ""}), at).value(), Statement(Restoration{{42}, ""}));
  EXPECT_EQ(read(write_act(Replay{{{1}, {7}}}), at).value(), Statement(Replay{{{1}, {7}}}));
  EXPECT_EQ(read(write_act(Replay{}), at).value(), Statement(Replay{}));
  const FoldersWalked walked{{{{3}, 7, 1'234'567'890'123}, {{4}, 0, 0}}};
  EXPECT_EQ(read(write_act(walked), at).value(), Statement(walked));
}

TEST(Act, that_says_too_little_is_refused) {
  const std::string at(kActsDestination);
  EXPECT_EQ(error_of(R"({"act":"delete","dataset":42})", at).subject, "reason");
  EXPECT_EQ(error_of(R"({"act":"delete","dataset":0,"reason":"r"})", at).subject, "dataset");
  EXPECT_EQ(error_of(R"({"act":"replay","messages":["1"]})", at).subject, "messages");
  EXPECT_EQ(
      error_of(R"({"act":"folders","folders":[{"dataset":1,"due":"2025-01-18T20:05:00Z","files":7}]})", at).subject,
      "files");
  EXPECT_EQ(error_of(R"({"act":"folders","folders":[1]})", at).code, ErrorCode::invalid);
  EXPECT_EQ(error_of(R"({"act":"erase"})", at).subject, "act");
}

TEST(Act, is_heard_at_its_own_destination_only) {
  EXPECT_EQ(error_of(write_act(Deletion{{42}, "r"}), "/queue/icatIngest").subject, "type");
  EXPECT_TRUE(is_act_destination("/weft/acts"));
  EXPECT_FALSE(is_act_destination("/queue/weft/acts"));
}

using Views = std::vector<std::string_view>;

TEST(Ndjson, is_one_message_a_line) {
  EXPECT_EQ(split_ndjson("{\"a\":1}\n\n  {\"b\":\"}\\\"{\"}\r\n{\"c\":3}"),
            (Views{"{\"a\":1}", "{\"b\":\"}\\\"{\"}", "{\"c\":3}"}));
  EXPECT_EQ(split_ndjson("\xEF\xBB\xBF{\"a\":1}\n{\"b\":2}\n"), (Views{"{\"a\":1}", "{\"b\":2}"}));
}

TEST(Ndjson, leaves_one_object_over_several_lines_and_xml_whole) {
  for (const char* whole :
       {"{\n \"a\": {\n  \"b\": 1\n }\n}", "{\"a\":\n{\"b\":1}}", "{\"a\":[\n{\"b\":1}\n]}", "<a>\n<b/>\n</a>"})
    EXPECT_EQ(split_ndjson(whole), Views{whole});
  EXPECT_TRUE(split_ndjson(" \n ").empty());
}

TEST(Ndjson, one_broken_line_does_not_take_the_others_with_it) {
  EXPECT_EQ(split_ndjson("{\"a\":\"x\n{\"b\":2}\n{\"c\":3}").size(), 3u);
  EXPECT_EQ(split_ndjson("{\"a\":1}\n{\"b\":\n{\"c\":3}").size(), 3u);
}

}  // namespace
}  // namespace weft
