#include "search/index_engine.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "search/index/saved.h"
#include "search/index/updating.h"
#include "search/index/view.h"

namespace weft {
namespace {

using namespace index;

constexpr std::size_t kMostVisible = 32;
constexpr auto kLeastBetweenSaves = std::chrono::seconds(30);  // however much comes, and when the disk is full
constexpr auto kLookAgain = std::chrono::seconds(1);
constexpr auto kTendingLooks = std::chrono::milliseconds(200);
constexpr std::uint64_t kTrickle = 100;  // datasets told in IndexOptions::quiet_after that do not disturb the quiet
constexpr std::size_t kFlood = 200;      // datasets told at once; then it is cheaper to gather more of them
constexpr auto kLongestGathering = std::chrono::milliseconds(500);
constexpr int kFollowingGivesWay = 5, kTendingGivesWay = 10;  // nice

std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (auto i = static_cast<std::ptrdiff_t>(text.size()) - 3; i > 0; i -= 3)
    text.insert(static_cast<std::size_t>(i), ",");
  return text;
}

// This thread steps back when the processors do not suffice for all: messages are acknowledged first.
void give_way(int nice) { static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), nice)); }

// What viewers with limits see, as sets: made once for each list of ids.
class VisibleSets {
 public:
  Visible of(const Viewer& viewer) {
    if (viewer.sees_all()) return nullptr;
    std::lock_guard lock(mutex_);
    for (const auto& [ids, visible] : made_)
      if (ids == viewer.visible()) return visible;
    if (made_.size() == kMostVisible) made_.erase(made_.begin());
    made_.push_back({viewer.visible(), make(*viewer.visible())});
    return made_.back().second;
  }

 private:
  static Visible make(const std::vector<DatasetId>& ids) {
    auto set = std::make_shared<IdSet>();
    std::int64_t last = 0;
    for (const DatasetId id : ids) {
      if (id.value <= last || id.value >= Neighbour::kWithPrevious) continue;
      last = id.value;
      if (block_of(id) >= set->blocks().size()) set->blocks().resize(block_of(id) + 1);
      set->blocks()[block_of(id)].push(ordinal_of(id));
    }
    return set;
  }
  std::mutex mutex_;
  std::vector<std::pair<std::shared_ptr<const std::vector<DatasetId>>, Visible>> made_;
};

}  // namespace

// Two threads: one follows the feed, one tidies segments and saves. `writing_` is held by whoever makes the next
// snapshot; readers take the one that is there.
class IndexEngine::Following {
 public:
  Following(Store& store, const Definitions& definitions, IndexOptions options)
      : store_(store), definitions_(definitions), options_(std::move(options)) {}
  ~Following() { stop(); }

  void open() {
    const auto begin = std::chrono::steady_clock::now();
    const auto reading = store_.read(Viewer::everybody());
    belonging_ = belonging(*reading);
    if (!load(*reading)) {
      log_info("index: reading the whole store");
      publish(build_all(store_, definitions_, names_, options_.threads, options_.cancel));
      saved_seq_ = Seq{};
    }
    // What was saved is old, and what several threads read is of several moments: this makes all of it one.
    catch_up(options_.cancel);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    log_info("index: ready after " + grouped(took.count()) + " ms");
  }
  void start() {
    following_ = std::thread([this] { follow(); });
    tending_ = std::thread([this] { tend(); });
  }
  void stop() {
    {
      std::lock_guard lock(waking_);
      if (stopping_) return;
      stopping_ = true;
    }
    wake_.notify_all();
    if (following_.joinable()) following_.join();
    if (tending_.joinable()) tending_.join();
    if (opened_) save_now();
  }
  void applied(Seq seq) {
    {
      std::lock_guard lock(waking_);
      if (seq <= applied_) return;
      applied_ = seq;
    }
    wake_.notify_all();
  }
  void on_visible(std::function<void(Seq)> tell) { tell_ = std::move(tell); }
  std::shared_ptr<const Snapshot> snapshot() const {
    std::lock_guard lock(publishing_);
    return snapshot_;
  }
  Seq saved_seq() const { return saved_seq_.load(); }
  Visible visible(const Viewer& viewer) { return visible_sets_.of(viewer); }

 private:
  Belonging belonging(Reading& reading) const {
    const StoreStatus status = reading.status();
    return {status.uuid, status.epoch, definitions_.version(), status.alias_version};
  }
  // When the change was made; another store that was copied here has made another one.
  static std::int64_t time_of(Reading& reading, Seq seq) {
    const auto changes = reading.changes({seq.value - 1}, 1);
    return changes.empty() ? 0 : changes[0].at.time_since_epoch().count();
  }

  bool load(Reading& reading) {
    if (options_.folder.empty()) return false;
    auto loaded = index::load(options_.folder, belonging_);
    if (!loaded || loaded->snapshot.seq > reading.status().applied) return false;
    if (loaded->at != time_of(reading, loaded->snapshot.seq)) return false;
    names_.start_with(loaded->snapshot.columns);
    saved_seq_ = loaded->snapshot.seq;
    const bool is_whole = loaded->damaged.empty();
    repair(reading, *loaded);
    publish(std::move(loaded->snapshot));
    if (is_whole) saved_ = published_;
    return true;
  }
  void repair(Reading& reading, Loaded& loaded) {
    if (loaded.damaged.empty()) return;
    log_warning("index: " + std::to_string(loaded.damaged.size()) +
                " saved blocks hold wrong bytes; reading them from the store again");
    Bringing bringing(reading, rows_);
    std::vector<Pair> pairs;
    for (const std::uint32_t block : loaded.damaged)
      loaded.snapshot.blocks[block] = build_block(reading, bringing, block, pairs);
    link_outputs_again(loaded.snapshot);  // what is read now may link blocks that were saved before
    loaded.snapshot.columns = names_.columns();
    saved_seq_ = Seq{};
  }

  void publish(Snapshot snapshot) {
    auto made = std::make_shared<const Snapshot>(std::move(snapshot));
    std::lock_guard lock(publishing_);
    snapshot_ = std::move(made);
    ++published_;
    opened_ = true;
  }

  void follow() {
    give_way(kFollowingGivesWay);
    while (wait_for_change()) try {
        const auto begin = std::chrono::steady_clock::now();
        const std::size_t told = catch_up();
        if (told > 0 && tell_) tell_(snapshot()->seq);
        if (told > kFlood) gather(std::chrono::steady_clock::now() - begin);
      } catch (const std::exception& failure) {
        log_error(std::string("index: cannot follow the store, trying again: ") + failure.what());
        std::unique_lock lock(waking_);
        wake_.wait_for(lock, kLookAgain, [this] { return stopping_; });
      }
  }
  // In a flood the processors belong to whoever takes it in: many datasets at once cost less each than few do.
  void gather(std::chrono::steady_clock::duration took) {
    const auto pause = std::min<std::chrono::steady_clock::duration>(2 * took, kLongestGathering);
    std::unique_lock lock(waking_);
    wake_.wait_for(lock, pause, [this] { return stopping_; });
  }
  // False: stop.
  bool wait_for_change() {
    std::unique_lock lock(waking_);
    wake_.wait_for(lock, kLookAgain, [this] { return stopping_ || applied_ > seen_; });
    seen_ = std::max(seen_, applied_);
    return !stopping_;
  }
  // How many datasets the new snapshot tells anew, and one more; 0: there is none.
  std::size_t catch_up(const Cancel& cancel = {}) {
    const auto reading = store_.read(Viewer::everybody());
    const Seq now = reading->status().applied;
    const auto before = snapshot();
    if (now <= before->seq) return 0;
    const auto touched = reading->touched(before->seq, now);
    Bringing bringing(*reading, rows_, cancel);
    std::lock_guard lock(writing_);
    Snapshot next = with_touched(*snapshot(), touched, bringing, now, tidying_ ? &*tidying_ : nullptr);
    next.columns = names_.columns();
    publish(std::move(next));
    told_ += touched.size();
    return touched.size() + 1;
  }

  void tend() {
    give_way(kTendingGivesWay);
    auto last_save = std::chrono::steady_clock::now();
    for (;;) {
      {
        std::unique_lock lock(waking_);
        if (wake_.wait_for(lock, kTendingLooks, [this] { return stopping_; })) return;
      }
      tidy_all(Tidiness::busy);
      if (look_if_quiet()) tidy_all(Tidiness::quiet);
      const auto now = std::chrono::steady_clock::now();
      const std::int64_t since = std::max(snapshot()->seq.value - saved_seq().value, joined_);
      if (now - last_save < std::min(options_.save_every, kLeastBetweenSaves)) continue;
      if (since < options_.save_after && now - last_save < options_.save_every) continue;
      save_now();
      joined_ = 0;
      last_save = now;
    }
  }
  // Few datasets were told for a while; asked at each look of the tending thread.
  bool look_if_quiet() {
    const auto now = std::chrono::steady_clock::now();
    looks_.push_back({now, told_});
    while (looks_.size() > 1 && looks_[1].at <= now - options_.quiet_after) looks_.pop_front();
    return looks_.front().at <= now - options_.quiet_after && told_ - looks_.front().told <= kTrickle;
  }
  bool is_stopping() {
    std::lock_guard lock(waking_);
    return stopping_;
  }
  // What could not be merged stays as it is, and is tried again at the next look.
  void tidy_all(Tidiness tidiness) try {
    while (tidy_once(tidiness))
      if (is_stopping() || (tidiness == Tidiness::quiet && !look_if_quiet())) return;
  } catch (const std::exception& failure) {
    log_error(std::string("index: cannot merge segments, trying again: ") + failure.what());
    std::lock_guard lock(writing_);
    tidying_.reset();
  }
  bool tidy_once(Tidiness tidiness) {
    {
      std::lock_guard lock(writing_);
      tidying_ = what_to_tidy(*snapshot(), tidiness);
    }
    if (!tidying_) return false;
    auto merged = tidy(*tidying_);
    if (tidiness == Tidiness::quiet) joined_ += merged->rows();
    std::lock_guard lock(writing_);
    Snapshot next = *snapshot();
    put_in_place(next, *tidying_, std::move(merged));
    tidying_.reset();
    publish(std::move(next));
    return true;
  }

  void save_now() try {
    const auto published = published_.load();  // of this snapshot, or of the one before
    const auto now = snapshot();
    if (options_.folder.empty() || published == saved_) return;
    const auto reading = store_.read(Viewer::everybody());
    save(options_.folder, *now, belonging_, time_of(*reading, now->seq));
    saved_seq_ = now->seq;
    saved_ = published;
  } catch (const std::exception& failure) {
    log_warning(std::string("index: not saved, the next start reads the store again: ") + failure.what());
  }

  Store& store_;
  const Definitions& definitions_;
  const IndexOptions options_;
  Belonging belonging_;
  ColumnNames names_;
  RowReader rows_{definitions_, names_};  // of open(), then of the following thread
  VisibleSets visible_sets_;
  std::function<void(Seq)> tell_;

  mutable std::mutex publishing_;
  std::shared_ptr<const Snapshot> snapshot_ = std::make_shared<const Snapshot>();
  bool opened_ = false;
  std::atomic<std::uint64_t> published_ = 0;  // how many snapshots
  std::atomic<std::uint64_t> told_ = 0;       // datasets, since open()
  struct Look {
    std::chrono::steady_clock::time_point at;
    std::uint64_t told;
  };
  std::deque<Look> looks_;   // of the tending thread
  std::int64_t joined_ = 0;  // rows, in quiet times since it was saved; likewise

  std::mutex writing_;
  std::optional<Tidying> tidying_;      // set and read under `writing_`
  std::atomic<Seq> saved_seq_ = Seq{};  // of open(), then of the tending thread
  std::uint64_t saved_ = 0;             // as published_, likewise

  std::mutex waking_;
  std::condition_variable wake_;
  Seq applied_, seen_;
  bool stopping_ = false;
  std::thread following_, tending_;
};

IndexEngine::IndexEngine(Store& store, const Definitions& definitions, IndexOptions options)
    : following_(std::make_unique<Following>(store, definitions, std::move(options))) {}
IndexEngine::~IndexEngine() = default;
void IndexEngine::open() { following_->open(); }
void IndexEngine::start() { following_->start(); }
void IndexEngine::applied(Seq seq) { following_->applied(seq); }
void IndexEngine::on_visible(std::function<void(Seq)> tell) { following_->on_visible(std::move(tell)); }
Seq IndexEngine::seq() const { return following_->snapshot()->seq; }
Seq IndexEngine::saved_seq() const { return following_->saved_seq(); }
void IndexEngine::stop() { following_->stop(); }

std::vector<IndexPart> IndexEngine::memory() const {
  const auto snapshot = following_->snapshot();
  std::map<std::string, std::int64_t> parts;
  std::int64_t all = 0;
  for (const auto& block : snapshot->blocks) {
    if (!block) continue;
    for (const auto* links : {block->inputs.get(), block->outputs.get()})
      if (links) parts["links"] += static_cast<std::int64_t>(links->bytes());
    for (const Part& part : block->parts) {
      part.segment->add_memory(parts);
      all += static_cast<std::int64_t>(part.segment->bytes().size());
      for (const auto* rows : {part.current.get(), part.living.get()})
        if (rows) parts["rows that hold"] += static_cast<std::int64_t>(rows->bytes());
    }
  }
  std::vector<IndexPart> report;
  std::int64_t counted = 0;
  for (const auto& [name, bytes] : parts) {
    report.push_back({name, bytes});
    if (name != "links" && name != "rows that hold") counted += bytes;
  }
  report.push_back({"other", all - counted});
  return report;
}

std::unique_ptr<View> IndexEngine::view(const Viewer& viewer, const Cancel& cancel) {
  return make_view(following_->snapshot(), following_->visible(viewer), cancel);
}

}  // namespace weft
