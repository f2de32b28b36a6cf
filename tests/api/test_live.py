"""The live stream: what enters, changes in and leaves a query, over real sockets."""

import json
import shutil
import socket
import tempfile
import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from conftest import PROCESSED, RAW, dataset, post
from contract import ContractSession
from weft_server import WeftServer


class Following:
    """A client that reads a stream in a thread; events are (kind, data); `last` is what it would send to resume."""

    def __init__(self, http, last=None, **query):
        headers = {"Accept": "text/event-stream"}
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self.connection = HTTPConnection(http.base.removeprefix("http://"))
        self.connection.request("GET", "/api/v1/changes?" + urlencode(query), headers=headers)
        self.socket = self.connection.sock
        self.response = self.connection.getresponse()
        assert self.response.status == 200, self.response.read()
        assert self.response.headers["Content-Type"] == "text/event-stream"
        self.events, self.last, self.ended = [], None, False
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        kind = None
        try:
            while line := self.response.readline().decode():
                name, _, value = line.rstrip("\n").partition(": ")
                if name == "event":
                    kind = value
                elif name == "id":
                    self.last = value
                elif name == "data":
                    self.events.append((kind, json.loads(value)))
        except Exception:
            pass
        self.ended = True

    def wait(self, enough, within=5.0):
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if enough(self.events):
                return self.events
            time.sleep(0.01)
        raise AssertionError(self.events)

    def seq(self):
        """How far it is, by the last id."""
        return int(self.last.split(".")[0])

    def kinds(self):
        return [kind for kind, _ in self.events]

    def wait_for(self, kind, dataset):
        """The event of that kind about that dataset. Others go by: counting its folder changes a dataset, too."""
        def found():
            return [data for name, data in self.events if name == kind and data.get("id") == dataset]

        self.wait(lambda _: found())
        return found()[-1]

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)


@pytest.fixture()
def server():
    with WeftServer() as server:
        yield server


@pytest.fixture()
def http(server):
    return ContractSession(server.http)


def raw(http, i, wait="true", **parameters):
    return post(http, dataset(RAW.format(i), f"lyso_{i:04}", **parameters), wait=wait)


def id_of(http, i):
    return http.get("/api/v1/datasets", params={"location": RAW.format(i), "deleted": "true"}).json()["datasets"][0]["id"]


def test_datasets_enter_change_and_leave(http):
    raw(http, 0, EM_voltage="300000")
    stream = Following(http, q="EM_voltage = 300 kV")
    assert stream.wait(len)[0] == ("ready", {"seq": 1, "total": 1})
    seq = raw(http, 1, EM_voltage="300000")
    data = stream.wait_for("enter", id_of(http, 1))
    assert (data["seq"], data["total"]) == (seq, 2) and data["dataset"]["location"] == RAW.format(1)
    seq = raw(http, 1, EM_voltage="300000", EM_images_count="7")
    stream.wait(lambda _: stream.wait_for("change", id_of(http, 1))["seq"] >= seq)
    raw(http, 2, EM_voltage="200000")
    seq = raw(http, 0, EM_voltage="200000")
    data = stream.wait_for("leave", id_of(http, 0))
    assert data == {"id": id_of(http, 0), "seq": seq, "total": 1} and stream.seq() >= seq
    http.delete(f"/api/v1/datasets/{id_of(http, 1)}", json={"reason": "test"})
    assert stream.wait_for("leave", id_of(http, 1))["total"] == 0
    assert id_of(http, 2) not in [data.get("id") for _, data in stream.events]


def test_a_query_is_followed_when_the_last_that_bore_its_parameter_leaves(http):
    raw(http, 0, my_count="4")
    stream = Following(http, q="my_count > 3")
    stream.wait(len)
    http.delete(f"/api/v1/datasets/{id_of(http, 0)}", json={"reason": "test"})
    assert stream.wait_for("leave", id_of(http, 0))["total"] == 0
    again = Following(http, stream.last, q="my_count > 3")
    again.wait(len)
    for one in stream, again:
        assert not one.ended
    raw(http, 1, my_count="5")
    for one in stream, again:
        assert one.wait_for("enter", id_of(http, 1))["total"] == 1


def test_across_links_a_dataset_enters_that_was_not_touched(http):
    raw(http, 0)
    stream = Following(http, q="output(Process_program = autoPROC)")
    post(http, dataset(PROCESSED.format(0), "autoproc", [RAW.format(0)], Process_program="autoPROC"))
    assert stream.wait_for("enter", id_of(http, 0))["total"] == 1


def test_whoever_comes_back_is_told_what_was_touched(http):
    for i in range(3):
        raw(http, i, EM_voltage="300000")
    stream = Following(http, q="EM_voltage = 300 kV")
    stream.wait(len)
    last = stream.last
    stream.close()
    raw(http, 0, EM_voltage="200000")
    raw(http, 1, EM_voltage="300000", EM_images_count="7")
    raw(http, 3, EM_voltage="300000")
    raw(http, 4, EM_voltage="200000")
    again = Following(http, last, q="EM_voltage = 300 kV")
    events = again.wait(lambda events: "ready" in [kind for kind, _ in events])
    told = {data["dataset"]["location"] if kind == "change" else data["id"]: kind for kind, data in events[:again.kinds().index("ready")]}
    told.pop(RAW.format(2), None)  # its folder may have been counted meanwhile
    assert told == {RAW.format(1): "change", RAW.format(3): "change", id_of(http, 0): "leave", id_of(http, 4): "leave"}
    assert again.seq() >= events[again.kinds().index("ready")][1]["seq"]
    by_parameter = Following(http, q="EM_voltage = 300 kV", after=again.last)
    assert by_parameter.wait(len)[0][0] == "ready"
    future = Following(http, 10**9, q="EM_voltage = 300 kV")
    assert future.wait(len)[0][0] == "reset"


def test_whoever_comes_back_to_another_log_begins_again():
    """The server was set back to a copy of its store and has gone on from there, beyond where the client was."""
    with tempfile.TemporaryDirectory() as data:
        server = WeftServer(data)
        http = ContractSession(server.http)
        raw(http, 0)
        server.terminate()
        shutil.copytree(data, data + ".copy")
        server.start()
        http = ContractSession(server.http)
        raw(http, 1)
        stream = Following(http, q="name ~ lyso")
        stream.wait(len)
        server.terminate()
        shutil.rmtree(data)
        shutil.move(data + ".copy", data)
        server.start()
        http = ContractSession(server.http)
        for i in range(2, 6):
            raw(http, i)
        assert Following(http, stream.last, q="name ~ lyso").wait(len)[0][0] == "reset"
        known = Following(http, q="name ~ lyso")
        known.wait(len)
        assert Following(http, known.last, q="name ~ lyso").wait(len)[0][0] in ("ready", "change")
        server.terminate()


def test_whoever_comes_back_across_links_is_told_of_relatives(http):
    raw(http, 0)
    stream = Following(http, q="output(Process_program = autoPROC)")
    stream.wait(len)
    last = stream.last
    stream.close()
    post(http, dataset(PROCESSED.format(0), "autoproc", [RAW.format(0)], Process_program="autoPROC"), wait="true")
    again = Following(http, last, q="output(Process_program = autoPROC)")
    events = again.wait(lambda events: "ready" in [kind for kind, _ in events])
    assert [data["dataset"]["location"] for kind, data in events if kind == "change"] == [RAW.format(0)]


def test_what_does_not_concern_a_query_resets_it_not(http):
    raw(http, 0, EM_voltage="300000")
    stream = Following(http, q="EM_voltage = 300 kV")
    stream.wait(len)
    last = stream.last
    stream.close()
    lines = [json.dumps({"type": "dataset", "proposal": "mx2485", "instrument": "id30a1", "location": f"/data/visitor/mx2485/other/{i}",
                         "name": f"n{i}"}) for i in range(3_000)]
    http.post("/api/v1/messages", data="\n".join(lines), headers={"Content-Type": "application/x-ndjson"}, params={"wait": "true"})
    raw(http, 1, EM_voltage="300000")
    again = Following(http, last, q="EM_voltage = 300 kV")
    again.wait(lambda events: "ready" in again.kinds() or "reset" in again.kinds())
    assert "reset" not in again.kinds() and again.kinds().count("leave") == 3_000
    again.wait_for("change", id_of(http, 1))


def test_whoever_comes_back_after_a_link_went_begins_again(http):
    raw(http, 0)
    raw(http, 1)
    post(http, dataset(PROCESSED.format(0), "autoproc", [RAW.format(0)], Process_program="autoPROC"), wait="true")
    stream = Following(http, q="output(Process_program = autoPROC)")
    assert stream.wait(len)[0] == ("ready", {"seq": stream.seq(), "total": 1})
    post(http, dataset(PROCESSED.format(0), "autoproc", [RAW.format(1)], Process_program="autoPROC"), wait="true")
    stream.wait_for("enter", id_of(http, 1))
    again = Following(http, "3", q="output(Process_program = autoPROC)")
    assert again.wait(len)[0][0] == "reset"


def test_a_query_too_long_for_an_address_is_followed(http):
    query = "name in (" + ", ".join(f"lyso_{i:04}" for i in range(20_000)) + ")"
    body = json.dumps({"q": query})
    connection = HTTPConnection(http.base.removeprefix("http://"))
    connection.request("POST", "/api/v1/changes", body=body, headers={"Content-Type": "application/json"})
    response = connection.getresponse()
    assert response.status == 200 and response.headers["Content-Type"] == "text/event-stream"
    raw(http, 7)
    while response.readline() != b"event: enter\n":
        pass
    assert json.loads(response.readline().removeprefix(b"data: "))["dataset"]["name"] == "lyso_0007"
    connection.sock.shutdown(socket.SHUT_RDWR)


def test_too_much_at_once_is_a_reset(http):
    stream = Following(http, q="proposal = mx2485")
    stream.wait(len)
    lines = [json.dumps({"type": "dataset", "proposal": "mx2485", "instrument": "id30a1", "location": f"/data/visitor/mx2485/many/{i}",
                         "name": f"n{i}"}) for i in range(20_000)]
    http.post("/api/v1/messages", data="\n".join(lines), headers={"Content-Type": "application/x-ndjson"})
    events = stream.wait(lambda events: events[-1][1]["total"] == 20_000, 60)
    assert len(events) < 20_002 and ("reset" in stream.kinds() or len(events) == 20_001)
    assert [data["seq"] for _, data in events] == sorted(data["seq"] for _, data in events)


def test_errors_come_before_the_stream(http):
    for query in ({"q": "EM_votlage > 3"}, {"q": "name ="}, {"q": "name = x", "limit": 5}, {"q": "name = x", "sample": "y"}):
        response = http.get("/api/v1/changes", params=query)
        assert response.status_code == 400, response.text
    response = http.get("/api/v1/changes", params={"q": "name = x"}, headers={"Last-Event-ID": "yesterday"})
    assert response.status_code == 400 and response.json()["subject"] == "Last-Event-ID"


def test_a_stream_is_counted_while_its_client_is_there(http):
    def streams():
        return int(http.get("/metrics").text.split("\nweft_live_streams ")[1].split()[0])

    some = [Following(http, q="name = x") for _ in range(5)]
    for one in some:
        one.wait(len)
    assert streams() == 5
    for one in some:
        one.close()
    deadline = time.monotonic() + 5
    while streams() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert streams() == 0


def test_no_more_follow_than_the_server_can_serve(http):
    some = [Following(http, q="name = x") for _ in range(200)]
    for one in some:
        one.wait(len)
    response = http.get("/api/v1/changes", params={"q": "name = x"})
    assert response.status_code == 503 and "200" in response.json()["message"]
    for one in some:
        one.close()
    deadline = time.monotonic() + 10
    while http.get("/metrics").text.count("\nweft_live_streams 200") and time.monotonic() < deadline:
        time.sleep(0.05)
    Following(http, q="name = x").close()


def test_a_client_that_does_not_read_costs_no_memory(server, http):
    def rss():
        for line in open(f"/proc/{server.pid}/status"):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024

    deaf = socket.create_connection((server.host, server.http_port))
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.sendall(b"GET /api/v1/changes?q=proposal%3Dmx2485 HTTP/1.1\r\nHost: x\r\n\r\n")
    time.sleep(0.2)
    for i in range(100):
        raw(http, i, wait="false")
    before = rss()
    for round in range(20):
        lines = [json.dumps({"type": "dataset", "proposal": "mx2485", "instrument": "id30a1", "location": f"/data/visitor/mx2485/m/{i}",
                             "name": f"n{i}", "parameters": {"comment": f"{round} " + "x" * 50}}) for i in range(1000)]
        http.post("/api/v1/messages", data="\n".join(lines), headers={"Content-Type": "application/x-ndjson"},
                  params={"wait": "true"})
    assert rss() - before < 60
    deaf.close()


def test_streams_end_when_weft_stops(server, http):
    stream = Following(http, q="name = x")
    stream.wait(len)
    assert server.terminate() < 2
    time.sleep(0.2)
    assert stream.ended
