#include "decode/hdf5/decode_hdf5.h"

#include "base/text.h"
#include "decode/hdf5/answer.h"

namespace weft {
namespace {

// Anything but these is yes, as in h5grove's Flask.
bool is_yes(const std::string* said) {
  if (!said) return false;
  const auto word = lower(*said);
  return word != "false" && word != "0" && word != "no" && word != "off";
}

Result<hdf5::Question> read_question(const DecodeRequest& request, hdf5::Asked asked) {
  hdf5::Question question;
  const auto most =
      request.integer("most_bytes", 1, std::int64_t{1} << 40, static_cast<std::int64_t>(question.most_bytes));
  if (!most) return tl::make_unexpected(most.error());
  question.most_bytes = static_cast<std::size_t>(*most);
  question.asked = asked;
  question.file = request.path;
  question.descriptor = request.file;
  question.roots = request.roots;
  question.path = request.text("path", "/");
  if (const auto* selection = request.find("selection")) question.selection = *selection;
  question.format = request.text("format");
  question.dtype = request.text("dtype");
  question.resolve_links = request.text("resolve_links");
  question.flatten = is_yes(request.find("flatten"));
  for (const auto& [name, value] : request.parameters)
    if (name == "attr_keys") question.attributes.push_back(value);
  return question;
}

Result<void> decode(const DecodeRequest& request, hdf5::Asked asked, DecodeOutput& output) {
  const auto question = read_question(request, asked);
  if (!question) return tl::make_unexpected(question.error());
  const auto answer = hdf5::answer(*question);
  if (!answer) return tl::make_unexpected(answer.error());
  AnswerHead head{answer->media_type, answer->body.size() + answer->rest.size(), {}};
  if (!answer->file_name.empty())
    head.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + answer->file_name + "\"");
  output.begin(head);
  output.write(answer->body);
  output.write({reinterpret_cast<const char*>(answer->rest.data()), answer->rest.size()});
  return {};
}

}  // namespace

Result<void> decode_hdf5_meta(const DecodeRequest& request, DecodeOutput& output) {
  return decode(request, hdf5::Asked::meta, output);
}
Result<void> decode_hdf5_attr(const DecodeRequest& request, DecodeOutput& output) {
  return decode(request, hdf5::Asked::attr, output);
}
Result<void> decode_hdf5_data(const DecodeRequest& request, DecodeOutput& output) {
  return decode(request, hdf5::Asked::data, output);
}
Result<void> decode_hdf5_paths(const DecodeRequest& request, DecodeOutput& output) {
  return decode(request, hdf5::Asked::paths, output);
}

}  // namespace weft
