"""stomp.py, a client that shares nothing with pyicat-plus: receipts, versions, heart-beats, many at once."""

import threading
import time

import pytest
import stomp

from weft_talk import INGEST, Stomp, dataset, get, listed

VERSIONS = {"1.0": stomp.Connection10, "1.1": stomp.Connection11, "1.2": stomp.Connection12}


def body(folder, name="d"):
    return f'{{"type":"dataset","proposal":"p1","instrument":"i1","name":"{name}","location":"{folder}"}}'


class Ear(stomp.ConnectionListener):
    """Hears receipts and errors."""

    def __init__(self):
        self.receipts, self.errors, self.connected, self.changed = [], [], {}, threading.Condition()

    def on_connected(self, frame):
        self.connected = frame.headers

    def on_receipt(self, frame):
        with self.changed:
            self.receipts.append(frame.headers["receipt-id"])
            self.changed.notify_all()

    def on_error(self, frame):
        self.errors.append(frame.body)

    def wait(self, count, within=20):
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.receipts) >= count, within), self.errors


def connect(weft, version="1.2", **options):
    connection = VERSIONS[version]([("127.0.0.1", weft.stomp_port)], **options)
    ear = Ear()
    connection.set_listener("", ear)
    connection.connect("user", "secret", wait=True)
    return connection, ear


@pytest.mark.parametrize("version", VERSIONS)
def test_receipt_means_that_the_message_is_in_the_log(weft, version):
    connection, ear = connect(weft, version)
    assert ear.connected.get("version", "1.0") == version
    for i in range(20):
        connection.send(INGEST, body(f"/data/visitor/p1/i1/{version}/r{i}"), receipt=f"r{i}")
        ear.wait(i + 1)
        newest = get(weft, "messages", order="newest", destination=INGEST, limit=1)
        assert f"{version}/r{i}" in get(weft, f"messages/{newest['messages'][0]['seq']}")["message"]["body"]
    assert ear.receipts == [f"r{i}" for i in range(20)]
    connection.disconnect(receipt="bye")
    ear.wait(21)
    assert ear.receipts[-1] == "bye" and not ear.errors


def test_disconnect_receipt_covers_what_was_sent_without_one(weft):
    connection, ear = connect(weft)
    before = get(weft, "messages", destination=INGEST, limit=1)["total"]
    for i in range(500):
        connection.send(INGEST, body(f"/data/visitor/p1/i1/quiet/r{i}"))
    connection.disconnect(receipt="bye")
    ear.wait(1)
    assert get(weft, "messages", destination=INGEST, limit=1)["total"] == before + 500


def test_several_connections_at_once_each_in_its_order(weft):
    def publish(who):
        connection, ear = connect(weft)
        for i in range(100):
            connection.send(INGEST, body(f"/data/visitor/p1/i1/many/{who}/r{i:03}"), receipt=str(i))
        ear.wait(100)
        receipts[who] = list(ear.receipts)
        connection.disconnect(receipt="bye")
        ear.wait(101)

    receipts = {}
    threads = [threading.Thread(target=publish, args=(who,)) for who in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert receipts == {who: [str(i) for i in range(100)] for who in range(8)}
    last = get(weft, "messages", order="newest", limit=1)["messages"][0]["seq"]
    get(weft, "statistics", at_least=last)
    found = [d["location"] for d in listed(weft, "datasets") if "/many/" in d["location"]]  # by id: as they came
    for who in range(8):
        own = [folder for folder in found if f"/many/{who}/" in folder]
        assert own == sorted(own) and len(own) == 100


def test_heart_beats_keep_a_connection_that_says_nothing_else(weft):
    connection, ear = connect(weft, heartbeats=(400, 400))
    time.sleep(4)  # ten intervals
    assert connection.is_connected() and not ear.errors
    connection.send(INGEST, body("/data/visitor/p1/i1/beats/r0"), receipt="alive")
    ear.wait(1)
    connection.disconnect()


def test_peer_that_promised_beats_and_is_silent_is_closed(weft):
    with Stomp(weft.stomp_port, headers="accept-version:1.2\nhost:x\nheart-beat:500,0\n") as silent:
        silent.socket.settimeout(60)
        offered = int(silent.connected[1]["heart-beat"].split(",")[1])
        began = time.monotonic()
        while (frame := silent.frame()) is not None:
            assert frame[0] == "ERROR", frame
        took = time.monotonic() - began
    agreed = max(500, offered) / 1000
    assert agreed * 1.5 < took < agreed * 3, (agreed, took)


def test_text_arrives_as_it_was_sent(weft):
    connection, ear = connect(weft)
    text = "Ω 😀 \\t tab:colon"
    folder = "/data/visitor/p1/i1/text/r"
    said = body(folder)[:-1] + f',"parameters":{{"note":"{text}"}}}}'
    connection.send(INGEST, said.encode(), content_type="application/json;charset=utf-8", receipt="1")
    ear.wait(1)
    get(weft, "statistics", at_least=get(weft, "messages", order="newest", limit=1)["messages"][0]["seq"])
    assert dataset(weft, folder)["parameters"]["note"]["text"] == text.replace("\\t", "\t")
    connection.disconnect()
