#include "synth/datasets.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "synth/draw.h"
#include "synth/parameters.h"

namespace weft {
namespace {

enum Topic : std::uint64_t { kHabits = 100, kValues, kDirt, kInputs, kFiles, kSample };

constexpr std::array<std::string_view, 8> kMachines = {"lid30a1", "lbm29", "hpc7-0101",  "lid19nabu",
                                                       "gpid13",  "pid22", "slurm-nice", "p9-04"};
constexpr std::array<std::string_view, 6> kSoftware = {"BLISS 1.11.1", "mxcubecore 1.0",     "pyicat-plus_v0.3.6",
                                                       "BLISS 2.0",    "pyicat-plus_v1.1.1", "spec 6.12"};
constexpr std::array<std::string_view, 6> kScanTypes = {"datacollection",   "mesh",  "line",
                                                        "characterisation", "fscan", "loopscan"};
constexpr std::array<std::string_view, 8> kDescriptions = {"cristal", "native",       "soaked 2 h", "second batch",
                                                           "1:10",    "après lavage", "面心",       "25 °C"};
constexpr int kNamesUsual = 70;  // per cent: names rarer than that are the habit of some instruments

template <class List>
std::string_view one_of(const List& list, Draw& draw) {
  const double share = draw.share();
  return list[static_cast<std::size_t>(static_cast<double>(list.size()) * share * share)];
}

void append(std::string& text, std::int64_t number) {
  char digits[24];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void append_padded(std::string& text, std::int64_t number, int width) {
  char digits[24];
  for (int i = width; i-- > 0; number /= 10) digits[i] = static_cast<char>('0' + number % 10);
  text.append(digits, static_cast<std::size_t>(width));
}

// "-12.50" of -1250 and 2 decimals.
void append_fixed(std::string& text, std::int64_t scaled, int decimals) {
  if (scaled < 0) text += '-', scaled = -scaled;
  std::int64_t unit = 1;
  for (int i = 0; i < decimals; ++i) unit *= 10;
  append(text, scaled / unit);
  if (decimals == 0) return;
  text += '.';
  append_padded(text, scaled % unit, decimals);
}

// "0.1", "-89.0", "3600": what a sender has as a number.
bool looks_like_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

// As instruments round: three digits that count, beyond which only zeros.
std::int64_t three_digits(double number) {
  std::int64_t unit = 1;
  while (number / static_cast<double>(unit) >= 1000) unit *= 10;
  return std::llround(number / static_cast<double>(unit)) * unit;
}

// With the clock of the facility: Grenoble's, roughly.
void append_time(std::string& text, Time time) {
  using namespace std::chrono;
  const auto month_of = year_month_day(floor<days>(time)).month();
  const bool summer = month_of >= April && month_of <= October;
  const auto local = time + hours(summer ? 2 : 1);
  const auto day = floor<days>(local);
  const year_month_day date(day);
  const hh_mm_ss clock(duration_cast<milliseconds>(local - day));
  append_padded(text, static_cast<int>(date.year()), 4);
  text += '-';
  append_padded(text, static_cast<unsigned>(date.month()), 2);
  text += '-';
  append_padded(text, static_cast<unsigned>(date.day()), 2);
  text += 'T';
  append_padded(text, clock.hours().count(), 2);
  text += ':';
  append_padded(text, clock.minutes().count(), 2);
  text += ':';
  append_padded(text, clock.seconds().count(), 2);
  text += '.';
  append_padded(text, clock.subseconds().count(), 3);
  text += summer ? "+02:00" : "+01:00";
}

void append_day(std::string& text, Time time) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
  append_padded(text, static_cast<int>(date.year()), 4);
  append_padded(text, static_cast<unsigned>(date.month()), 2);
  append_padded(text, static_cast<unsigned>(date.day()), 2);
}

// "id30a1" of "ID30A-1"; its folder, and how some clients send it.
void append_folder(std::string& text, std::string_view instrument) {
  for (const char c : instrument)
    if (c != '-') text += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

}  // namespace

SynthMaker::SynthMaker(const SynthPlan& plan) : plan_(plan) {}

const SynthDataset& SynthMaker::make(std::int64_t arrival) {
  made_ = plan_.made(arrival);
  dataset_.arrival = arrival;
  dataset_.collection = plan_.collection_of(made_);
  collection_ = &plan_.collections()[dataset_.collection];
  dataset_.investigation = collection_->investigation;
  investigation_ = &plan_.investigations()[collection_->investigation];
  const auto place = plan_.place(*collection_, static_cast<int>(made_ - collection_->first));
  dataset_.stage = place.stage;
  text_.clear();
  told_.clear();
  input_spans_.clear();
  write_names();
  auto begin = text_.size();
  write_location(place);
  location_ = since(begin);
  begin = text_.size();
  text_.append(text_, text_.rfind('/') + 1);
  name_ = since(begin);
  write_parameters();
  write_inputs(place);
  write_files();
  settle();
  return dataset_;
}

void SynthMaker::write_names() {
  dataset_.proposal = investigation_->proposal;
  write_instrument();
  sample_.begin = text_.size();
  write_sample();
  sample_ = since(sample_.begin);
  dataset_.starts = plan_.start(made_);
  dataset_.ends = plan_.end(made_);
  start_.begin = text_.size();
  append_time(text_, dataset_.starts);
  start_ = since(start_.begin);
  end_.begin = text_.size();
  append_time(text_, dataset_.ends);
  end_ = since(end_.begin);
}

// Older clients send lower case.
void SynthMaker::write_instrument() {
  Draw draw(mixed(plan_.size().seed, kDirt), ~std::uint64_t{dataset_.collection});
  const bool in_lower_case = draw.chance(0.3);
  const auto begin = text_.size();
  for (const char c : synth_instruments()[investigation_->instrument].name)
    text_ += in_lower_case && c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  instrument_ = since(begin);
}

// "lyso-B7": a few beginnings an investigation, then position and puck. Some have a comma or a blank.
void SynthMaker::write_sample() {
  const auto ordinal = dataset_.collection - investigation_->first_collection;
  Draw habit(mixed(plan_.size().seed, kSample), dataset_.investigation);
  Draw draw(mixed(plan_.size().seed, kSample), ~std::uint64_t{dataset_.collection});
  const auto first = habit.bits(), used = 1 + habit.bits() % 4;
  text_ += sample_stems()[(first + draw.bits() % used * 7) % sample_stems().size()];
  text_ += draw.chance(0.001) ? ", " : draw.chance(0.02) ? " " : draw.chance(0.5) ? "-" : "_";
  text_ += static_cast<char>('A' + ordinal / 16 % 26);
  append(text_, ordinal % 16 + 1);
  if (ordinal >= 416) text_ += 'x', append(text_, ordinal / 416);
}

void SynthMaker::write_location(const SynthPlace& place) {
  text_ += "/data/visitor/";
  text_ += investigation_->proposal;
  text_ += '/';
  append_folder(text_, synth_instruments()[investigation_->instrument].name);
  text_ += '/';
  append_day(text_, investigation_->start);
  text_ += place.stage == Stage::raw ? "/RAW_DATA/" : "/PROCESSED_DATA/";
  text_.append(text_, sample_.begin, sample_.size);
  text_ += '/';
  if (place.stage == Stage::raw) {
    text_.append(text_, sample_.begin, sample_.size);
    text_ += '_';
    append_padded(text_, place.branch + 1, 4);
  } else {
    text_ += folder_of(place.stage);
    if (place.branch > 0) text_ += '_', append(text_, place.branch);
  }
}

void SynthMaker::tell(std::string_view name, std::string_view text, bool is_number) {
  const auto begin = text_.size();
  text_ += text;
  told_.push_back({name, since(begin), is_number});
}

void SynthMaker::write_parameters() {
  Draw draw(mixed(plan_.size().seed, kValues), made_);
  const auto& technique = techniques()[investigation_->technique];
  tell("Sample_name", std::string(view(sample_)));
  tell("definition", technique.name);
  if (dataset_.stage == Stage::raw) {
    tell("scanType", one_of(kScanTypes, draw));
  } else {
    tell("scanType", folder_of(dataset_.stage));
  }
  Draw of_sample(mixed(plan_.size().seed, kSample + kValues), dataset_.collection);
  if (of_sample.chance(0.7)) tell("Sample_animal", animals()[of_sample.skewed(animals().size(), 3)]);
  if (of_sample.chance(0.1)) tell("Sample_description", one_of(kDescriptions, of_sample));
  if (draw.chance(0.5)) tell("machine", one_of(kMachines, draw));
  if (draw.chance(0.5)) tell("software", one_of(kSoftware, draw));
  for (const auto& parameter : parameters_of(technique.family, dataset_.stage)) tell(parameter);
}

// Frequent names are missing now and then; rare ones are the habit of some instruments, and an accident elsewhere.
void SynthMaker::tell(const SynthParameter& parameter) {
  Draw draw(mixed(plan_.size().seed, parameter.topic), made_);
  if (parameter.share < 100) {
    const double share = parameter.share / 100.0;
    const bool is_habit = Draw(mixed(kHabits, parameter.topic), investigation_->instrument).chance(share);
    if (!draw.chance(parameter.share >= kNamesUsual ? share : is_habit ? 0.96 : 0.02)) return;
  }
  const std::array<std::uint64_t, 4> subjects = {made_, dataset_.collection, dataset_.investigation,
                                                 investigation_->instrument};
  Draw value(mixed(plan_.size().seed, parameter.topic + 1 + static_cast<std::uint64_t>(parameter.per)),
             subjects[static_cast<std::size_t>(parameter.per)]);
  const auto begin = text_.size();
  bool is_number = false;
  switch (parameter.kind) {
    case SynthParameter::Kind::pick:
      text_ += one_of(parameter.values, value);
      is_number = looks_like_number(view(since(begin)));
      break;
    case SynthParameter::Kind::number:
    case SynthParameter::Kind::spread:
      is_number = write_number(parameter, value);
      break;
    case SynthParameter::Kind::words:
      text_ += one_of(parameter.values, value);
      text_ += ", ";
      text_ += one_of(parameter.values, value);
      text_ += ' ';
      append(text_, value.between(1, 99));
      break;
    case SynthParameter::Kind::file:
      text_.append(text_, location_.begin, location_.size);
      text_ += parameter.values.front();
      break;
    case SynthParameter::Kind::code:
      text_ += parameter.values.front();
      append(text_, static_cast<std::int64_t>(value.bits() >> 40));
      break;
  }
  told_.push_back({parameter.name, since(begin), is_number});
}

// Nearly always a plain number; else as people write one.
bool SynthMaker::write_number(const SynthParameter& parameter, Draw& value) {
  double number = parameter.low + value.share() * (parameter.high - parameter.low);
  if (parameter.kind == SynthParameter::Kind::spread)
    number = parameter.low * std::pow(parameter.high / parameter.low, value.share());
  static constexpr std::array<double, 8> kScale = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7};
  const auto scaled = number * kScale[static_cast<std::size_t>(parameter.decimals)];
  const auto dirt = Draw(mixed(plan_.size().seed, kDirt + parameter.topic), made_).bits() % 1000;
  if (dirt == 0) return text_ += "NA", false;
  append_fixed(text_, parameter.decimals == 0 ? three_digits(number) : std::llround(scaled), parameter.decimals);
  if (dirt == 1) return text_ += "±0.1", false;
  if (dirt < 5 && !parameter.unit.empty()) return text_ += ' ', text_ += parameter.unit, false;
  return true;
}

void SynthMaker::write_inputs(const SynthPlace& place) {
  dataset_.inputs.clear();
  if (place.inputs.empty()) return;
  Draw draw(mixed(plan_.size().seed, kInputs), made_);
  dataset_.lists_inputs = !draw.chance(0.1);
  const bool by_mount = draw.chance(0.03), with_slash = draw.chance(0.02);
  for (const int position : place.inputs) {
    dataset_.inputs.push_back(plan_.arrival(collection_->first + static_cast<std::uint32_t>(position)));
    const auto begin = text_.size();
    if (by_mount) text_ += "/mnt/multipath-shares";
    write_location(plan_.place(*collection_, position));
    if (with_slash) text_ += '/';
    input_spans_.push_back(since(begin));
  }
  if (!draw.chance(0.005)) return;
  const auto begin = text_.size();
  text_ += "/data/visitor/";
  text_ += investigation_->proposal;
  text_ += "/lost/20130101/RAW_DATA/lost/lost_0001";  // never arrives
  input_spans_.push_back(since(begin));
}

// Half have fewer than twenty files; the mean is 340, and 17 MB a file.
void SynthMaker::write_files() {
  Draw draw(mixed(plan_.size().seed, kFiles), made_);
  dataset_.files = std::clamp<std::int64_t>(std::llround(draw.log_normal(20, 2.4)), 1, 1'000'000);
  dataset_.bytes = std::llround(static_cast<double>(dataset_.files) * std::min(draw.log_normal(4e6, 1.7), 2e9));
  auto begin = text_.size();
  append(text_, dataset_.files);
  told_.push_back({"__fileCount", since(begin), true});
  begin = text_.size();
  append(text_, dataset_.bytes);
  told_.push_back({"__volume", since(begin), true});
}

// From places in the text, which is complete now, to views.
void SynthMaker::settle() {
  dataset_.instrument = view(instrument_);
  dataset_.location = view(location_);
  dataset_.name = view(name_);
  dataset_.sample = view(sample_);
  dataset_.start = view(start_);
  dataset_.end = view(end_);
  dataset_.parameters.clear();
  for (const auto& told : told_) dataset_.parameters.push_back({told.name, view(told.text), told.is_number});
  dataset_.input_texts.clear();
  for (const auto& span : input_spans_) dataset_.input_texts.push_back(view(span));
}

}  // namespace weft
