"""Weft itself, over HTTP on one kept connection: `weft load` into an empty store, then `weft serve` on a free port."""

import pathlib
import re
import shutil
import subprocess
import time
from urllib.parse import quote

import orjson

from http_wire import HttpFailed, HttpWire
from processes import PeerFailed, PeerProcess
from questions import FACETS, PAGE, RESOLUTION, TOP, Answer, Question
from reading import Facility

MOST_OF_A_WALK = 1000  # datasets of one page: the longest that Weft gives at once


def text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Weft:
    name, folder = "Weft", "weft"
    about = "over HTTP; a page brings fifty summaries, not only ids"
    reads_messages = True  # loads the messages themselves, not what reading.py makes of them

    def __init__(self, cache: pathlib.Path, binary: pathlib.Path, engine: str = ""):
        self.home, self.binary, self.engine = cache / self.folder, binary.absolute(), engine
        self.server = self.wire = None
        self.facility = Facility()

    def load_messages(self, messages: pathlib.Path) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        command = [self.binary, "load", messages, "--offline", "--data", self.home / "data", "--json", "-q"]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode != 0:
            raise PeerFailed(f"weft load ended with {done.returncode}:\n{done.stdout[-500:]}{done.stderr[-1500:]}")

    def start(self) -> None:
        if not self.binary.exists():
            raise PeerFailed(f"{self.binary} is not there: build it with  cmake --build build/release -t weft  or name one with --weft")
        began = time.perf_counter()
        log = self.home / "server.log"
        log.write_bytes(b"")
        command = [self.binary, "serve", "--data", self.home / "data", "--http", "127.0.0.1:0", "--stomp", "off", "--root", self.home]
        self.server = PeerProcess("Weft", command + (["--engine", self.engine] if self.engine else []), log, as_peer=False)
        self.server.wait_until(lambda: b"weft ready" in log.read_bytes(), 600)
        port = int(re.search(rb"weft ready http=\S+:(\d+)", log.read_bytes())[1])
        self.wire = HttpWire("127.0.0.1", port)
        self.server.wait_until(self._answers, 1200)
        self.seconds_to_first_answer = time.perf_counter() - began

    def _answers(self) -> bool:
        try:
            self.wire.call("GET", "/api/v1/datasets?limit=1&q=" + quote("type = processed"))
            return True
        except HttpFailed as failed:
            if " 503: " not in str(failed):
                raise
            return False

    def stop(self) -> None:
        if self.server:
            self.wire.close()
            self.server.stop()
            self.server = None

    def bytes(self) -> int:
        return sum(f.stat().st_size for f in (self.home / "data").rglob("*") if f.is_file())

    def files(self) -> pathlib.Path:
        return self.home / "data"

    @property
    def pid(self) -> int:
        return self.server.process.pid

    @staticmethod
    def expression(q: Question) -> str:
        parts = [f"technique = {text(q.technique)}"] if q.technique else []
        parts += [f"instrument = {text(q.instrument)}"] if q.instrument else []
        parts += [f"Sample_animal = {text(q.animal)}"] if q.animal else []
        parts += [f"{RESOLUTION} < {q.below!r}"] if q.limits_resolution else []
        return " and ".join(parts)

    def path(self, q: Question) -> str:
        asked = "q=" + quote(self.expression(q), safe="")
        match q.kind:
            case "Q3" | "Q3b":
                return f"/api/v1/facets?{asked}&facets=" + quote(",".join(f"{name}:{TOP}" for name in FACETS))
            case "Q4":
                return f"/api/v1/datasets?{asked}&sort=-startDate&limit={PAGE}&parameters=all"
            case "Q5 up" | "Q5 down":
                relation = "ancestor()" if q.kind == "Q5 up" else "descendant()"
                return f"/api/v1/datasets?from={q.start}&q={quote(relation)}&limit={MOST_OF_A_WALK}"
            case "Q6":
                return "/api/v1/statistics?by=instrument,year"
            case "Q7":
                return "/api/v1/datasets?q=" + quote(f"sample ~ {text(q.substring)}", safe="") + f"&limit={PAGE}"
            case "ancestor(Q1)":
                return "/api/v1/datasets?q=" + quote(f"ancestor({self.expression(q)})", safe="") + f"&limit={PAGE}"
        return f"/api/v1/datasets?{asked}&limit={PAGE}" + ("&sort=-startDate" if q.newest_first else "")

    def ask(self, question: Question) -> tuple[float, Answer]:
        request = self.wire.request("GET", self.path(question))
        began = time.perf_counter()
        body = self.wire.send(request)
        took = time.perf_counter() - began
        return took, self.read(question, orjson.loads(body))

    def read(self, q: Question, answer: dict) -> Answer:
        if answer.get("partial"):
            raise PeerFailed(f"Weft says that its answer to {q} is partial")
        if q.kind.startswith("Q3"):
            return Answer(facets={facet["field"].split(":")[0]: [(self.value(facet["name"], c["value"]), c["count"]) for c in facet["counts"]]
                                  for facet in answer["facets"]})
        if q.kind == "Q6":
            return Answer(groups={(self.value("instrument", g["values"][0]), g["values"][1]): (g["datasets"], g["files"], g["volume"])
                                  for g in answer["groups"]})
        found = Answer(count=answer["total"], ids=[d["id"] for d in answer["datasets"]])
        if q.kind == "Q4":
            found.documents = {d["id"]: {name: said["text"] for name, said in {**d.get("sampleParameters", {}), **d["parameters"]}.items()}
                               for d in answer["datasets"]}
        return found

    def value(self, column: str, value: str) -> str:
        """Weft names instruments as people read them; compared by key."""
        return self.facility.instrument(value) if column == "instrument" else value
