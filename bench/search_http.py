#!/usr/bin/env python3
"""Search over HTTP: latency with one client, queries a server CPU-second with many, and how soon a message is visible.

    weft synth --datasets 1776288 --output facility.ndjson && weft load facility.ndjson --offline --data DIR
    bench/search_http.py --data DIR --datasets 1776288 [--seed 1] [--weft build/release/bin/weft] [--only one,many,visible]

Constants are those of `weft synth --queries`, the same for every peer. Load generator and server share the machine: CPU seconds of the
server are its own (/proc), so queries a CPU-second hold on a busy machine, latencies only on a quiet one. `visible` changes the store: give
it a copy, or load again. Prints a line of JSON a measurement.
"""

import argparse
import json
import os
import pathlib
import random
import selectors
import subprocess
import sys
import threading
import time
from urllib.parse import quote

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "bench/compare")]

from http_wire import HttpFailed, HttpWire  # noqa: E402
from weft_server import WeftServer, weft_binary  # noqa: E402

FACET_VALUES = 20


def quantile(times, share):
    return round(sorted(times)[int(share * (len(times) - 1))] * 1000, 3)


def summary(times):
    return {"p50Ms": quantile(times, 0.5), "p99Ms": quantile(times, 0.99), "mostMs": quantile(times, 1), "count": len(times)}


def tell(what, **figures):
    print(json.dumps({"measured": what} | figures), flush=True)


def questions(arguments):
    command = [weft_binary(), "synth", "--datasets", str(arguments.datasets), "--seed", str(arguments.seed)]
    lines = subprocess.run(command + ["--queries", str(arguments.questions)], check=True, capture_output=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def path_of(question):
    """None: nothing that HTTP asks in one request."""
    query = question["query"]
    if query == "Q5":
        return f"/api/v1/datasets?from={question['descendantsOf']}&q={quote('descendant()')}"
    if query == "Q6":
        return "/api/v1/statistics?by=instrument,year"
    if "weft" not in question:
        return None
    path = "/api/v1/datasets?q=" + quote(question["weft"])
    if "sort" in question:
        path += "&sort=" + quote(question["sort"])
    if "facets" in question:
        path = path.replace("/datasets?", "/facets?") + "&facets=" + ",".join(f"{name}:{FACET_VALUES}" for name in question["facets"])
    return path


def with_parameters(question):
    return path_of(question) + "&parameters=all"


def wait_for_index(weft, path):
    while True:
        try:
            return HttpWire(weft.host, weft.http_port).call("GET", path)
        except HttpFailed as failed:
            if "answered 503" not in str(failed):
                raise
            time.sleep(0.02)


def one_client(weft, asked):
    for query, make in [(name, path_of) for name in ("Q1", "Q2", "Q3", "Q3b", "Q5", "Q6", "Q7", "Q8")] + [("Q1", with_parameters)]:
        some = [q for q in asked if q["query"] == query][: 20 if query == "Q6" else None]
        requests = [HttpWire.request("GET", make(question)) for question in some]
        wire = HttpWire(weft.host, weft.http_port)
        for request in requests:
            wire.send(request)
        times, size = [], 0
        for _ in range(3):
            for request in requests:
                began = time.perf_counter()
                body = wire.send(request)
                times.append(time.perf_counter() - began)
                size += len(body)
        wire.close()
        name = query if make is path_of else "Q4: a page of Q1 with all parameters"
        tell(f"one client {name}", **summary(times), bytesAnAnswer=size // len(times))


def many_clients(weft, asked, clients, seconds):
    """Each connection asks its next question when the one before is answered."""
    requests = [HttpWire.request("GET", path_of(q) + "&limit=50") for q in asked if q["query"] == "Q1"]
    rng, selector = random.Random(1), selectors.DefaultSelector()
    wires = [HttpWire(weft.host, weft.http_port) for _ in range(clients)]
    for wire in wires:
        selector.register(wire, selectors.EVENT_READ)
        wire.start(rng.choice(requests))
    answered, began, cpu = 0, time.perf_counter(), weft.cpu_seconds()
    while time.perf_counter() - began < seconds:
        for key, _ in selector.select():
            key.fileobj.read_answer()
            answered += 1
            key.fileobj.start(rng.choice(requests))
    took, used = time.perf_counter() - began, weft.cpu_seconds() - cpu
    for wire in wires:
        wire.close()
    tell(f"{clients} clients Q1", queries=answered, seconds=round(took, 2), perSecond=round(answered / took),
         perServerCpuSecond=round(answered / used) if used else None)


def dataset(number, version):
    folder = f"/data/visitor/mx9999/id30a1/20230601/RAW_DATA/live/live_{number:06}"
    return {"type": "dataset", "proposal": "mx9999", "instrument": "ID30A-1", "location": folder, "name": f"live_{number:06}",
            "startDate": "2023-06-01T10:00:00+02:00", "sample": {"name": "live"},
            "parameters": {"Sample_name": "live", "definition": "MX", "Sample_animal": "Yak", "live_version": f"v{number}.{version}",
                           **{f"MX_{name}": round(1 + number % 97 / 10, 2) for name in ("resolution", "exposureTime", "flux", "xBeam", "yBeam")}}}


class Arriving:
    """Sends messages at a rate from several connections; for each, another connection asks for it with at_least."""

    def __init__(self, weft, rate, seconds, senders):
        self.weft, self.rate, self.count, self.senders = weft, rate, int(rate * seconds), senders
        self.durable, self.visible, self.late, self.failed = [], [], 0, []
        self.lock = threading.Lock()

    def run(self):
        began = time.perf_counter() + 0.2
        threads = [threading.Thread(target=self.send_some, args=(k, began)) for k in range(self.senders)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.perf_counter() - began

    def send_some(self, k, began):
        posting, asking = (HttpWire(self.weft.host, self.weft.http_port) for _ in range(2))
        rng, mine, durable, visible, late = random.Random(k), [], [], [], 0
        try:
            for i in range(k, self.count, self.senders):
                again = bool(mine) and rng.random() < 0.1
                number, version = (rng.choice(mine), i) if again else (i, 0)
                mine += [] if again else [number]
                request = HttpWire.request("POST", "/api/v1/messages", json.dumps(dataset(number, version)).encode())
                wait = began + i / self.rate - time.perf_counter()
                late += wait < -0.1
                time.sleep(max(0.0, wait))
                sent = time.perf_counter()
                seq = json.loads(posting.send(request))["seq"]
                known = time.perf_counter()
                query = quote(f'live_version = "v{number}.{version}"')
                answer = json.loads(asking.call("GET", f"/api/v1/datasets?q={query}&limit=1&at_least={seq}"))
                durable.append(known - sent)
                visible.append(time.perf_counter() - known)
                if answer["total"] != 1:
                    self.failed.append((number, version, answer))
        finally:
            with self.lock:
                self.durable += durable
                self.visible += visible
                self.late += late


def visible(weft, rate, seconds, senders):
    arriving, cpu = Arriving(weft, rate, seconds, senders), weft.cpu_seconds()
    took = arriving.run()
    tell(f"{rate} messages/s, 10 % updates", seconds=round(took, 1), perSecond=round(len(arriving.visible) / took),
         sentLate=arriving.late, notFound=len(arriving.failed), serverCpuSeconds=round(weft.cpu_seconds() - cpu, 1))
    tell("sent to durable", **summary(arriving.durable))
    tell("durable to found by search", **summary(arriving.visible))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--datasets", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weft")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--senders", type=int, default=24, help="connections; each waits until its message is found")
    parser.add_argument("--only", default="one,many,visible")
    parser.add_argument("--option", action="append", default=[], help="passed to weft serve, such as --option=--engine=naive")
    arguments = parser.parse_args()
    if arguments.weft:
        os.environ["WEFT_BIN"] = arguments.weft
    asked = questions(arguments)
    began = time.perf_counter()
    with WeftServer(arguments.data, arguments.option, start=False) as weft:
        weft.start(within=600)
        wait_for_index(weft, path_of(asked[0]))
        tell("start to first answer", seconds=round(time.perf_counter() - began, 2))
        if "one" in arguments.only:
            one_client(weft, asked)
        if "many" in arguments.only:
            many_clients(weft, asked, arguments.clients, 10)
        if "visible" in arguments.only:
            visible(weft, arguments.rate, arguments.seconds, arguments.senders)


if __name__ == "__main__":
    main()
