#!/usr/bin/env python3
"""The same questions, the same data, one run: Weft, PostgreSQL 15 (twice), Elasticsearch 7.10.2, DuckDB.

    tools/install compare
    .venv/bin/python bench/compare/compare.py --datasets 1776288            answers compared, times and ratios
    .venv/bin/python bench/compare/compare.py --datasets 20000 --equality   answers compared, as in ./check

The data are the messages of `weft synth`. Weft takes them as they are; for the peers they are read a second time by
reading.py, which shares no code with Weft. Peers run on private sockets and ports as somebody who is not root, one after
the other, and are stopped by pid. What was loaded stays in the cache (--cache) under the hash of the messages.
"""

import argparse
import hashlib
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from peer_duckdb import DuckDb  # noqa: E402
from peer_elastic import Elastic  # noqa: E402
from peer_postgres import PostgresJsonb, PostgresRows  # noqa: E402
from peer_weft import MOST_OF_A_WALK, Weft  # noqa: E402
from processes import PeerFailed, closed_above  # noqa: E402
from questions import KINDS, Answer, Constants, make_questions, questions_of_synth  # noqa: E402
from reading import Facility, Reading, values_of  # noqa: E402

PROJECT = HERE.parents[1]
BATCH = 5000
FORM = 1  # of what the peers load: raised when what was cached is no longer what this code reads
WARMED = 10 << 30  # bytes of a peer's files that are read once before it is measured


def say(text: str) -> None:
    print(text, flush=True)


# --- Data --------------------------------------------------------------------------------------------------------


def default_cache() -> pathlib.Path:
    usual = PROJECT / "build" / "compare"
    return pathlib.Path(f"/var/tmp/weft-compare-{os.getuid()}") if closed_above(usual / "x") else usual


def messages_of(options) -> pathlib.Path:
    """The file of messages: as given, or made by `weft synth` once."""
    if options.messages:
        return options.messages
    sample = subprocess.run(synth(options, 200), capture_output=True)
    if sample.returncode != 0:
        raise PeerFailed(f"{options.weft} synth ended with {sample.returncode}: {sample.stderr.decode()[-1000:]}")
    made_by = hashlib.sha256(sample.stdout).hexdigest()[:10]  # what the generator does, told by what it makes
    file = options.cache / f"synth-{made_by}-{options.seed}-{options.datasets}.ndjson"
    if not file.exists():
        say(f"making {options.datasets:,} datasets: {file}")
        part = file.with_suffix(".part")
        subprocess.run([*synth(options, options.datasets), "--output", part], check=True, stdin=subprocess.DEVNULL)
        part.rename(file)
    return file


def hash_of(messages: pathlib.Path) -> str:
    """Of the size and of pieces all over the file: enough to tell generators, sizes and seeds apart."""
    size, digest = messages.stat().st_size, hashlib.sha256(str((messages.stat().st_size, FORM)).encode())
    with open(messages, "rb") as file:
        for at in range(0, size, max(1 << 16, size // 64)):
            file.seek(at)
            digest.update(file.read(1 << 16))
    return digest.hexdigest()[:16]


class Data:
    """The messages and what is known of them; read when somebody must load."""

    def __init__(self, messages: pathlib.Path, folder: pathlib.Path):
        self.messages, self.folder, self._reading = messages, folder, None

    @property
    def reading(self) -> Reading:
        if self._reading is None:
            began = time.perf_counter()
            self._reading = Reading(self.messages)
            say(f"read {len(self._reading):,} datasets once in {time.perf_counter() - began:.0f} s")
        return self._reading

    def batches(self):
        facility, batch = Facility(), []
        for folded in self.reading.datasets():
            batch.append((folded, values_of(folded.parameters, facility)))
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def constants(self) -> dict:
        found = Constants()
        for batch in self.batches():
            for folded, values in batch:
                found.look_at(folded, values)
        return found.as_dict()

    def count(self) -> int:
        note = self.folder / "datasets"
        if not note.exists():
            note.write_text(str(len(self.reading)))
        return int(note.read_text())

    def forget(self) -> None:
        self._reading = None


def questions_for(options, data: Data) -> dict:
    if options.messages:
        return make_questions(data.constants(), options.times)
    said = subprocess.run([*synth(options, options.datasets), "--queries", str(options.times)], capture_output=True, check=True)
    facility = Facility()
    lines = [json.loads(line) for line in said.stdout.splitlines()]
    return questions_of_synth([line | {"instrument": facility.instrument(line["instrument"])} if "instrument" in line else line for line in lines],
                              options.times)


def synth(options, datasets: int) -> list:
    return [options.weft, "synth", "--datasets", str(datasets), "--seed", str(options.seed), "--quiet"]


def is_loaded(peer) -> dict | None:
    note = peer.home / "loaded.json"
    return json.loads(note.read_text()) if note.exists() else None


def load(peer, data: Data) -> dict:
    """Loads what is not there yet; how long it took without the reading, and how many bytes it holds."""
    if told := is_loaded(peer):
        return told
    say(f"loading {peer.name}")
    if getattr(peer, "reads_messages", False):
        began = time.perf_counter()
        peer.load_messages(data.messages)
        told = {"seconds": time.perf_counter() - began, "bytes": peer.bytes()}
    else:
        peer.start(loading=True)
        try:
            told = {"seconds": load_read(peer, data), "bytes": peer.bytes()}
        finally:
            peer.stop()
    (peer.home / "loaded.json").write_text(json.dumps(told))
    say(f"loaded {peer.name} in {told['seconds']:.0f} s, {told['bytes'] / 1e6:,.0f} MB")
    return told


def load_read(peer, data: Data) -> float:
    """The seconds that the peer took, the making of its rows included."""
    names, seconds, done = sorted(data.reading.names), 0.0, 0
    began = time.perf_counter()
    peer.begin_load(names)
    seconds += time.perf_counter() - began
    for batch in data.batches():
        began = time.perf_counter()
        peer.load(batch)
        seconds += time.perf_counter() - began
        done += len(batch)
        if done % 200_000 == 0:
            say(f"  {done:,} datasets, {done / seconds:,.0f}/s")
    began = time.perf_counter()
    peer.end_load()
    return seconds + time.perf_counter() - began


# --- Asking ------------------------------------------------------------------------------------------------------


def read_through(folder: pathlib.Path, most: int = WARMED) -> None:
    """Everything that fits is in the page cache before a peer is measured."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and most > 0:
            with open(path, "rb", buffering=0) as file:
                while (got := len(file.read(1 << 22))) and most > 0:
                    most -= got


class Asking:
    """All questions to one peer."""

    def __init__(self, peer, questions: dict, options):
        self.peer, self.questions, self.options = peer, questions, options
        self.times: dict[str, list[float]] = {}
        self.answers: dict[str, list[Answer]] = {}

    def run(self) -> None:
        for kind, asked in self.questions.items():
            if not asked:
                continue
            if not self.options.equality:
                self._warm(asked)
            self.times[kind], self.answers[kind], until = [], [], time.perf_counter() + self.options.seconds
            for question in asked:
                took, answer = self.peer.ask(question)
                self.times[kind].append(took)
                self.answers[kind].append(answer)
                if time.perf_counter() > until and len(self.times[kind]) >= 5:
                    break

    def _warm(self, asked: list) -> None:
        until = time.perf_counter() + self.options.seconds / 6
        for question in asked[-50:]:
            self.peer.ask(question)
            if time.perf_counter() > until:
                break


def compared(first: Asking, other: Asking) -> tuple[int, list[str]]:
    """How many answers were compared, and a sentence for each kind in which one differs."""
    count, differences = 0, []
    for kind, answers in other.answers.items():
        wrong = []
        for question, one, two in zip(other.questions[kind], first.answers.get(kind, []), answers):
            count += 1
            if said := trimmed(kind, one, two).difference(trimmed(kind, two, one)):
                wrong.append(f"{question}: {said}")
        if wrong:
            differences.append(f"{kind}: {first.peer.name} and {other.peer.name} differ in {len(wrong)} of {len(answers)} answers; the first: {wrong[0]}")
    return count, differences


def trimmed(kind: str, answer: Answer, beside: Answer) -> Answer:
    """Walks: as many ids as the shorter page has. Groups: files and volume only where both have them."""
    if kind.startswith("Q5"):
        return Answer(count=answer.count, ids=answer.ids[:MOST_OF_A_WALK])
    if kind == "Q6" and not (has_files(answer) and has_files(beside)):
        return Answer(groups={group: counts[:1] for group, counts in answer.groups.items()})
    return answer


def has_files(answer: Answer) -> bool:
    return any(files for _, files, _ in answer.groups.values())


# --- Telling -----------------------------------------------------------------------------------------------------


def milliseconds(seconds: float) -> str:
    value = seconds * 1e3
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def median(times: list[float]) -> float:
    return statistics.median(times)


def p99(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


def cell(times: list[float], ours: list[float] | None) -> str:
    text = f"{milliseconds(median(times))} ({milliseconds(p99(times))})"
    if ours:
        text += f" ×{median(times) / median(ours):.3g} (×{p99(times) / p99(ours):.3g})"
    return text


IN_PROCESS = {"Q1": "Q1", "Q2": "Q2", "Q3": "Q3", "Q3b": "Q3b", "Q4": "Q4", "Q5 ancestors": "Q5 up", "Q5 descendants": "Q5 down", "Q6": "Q6", "Q7": "Q7",
              "Q8": "ancestor(Q1)"}  # weft_search_bench's names; its Q4 is a page of fifty ids that are given


def in_process(options, data: pathlib.Path) -> dict:
    """kind -> (median, p99) in seconds, of the same constants asked without HTTP."""
    command = [options.in_process, "--datasets", str(options.datasets), "--seed", str(options.seed), "--questions", str(options.times), "--json"]
    done = subprocess.run([*map(str, command), *(["--data", str(data)] if data.exists() else [])], capture_output=True, text=True)
    if done.returncode != 0:
        raise PeerFailed(f"{options.in_process} ended with {done.returncode}: {done.stderr[-1000:]}")
    told = json.loads(done.stdout)
    say(f"Weft in process: index of {told['heapBytes'] / 1e6:,.0f} MB, {told['heapBytes'] / told['datasets']:,.0f} B a dataset, "
        f"open from nothing in {told['openFromNothingMs'] / 1e3:.1f} s")
    return {IN_PROCESS[q["query"]]: (q["p50"] / 1e3, q["p99"] / 1e3) for q in told["queries"] if q["query"] in IN_PROCESS}


def tell(all_asked: list[Asking], loads: dict, inside: dict) -> None:
    ours = next((a for a in all_asked if a.peer.folder == "weft"), None)
    say("\nmilliseconds: median (p99) over the questions, × how many times Weft's\n")
    say("| question | n | " + ("Weft in process | " if inside else "") + " | ".join(a.peer.name for a in all_asked) + " |")
    say("|---|---|" + "---|" * (len(all_asked) + bool(inside)))
    for kind, about in KINDS.items():
        cells = [cell(a.times[kind], ours.times.get(kind) if ours and a is not ours else None) if a.times.get(kind) else "" for a in all_asked]
        counts = sorted({len(a.times[kind]) for a in all_asked if a.times.get(kind)})
        if inside:
            cells.insert(0, f"{milliseconds(inside[kind][0])} ({milliseconds(inside[kind][1])})" if kind in inside else "")
        say(f"| {kind}: {about} | {'–'.join(map(str, {counts[0]: 1, counts[-1]: 1})) if counts else ''} | " + " | ".join(cells) + " |")
    datasets = loads["datasets"]
    apart = "| " if inside else ""
    say("| bytes a dataset | | " + apart + " | ".join(f"{loads[a.peer.folder]['bytes'] / datasets:,.0f}" for a in all_asked) + " |")
    say("| loaded, datasets/s | | " + apart + " | ".join(f"{datasets / loads[a.peer.folder]['seconds']:,.0f}" for a in all_asked) + " |")


PEERS = {"postgres_jsonb": PostgresJsonb, "postgres_rows": PostgresRows, "elastic": Elastic, "duckdb": DuckDb}


def read_options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--datasets", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--messages", type=pathlib.Path, help="a file of JSON lines instead of weft synth's")
    options.add_argument("--weft", type=pathlib.Path, default=PROJECT / "build/release/bin/weft")
    options.add_argument("--engine", default="", help="weft serve --engine")
    options.add_argument("--in-process", type=pathlib.Path, help="weft_search_bench, for a column of its figures")
    options.add_argument("--peers", nargs="*", default=["weft", *PEERS], choices=["weft", *PEERS], metavar="PEER", help=f"of: weft {' '.join(PEERS)}")
    options.add_argument("--kinds", nargs="*", default=list(KINDS), choices=list(KINDS), metavar="KIND")
    options.add_argument("--times", type=int, help="questions of each kind (default 200; with --equality 12)")
    options.add_argument("--seconds", type=float, default=60, help="at most so long for one kind and peer, five questions at least")
    options.add_argument("--cache", type=pathlib.Path, help="where messages and loaded data stay (default build/compare)")
    options.add_argument("--load-only", action="store_true")
    options.add_argument("--equality", action="store_true", help="compare the answers, measure nothing")
    options.add_argument("--out", type=pathlib.Path, help="all times as JSON")
    o = options.parse_args()
    o.cache = o.cache or default_cache()
    o.times = o.times or (12 if o.equality else 200)
    o.cache.mkdir(parents=True, exist_ok=True)
    return o


def run(options) -> int:
    messages = messages_of(options)
    folder = options.cache / f"{options.datasets}-{hash_of(messages)}"
    folder.mkdir(exist_ok=True)
    data = Data(messages, folder)
    peers = [Weft(folder, options.weft, options.engine) if name == "weft" else PEERS[name](folder) for name in options.peers]
    loads = {peer.folder: load(peer, data) for peer in peers}
    if options.load_only:
        return 0
    questions = {kind: asked for kind, asked in questions_for(options, data).items() if kind in options.kinds}
    loads["datasets"] = data.count()
    data.forget()
    all_asked, differences, count = [], [], 0
    for peer in peers:
        began = time.perf_counter()
        peer.start()
        try:
            if not options.equality:
                read_through(peer.files())
            all_asked.append(Asking(peer, questions, options))
            all_asked[-1].run()
        finally:
            peer.stop()
        say(f"asked {peer.name} {sum(map(len, all_asked[-1].times.values())):,} questions in {time.perf_counter() - began:.0f} s")
        if len(all_asked) > 1:
            more, found = compared(all_asked[0], all_asked[-1])
            count, differences = count + more, differences + found
    if not options.equality:
        tell(all_asked, loads, in_process(options, folder / "weft" / "data") if options.in_process else {})
    if options.out:
        options.out.write_text(json.dumps({"loads": loads, "times": {a.peer.folder: a.times for a in all_asked}}))
    return verdict(all_asked, count, differences)


def verdict(all_asked: list[Asking], count: int, differences: list[str]) -> int:
    for difference in differences:
        say("DIFFERENT  " + difference)
    found = sum(1 for answers in all_asked[0].answers.values() for a in answers if a.count > 0 or a.facets or a.groups)
    if not any(has_files(a) for a in all_asked[0].answers.get("Q6", [])):
        say(f"Q6: {all_asked[0].peer.name} knows no files: files and volume not compared with it")
    say(f"{count:,} answers compared between {len(all_asked)} peers, {len(differences)} kinds differ; {found:,} of the first peer's answers found something")
    return 1 if differences or not count or not found else 0


def main() -> int:
    try:
        return run(read_options())
    except PeerFailed as failed:
        print(f"compare: {failed}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
