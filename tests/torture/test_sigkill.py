"""The real server dies again and again under the demo facility: the end is that of a quiet run.

Several publishers, the simulator's own, ask for receipts and send again only what has none. WEFT_TORTURE=long kills more.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
import zlib

import pytest
import requests

from weft_server import ROOT, WeftServer
from weft_talk import Stomp, canonical, get, listed, settle

sys.path.insert(0, str(ROOT / "demo_facility"))
from simulator import send_stomp  # noqa: E402
from simulator.messages import Message  # noqa: E402
from simulator.patience import Pace  # noqa: E402

LONG = os.environ.get("WEFT_TORTURE") == "long"
KILLS = 100 if LONG else 5
PUBLISHERS = 4
COPIES = 16 if LONG else 6  # of the facility, each with proposals of its own
SEED = 20230503


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    """What the demo facility says, several times over."""
    base = tmp_path_factory.mktemp("facility")
    command = [sys.executable, "-m", "simulator", "--root", str(base / "root"), "--out", str(base / "bodies")]
    subprocess.run(command, cwd=ROOT / "demo_facility", check=True, capture_output=True, timeout=120)
    lines = [json.loads(line) for line in (base / "bodies/index.jsonl").read_text().splitlines()]
    said = []
    for copy in range(COPIES):
        for line in lines:
            body = (base / "bodies" / line["file"]).read_bytes()
            for proposal in (b"mx2484", b"mx2485", b"mx2510", b"ma5566"):
                body = body.replace(proposal, proposal[:2] + b"%d" % (1 + copy) + proposal[2:])
            folder = "/" + line["about"].partition("/")[2]
            said.append(Message(line["destination"], line["contentType"], body, line["about"], (copy, folder)))
    assert len(said) > 1000
    return said


def shares(messages):
    """What each publisher sends: all that is said about one folder by one of them, in its order."""
    return [[m for m in messages if zlib.crc32(repr(m.key).encode()) % PUBLISHERS == i] for i in range(PUBLISHERS)]


def publish(weft, messages, rate=None):
    """Threads that end when everything they had was receipted; what went wrong is in the list."""
    wrong = []

    def send(share):
        try:
            send_stomp.send(share, "127.0.0.1", weft.stomp_port, True, Pace(rate), 60.0, lambda _: None)
        except BaseException as problem:
            wrong.append(problem)

    threads = [threading.Thread(target=send, args=(share,)) for share in shares(messages)]
    [thread.start() for thread in threads]
    return threads, wrong


def finished(threads, wrong):
    [thread.join(120) for thread in threads]
    assert not any(thread.is_alive() for thread in threads)
    assert wrong == []


def end_of(weft):
    """The canonical export once everything is in."""
    settle(weft)
    assert [m for m in listed(weft, "messages", state="received") if m["source"] != "weft"] == []  # folders are walked
    weft.terminate()
    return canonical(weft.data)


@pytest.fixture(scope="module")
def quiet(messages):
    with WeftServer() as weft:
        finished(*publish(weft, messages))
        return end_of(weft)


def interrupted(weft, messages, kills, seed, end):
    """Everything is published while the server is ended and started again; the bodies it acknowledged are there."""
    chance = random.Random(seed)
    threads, wrong = publish(weft, messages, rate=len(messages) / PUBLISHERS / (0.35 * kills))
    while_sending = 0
    for _ in range(kills):
        time.sleep(chance.uniform(0.02, 0.5))
        while_sending += any(thread.is_alive() for thread in threads)
        end()
        weft.start(same_ports=True)
    finished(threads, wrong)
    assert while_sending >= kills * 0.6, "too fast: the server was not ended while it worked"
    return while_sending


def expect_same(found, wanted):
    assert len(wanted) > 500
    only = [line[:400] for line in set(found) ^ set(wanted)]
    assert found == wanted, f"{len(only)} lines differ: {only[:6]}"


def test_killed_at_random_times_it_ends_as_a_quiet_run(messages, quiet):
    with WeftServer() as weft:
        kills = interrupted(weft, messages, KILLS, SEED, weft.kill)
        repeats = get(weft, "messages", destination="/queue/icatIngest", limit=1)["total"] - sum(
            m.destination == "/queue/icatIngest" for m in messages
        )
        print(f"{KILLS} kills, {kills} of them while messages came in; {repeats} messages came twice")
        assert repeats >= 0
        assert listed(weft, "messages", state="refused", code="poison") == []
        expect_same(end_of(weft), quiet)


def test_terminated_again_and_again_it_takes_less_than_two_seconds_and_loses_nothing(messages, quiet):
    took = []
    with WeftServer() as weft:
        interrupted(weft, messages, 5, SEED + 1, lambda: took.append(weft.terminate()))
        expect_same(end_of(weft), quiet)
    assert max(took) < 2, took


def test_terminated_under_load_what_was_acknowledged_is_there():
    """A pipelining sender that never waits, and a slow one that holds half a request open."""
    with WeftServer() as weft:
        with Stomp(weft.stomp_port) as fast, Stomp(weft.http_port, connect=False) as half:
            half.say(b"POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhal")
            acknowledged = []

            def hear():
                while (frame := fast.frame()) is not None:
                    acknowledged.append(int(frame[1]["receipt-id"]))

            ear = threading.Thread(target=hear)
            ear.start()
            said = 0
            took = []
            ending = threading.Timer(0.5, lambda: took.append(weft.terminate()))
            ending.start()
            try:
                while said < 1_000_000:
                    body = f'{{"type":"dataset","proposal":"p","instrument":"i","name":"n","location":"/data/r{said}"}}'
                    fast.send(body.encode(), receipt=str(said))
                    said += 1
            except OSError:
                pass
            ending.join(10)
            ear.join(10)
            assert took[0] < 2, took
        weft.start()
        assert len(acknowledged) > 100
        assert acknowledged == list(range(len(acknowledged))), "acknowledged in the order sent"
        settle(weft)
        there = {d["location"] for d in listed(weft, "datasets")}
        assert there >= {f"/data/r{i}" for i in acknowledged}


def test_resent_metadata_update_changes_nothing():
    """Commands without a broker's id are not told apart: said twice they count twice, and the end is the same."""
    exports = []
    raw = '{"type":"dataset","proposal":"p","instrument":"i","name":"n","location":"/data/visitor/p/i/1/r"}'
    update = '{"proposal":"p","beamline":"i","datasetPaths":["/data/visitor/p/i/1/r"],"metadataName":"a","metadataValue":"%s"}'
    for said in ([raw, update % 1, update % 2], [update % 1, raw, update % 1, update % 2, update % 2, raw]):
        with WeftServer() as weft:
            for body in said:
                assert requests.post(weft.api + "/messages", data=body, timeout=20).status_code == 202
            exports.append(end_of(weft))
    assert exports[0] == exports[1]
