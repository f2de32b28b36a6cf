"""Peers that talk nonsense, too much, or all at once: each gets its answer while a normal one is served."""

import socket
import threading

import pytest

from weft_server import WeftServer
from weft_talk import INGEST, Stomp, get, listed, send_frame, settle


@pytest.fixture(scope="module")
def weft():
    with WeftServer() as server:
        yield server


def body(folder: str) -> bytes:
    return b'{"type":"dataset","proposal":"p","instrument":"i","name":"n","location":"/data/%s"}' % folder.encode()


def is_served(weft) -> bool:
    with Stomp(weft.stomp_port) as normal:
        normal.send(body("normal"), receipt="served")
        return normal.receipts(1) == ["served"]


def ends_with_error(weft, said: bytes, connect: bool = True) -> dict[str, str]:
    """Says this; the ERROR's headers. The connection is closed after it."""
    with Stomp(weft.stomp_port, connect=connect) as peer:
        try:
            peer.say(said)
        except (BrokenPipeError, ConnectionResetError):
            pass  # closed before all was said
        frame = peer.frame()
        assert frame is None or frame[0] == "ERROR", frame
        if frame is None:
            return {}
        assert peer.frame() is None, "stays open after an ERROR"
        return frame[1]


GARBAGE = {
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(32)) + b"\n\n\0",
    "http": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n\0",
    "zeros": bytes(5000),
    "bytes": bytes(range(1, 256)) * 100 + b"\n\n\0",
    "unknown command": b"FLY\n\n\0",
    "no colon": b"SEND\ndestination\n\n\0",
    "no destination": b"SEND\nreceipt:1\n\nbody\0",
    "act": send_frame(b'{"act":"delete","dataset":1,"reason":"mine"}', receipt="1", destination="/weft/acts"),
    "negative length": b"SEND\ndestination:/queue/icatIngest\ncontent-length:-1\n\nbody\0",
    "length of letters": b"SEND\ndestination:/queue/icatIngest\ncontent-length:many\n\nbody\0",
    "length too short": b"SEND\ndestination:/queue/icatIngest\ncontent-length:2\n\nbody\0",
    "header of 1 MB": b"SEND\ndestination:/queue/" + b"x" * 1_000_000 + b"\n\n\0",
    "1000 headers": b"SEND\n" + b"".join(b"h%d:v\n" % i for i in range(1000)) + b"\n\0",
    "length beyond the limit": b"SEND\ndestination:/queue/icatIngest\ncontent-length:%d\n\nbody" % (2 << 30),
}


@pytest.mark.parametrize("what", GARBAGE)
def test_garbage_is_answered_by_an_error_and_others_are_served(weft, what):
    connect = what not in ("tls", "http", "zeros", "bytes")
    before = get(weft, "messages", destination=INGEST, limit=1)["total"]
    if what != "zeros":  # an end of frame after the other is a heart-beat to some, and nothing to us
        error = ends_with_error(weft, GARBAGE[what], connect)
        assert error.get("message"), "said nothing about what was wrong"
    else:
        with Stomp(weft.stomp_port, connect=False) as peer:
            peer.say(GARBAGE[what])
    assert get(weft, "messages", destination=INGEST, limit=1)["total"] == before
    assert {m["source"] for m in listed(weft, "messages", destination="/weft/acts")} <= {"weft"}, "an act from outside"
    assert is_served(weft)


def test_body_beyond_the_limit_is_refused_before_it_is_taken_in(weft):
    head = b"SEND\ndestination:/queue/icatIngest\ncontent-length:%d\n\n" % ((64 << 20) + 1)
    assert "64" in ends_with_error(weft, head)["message"]
    endless = b"SEND\ndestination:/queue/icatIngest\n\n" + b"x" * (65 << 20)  # no length, no end
    ends_with_error(weft, endless)
    assert is_served(weft)


def test_body_up_to_the_limit_is_kept(weft):
    large = b"<dataset>" + b" " * ((64 << 20) - 9)
    with Stomp(weft.stomp_port) as peer:
        peer.socket.settimeout(60)
        peer.send(large, receipt="large")
        assert peer.receipts(1) == ["large"]
    settle(weft)
    assert listed(weft, "messages", state="refused", destination=INGEST)[-1]["reasonCode"] == "malformed"


def test_ten_thousand_tiny_messages_without_receipts_are_all_there_after_disconnect(weft):
    with Stomp(weft.stomp_port) as peer:
        peer.say(b"".join(send_frame(body(f"tiny/{i}")) for i in range(10_000)))
        peer.disconnect()
    settle(weft)
    there = {d["location"] for d in listed(weft, "datasets")}
    assert there >= {f"/data/tiny/{i}" for i in range(10_000)}


def test_peers_that_vanish_in_the_middle_leave_what_was_whole(weft):
    frame = send_frame(body("whole"), receipt="1")
    for cut in range(1, len(frame), 7):
        with Stomp(weft.stomp_port) as peer:
            peer.say(frame + frame[:cut])
            if cut % 2:
                peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, not an end
    assert is_served(weft)
    settle(weft)
    assert len(listed(weft, "datasets", location="/data/whole")) == 1
    assert [m for m in listed(weft, "messages", state="received") if m["source"] != "weft"] == []


def test_slow_readers_who_never_take_their_receipts_do_not_stop_others(weft):
    slow = [Stomp(weft.stomp_port) for _ in range(20)]
    threads = []
    for number, peer in enumerate(slow):
        peer.socket.settimeout(5)
        flood = b"".join(send_frame(b"x", receipt=f"{number}-{i}" + "r" * 500) for i in range(2000))
        threads.append(threading.Thread(target=lambda p=peer, f=flood: say_what_goes(p, f)))
        threads[-1].start()
    for _ in range(10):
        assert is_served(weft)
    [thread.join() for thread in threads]
    [peer.close() for peer in slow]
    assert is_served(weft)


def say_what_goes(peer: Stomp, said: bytes) -> None:
    try:
        peer.say(said)
    except OSError:
        pass
