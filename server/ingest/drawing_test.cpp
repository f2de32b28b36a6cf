// The other half of drawing.h; it holds no test itself.
#include "ingest/drawing.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "base/json_writer.h"
#include "base/text.h"
#include "catalogue/export.h"
#include "catalogue/fold.h"
#include "ingest/processing.h"
#include "ingest/reading.h"
#include "lineage/traverse.h"

namespace weft::drawn {
namespace {

using Attributes = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find(separator, begin)) != std::string::npos; begin = end + separator.size())
    parts.emplace_back(trim(text.substr(begin, end - begin)));
  parts.emplace_back(trim(text.substr(begin)));
  return parts;
}

// `a=1 b="x y"`
Attributes read_attributes(const std::string& text) {
  Attributes out;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(' ', at)) != std::string::npos) {
    const auto equals = text.find('=', at);
    if (equals == std::string::npos) throw std::runtime_error("no '=' in: " + text.substr(at));
    const auto name = text.substr(at, equals - at);
    const bool quoted = equals + 1 < text.size() && text[equals + 1] == '"';
    const auto begin = equals + (quoted ? 2 : 1);
    const auto end = std::min(text.find(quoted ? '"' : ' ', begin), text.size());
    out.emplace_back(name, text.substr(begin, end - begin));
    at = end + (quoted ? 1 : 0);
  }
  return out;
}

// Gathers the lines of one drawing.
class Reader {
 public:
  Drawing read(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) read_line(std::string(trim(line)));
    for (const auto& name : order_) drawing_.arrivals.push_back({"arrive", name, "", dataset_body(name, {}), {}});
    for (auto& [name, attributes] : slots_)
      drawing_.arrivals.push_back({"arrive", name, "", slot_body(name, attributes), {}});
    for (auto& [name, attributes] : updates_)
      drawing_.arrivals.push_back({"arrive", name, "", update_body(attributes), {}});
    for (auto& [step, rest] : then_) {
      if (step.verb == "send") step.body = dataset_body(step.name, read_attributes(rest), true);
      drawing_.then.push_back(step);
    }
    return std::move(drawing_);
  }

 private:
  void read_line(const std::string& line) {
    if (line.empty()) return;
    if (line[0] == '#') {
      if (drawing_.title.empty()) drawing_.title = trim(line.substr(1));
    } else if (line.starts_with("= ")) {
      (then_.empty() ? drawing_.expectations : then_.back().first.expectations).push_back(line.substr(2));
    } else if (line.starts_with("then ")) {
      read_then(line.substr(5));
    } else if (line.starts_with("slot ")) {
      const auto colon = line.find(':');
      slots_.emplace_back(line.substr(5, colon - 5), read_attributes(line.substr(colon + 1)));
    } else if (line.starts_with("update ")) {
      const auto colon = line.find(':');
      updates_.emplace_back(line.substr(7, colon - 7), read_attributes(line.substr(colon + 1)));
    } else if (const auto colon = line.find(": "); colon != std::string::npos) {
      declare(line.substr(0, colon));
      for (auto& pair : read_attributes(line.substr(colon + 2))) attributes_[line.substr(0, colon)].push_back(pair);
    } else {
      read_chain(line);
    }
  }

  void read_then(const std::string& text) {
    const auto space = text.find(' ');
    const auto colon = text.find(':');
    Step step{text.substr(0, space),
              std::string(trim(text.substr(space + 1, colon == std::string::npos ? colon : colon - space - 1))),
              "",
              "",
              {}};
    then_.emplace_back(step, colon == std::string::npos ? "" : text.substr(colon + 1));
  }

  // "A, B -> C -> D"
  void read_chain(const std::string& line) {
    std::vector<std::string> before;
    for (const auto& stage : split(line, "->")) {
      const auto names = split(stage, ",");
      for (const auto& name : names) {
        declare(name);
        made_from_[name].insert(made_from_[name].end(), before.begin(), before.end());
      }
      before = names;
    }
  }

  void declare(const std::string& name) {
    if (std::find(order_.begin(), order_.end(), name) == order_.end()) order_.push_back(name);
  }

  std::string attribute(const std::string& name, const std::string& wanted, const std::string& otherwise) const {
    const auto at = attributes_.find(name);
    if (at != attributes_.end())
      for (const auto& [key, value] : at->second)
        if (key == wanted) return value;
    return otherwise;
  }

  std::string folder(const std::string& name) const {
    const std::string kind = name[0] == 'R' ? "RAW_DATA/" : "PROCESSED_DATA/";
    return attribute(name, "location", "/data/visitor/p1/i1/20250101/" + kind + name);
  }

  std::string with_folders(std::string text) const {
    for (std::size_t at; (at = text.find('{')) != std::string::npos;) {
      const auto end = text.find('}', at);
      text.replace(at, end - at + 1, folder(text.substr(at + 1, end - at - 1)));
    }
    return text;
  }

  std::string inputs(const std::string& name) const {
    const auto at = made_from_.find(name);
    std::string list;
    if (at != made_from_.end())
      for (const auto& input : at->second) list += (list.empty() ? "" : ",") + folder(input);
    return with_folders(attribute(name, "inputs", list));
  }

  // `extra`: only these attributes are said again beside the key.
  std::string dataset_body(const std::string& name, const Attributes& extra, bool again = false) {
    const DatasetKey key{attribute(name, "proposal", "p1"), attribute(name, "instrument", "i1"), folder(name),
                         attribute(name, "name", name)};
    drawing_.datasets[name] = key;
    JsonWriter json;
    json.begin_object().member("type", "dataset").member("proposal", key.proposal).member("instrument", key.instrument);
    json.member("location", key.location).member("name", key.name);
    const Attributes& said = again ? extra : attributes_[name];
    for (const auto& [to, from] : {std::pair("startDate", "start"), std::pair("investigationId", "investigationId"),
                                   std::pair("datasetId", "datasetId"), std::pair("doi", "doi")})
      for (const auto& [key_said, value] : said)
        if (key_said == from) json.member(to, value);
    json.key("parameters").begin_object();
    write_parameters(json, name, said, again);
    return json.end_object().end_object().take();
  }

  void write_parameters(JsonWriter& json, const std::string& name, const Attributes& said, bool again) {
    static const std::set<std::string> kOwn = {"location",        "name",      "proposal", "instrument", "start",
                                               "investigationId", "datasetId", "doi",      "inputs",     "sample"};
    if (!again && !inputs(name).empty()) json.member("input_datasets", inputs(name));
    for (const auto& [key, value] : said) {
      if (key == "sample") json.member("Sample_name", value);
      if (again && key == "inputs") json.member("input_datasets", with_folders(value));
      if (kOwn.contains(key)) continue;
      json.key(key);
      value == "null" ? json.null() : json.value(value);
    }
  }

  std::string slot_body(const std::string& name, const Attributes& attributes) {
    JsonWriter json;
    json.begin_object().member("type", "investigation");
    for (const auto& [key, value] : attributes) {
      if (key == "official") json.member(key, value == "yes");
      if (key == "proposal" || key == "instrument") json.member(key, value);
      if (key == "start") json.member("startDate", value), drawing_.slots[name] = value;
      if (key == "end") json.member("endDate", value);
      if (key == "id") json.member("investigationId", value);
      if (key == "proposal") drawing_.slot_owners[name].first = value;
      if (key == "instrument") drawing_.slot_owners[name].second = value;
    }
    return json.end_object().take();
  }

  std::string update_body(const Attributes& attributes) {
    std::string proposal = "p1", instrument = "i1", name, value;
    std::vector<std::string> folders;
    for (const auto& [key, said] : attributes) {
      if (key == "folders")
        folders = split(with_folders(said), ",");
      else if (key == "proposal")
        proposal = said;
      else if (key == "instrument")
        instrument = said;
      else
        name = key, value = said;
    }
    JsonWriter json;
    json.begin_object()
        .member("type", "metadata")
        .member("proposal", proposal)
        .member("instrument", instrument)
        .key("paths")
        .begin_array();
    for (const auto& path : folders) json.value(path);
    return json.end_array().member("name", name).member("value", value).end_object().take();
  }

  Drawing drawing_;
  std::vector<std::string> order_;
  std::map<std::string, Attributes> attributes_;
  std::map<std::string, std::vector<std::string>> made_from_;
  std::vector<std::pair<std::string, Attributes>> slots_, updates_;
  std::vector<std::pair<Step, std::string>> then_;
};

struct StoreNeighbours final : Neighbours {
  Reading& reading;
  explicit StoreNeighbours(Reading& r) : reading(r) {}
  std::vector<Edge> into(std::span<const DatasetId> outputs, int limit) override {
    std::vector<Edge> edges;
    for (const auto& row : reading.inputs_of(outputs))
      for (const auto id : row.datasets)
        if (std::ssize(edges) < limit) edges.push_back({id, row.output, row.role});
    return edges;
  }
  std::vector<Edge> out_of(std::span<const DatasetId> inputs, int limit) override {
    return reading.outputs_of(inputs, limit);
  }
};

// Plays one order inside one transaction.
class Play {
 public:
  Play(const Drawing& drawing, const Catalogue& catalogue, Writing& writing)
      : drawing_(drawing), catalogue_(catalogue), writing_(writing) {}

  Outcome run(const std::vector<std::size_t>& order) {
    for (const auto index : order) happen(drawing_.arrivals[index]);
    hold(drawing_.expectations, "after the arrivals");
    for (const auto& step : drawing_.then) {
      happen(step);
      hold(step.expectations, "after " + step.verb + " " + step.name);
    }
    return std::move(outcome_);
  }

 private:
  void happen(const Step& step) {
    Message message;
    message.source = "drawing";
    if (step.verb == "arrive" || step.verb == "send") {
      message.destination = "/queue/icatIngest";
      message.body = step.body;
      if (step.verb == "arrive") first_body_[step.name] = step.body;
    } else if (step.verb == "again") {
      message.destination = "/queue/icatIngest";
      message.body = first_body_.at(step.name);
    } else {
      message.destination = kActsDestination;
      message.body = act_body(step);
    }
    message.seq = writing_.append({&message, 1});
    message.received_at = Time{} + std::chrono::seconds(message.seq.value);
    if (!message.destination.starts_with("/weft")) last_[step.name] = message.seq;
    process(message, catalogue_, writing_);
    if (message.destination.starts_with("/weft") && state_of(message.seq) != MessageState::catalogued)
      broken(step.verb + " " + step.name + " was refused");
  }

  std::string act_body(const Step& step) {
    if (step.verb == "delete") return write_act(Deletion{id(step.name), "drawn"});
    if (step.verb == "restore") return write_act(Restoration{id(step.name), "drawn"});
    if (step.verb == "replay") return write_act(Replay{{last_.at(step.name)}});
    throw std::runtime_error("no such verb: " + step.verb);
  }

  MessageState state_of(Seq seq) { return writing_.messages_at({&seq, 1}).at(0).state; }

  DatasetKey key(const std::string& name) const {
    const auto at = drawing_.datasets.find(name);
    if (at == drawing_.datasets.end()) throw std::runtime_error("the drawing has no dataset " + name);
    const auto& f = catalogue_.facility();
    return {f.proposal_key(at->second.proposal), f.instrument_key(at->second.instrument), *f.path(at->second.location),
            at->second.name};
  }

  DatasetId id(const std::string& name) {
    const auto wanted = key(name);
    return writing_.find({&wanted, 1}).front();
  }

  Dataset dataset(const std::string& name) {
    const auto wanted = id(name);
    const auto found = writing_.datasets({&wanted, 1});
    return found.empty() ? Dataset{} : found.front();
  }

  void hold(const std::vector<std::string>& expectations, const std::string& when) {
    when_ = when;
    for (const auto& line : expectations) hold_one(line);
    std::string exported;
    export_catalogue(writing_, true, [&](std::string_view line) { exported.append(line).append("\n"); });
    outcome_.exports.push_back(std::move(exported));
  }

  void hold_one(const std::string& line) {
    if (const auto arrow = line.find(" <-"); arrow != std::string::npos)
      return hold_inputs(line, line.substr(0, arrow), std::string(trim(line.substr(arrow + 3))));
    if (const auto in = line.find(" in "); in != std::string::npos)
      return hold_slot(line, line.substr(0, in), line.substr(in + 4));
    if (const auto dot = line.find('.'); dot != std::string::npos)
      return hold_value(line, line.substr(0, dot), line.substr(dot + 1));
    const auto words = split(line, " ");
    const auto& what = words.back();
    std::string found;
    if (what == "cyclic" || what == "acyclic")
      found = is_cyclic(words[0]) ? "cyclic" : "acyclic";
    else
      found = to_text(state_of(last_.at(words[0])));
    if (found != what) broken(line + ", but it is " + found);
  }

  bool is_cyclic(const std::string& name) {
    StoreNeighbours neighbours(writing_);
    return traverse(neighbours, id(name), Direction::both, {}, {})->cyclic;
  }

  std::string name_of(DatasetId wanted) {
    for (const auto& [name, sent] : drawing_.datasets)
      if (id(name) == wanted) return name;
    return "?" + std::to_string(wanted.value);
  }

  void hold_inputs(const std::string& line, const std::string& name, const std::string& expected) {
    const auto output = id(name);
    std::string found;
    for (const auto& row : writing_.inputs_of({&output, 1})) {
      if (row.state == InputState::unused) continue;
      std::vector<std::string> words;
      for (const auto linked : row.datasets) words.push_back(name_of(linked));
      std::sort(words.begin(), words.end());
      if (row.state != InputState::resolved) words.insert(words.begin(), std::string(to_text(row.state)));
      if (!found.empty()) found += " | ";
      for (std::size_t i = 0; i < words.size(); ++i) found += (i ? " " : "") + words[i];
    }
    if (found != expected) broken(line + ", but: " + found);
  }

  void hold_slot(const std::string& line, const std::string& name, const std::string& slot) {
    const auto belongs = dataset(name).investigation;
    const auto found = writing_.investigations_at({&belongs, 1});
    const auto& f = catalogue_.facility();
    bool right = found.size() == 1;
    if (right && slot == "unscheduled")
      right = found[0].kind == SlotKind::unscheduled;
    else if (right)
      right = found[0].start == read_time(drawing_.slots.at(slot)) &&
              found[0].proposal == f.proposal_key(drawing_.slot_owners.at(slot).first) &&
              found[0].instrument == f.instrument_key(drawing_.slot_owners.at(slot).second);
    if (!right) broken(line + ", but it belongs to investigation " + std::to_string(belongs.value));
  }

  void hold_value(const std::string& line, const std::string& name, const std::string& rest) {
    const auto d = dataset(name);
    const auto equals = rest.find(" = ");
    const auto what = equals == std::string::npos ? rest.substr(0, rest.find(' ')) : rest.substr(0, equals);
    const auto expected = equals == std::string::npos ? std::string("(absent)") : rest.substr(equals + 3);
    std::string found = "(absent)";
    if (what == "type")
      found = d.type;
    else if (what == "state")
      found = d.state == DatasetState::live ? "live" : "deleted";
    else if (const auto* text = find_parameter(d.parameters, what))
      found = *text;
    if (found != expected) broken(line + ", but it is " + found);
  }

  void broken(const std::string& sentence) {
    outcome_.broken.push_back((when_.empty() ? "" : when_ + ": ") + sentence);
  }

  const Drawing& drawing_;
  const Catalogue& catalogue_;
  Writing& writing_;
  Outcome outcome_;
  std::string when_;
  std::map<std::string, std::string> first_body_;
  std::map<std::string, Seq> last_;
};

}  // namespace

Drawing read_drawing(const std::string& text) { return Reader().read(text); }

Outcome play(const Drawing& drawing, const std::vector<std::size_t>& order, const Catalogue& catalogue, Store& store) {
  const auto writing = store.write();  // never committed
  return Play(drawing, catalogue, *writing).run(order);
}

}  // namespace weft::drawn
