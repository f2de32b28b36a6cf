"""The senders against recorders that die and are busy."""

import socket

import pytest

from doors import HttpRecorder, StompRecorder
from simulator import send_http, send_stomp
from simulator.cli import main
from simulator.errors import DemoError
from simulator.messages import INGEST, UPDATE, Message
from simulator.patience import Pace


def _messages(count: int) -> list[Message]:
    return [
        Message(UPDATE if n % 10 == 0 else INGEST, "application/xml", f"<m n='{n}'>±\0é</m>".encode(), f"message {n}", (n,))
        for n in range(count)
    ]


def _stomp(messages, port, receipts, deadline=5.0):
    return send_stomp.send(messages, "127.0.0.1", port, receipts, Pace(None), deadline, lambda done: None)


def test_stomp_delivers_every_body_in_order():
    door, messages = StompRecorder(), _messages(600)
    _stomp(messages, door.port, receipts=False)
    assert door.bodies == [m.body for m in messages]
    assert door.destinations == [m.destination for m in messages]


def test_with_receipts_only_what_had_none_is_sent_again():
    door, messages = StompRecorder(dies_at=(5, 300, 301)), _messages(500)
    summary = _stomp(messages, door.port, receipts=True)
    assert {*door.bodies} == {m.body for m in messages}
    assert list(dict.fromkeys(door.bodies)) == [m.body for m in messages], "first arrivals keep the order"
    assert door.connections == 4 and "the connection was lost 3 times" in summary
    assert len(door.bodies) < len(messages) + 4 * 256


def test_a_message_read_without_receipt_is_sent_again():
    door, messages = StompRecorder(dies_at=(3,)), _messages(3)
    _stomp(messages, door.port, receipts=True)
    assert door.bodies[2:] == [messages[2].body] * 2


def test_without_receipts_losses_are_admitted():
    door = StompRecorder(dies_at=(3,))
    assert "may be lost" in _stomp(_messages(3), door.port, receipts=False)


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_a_door_that_stays_shut_is_an_error_with_a_sentence():
    with pytest.raises(DemoError, match="Is the server running"):
        _stomp(_messages(1), _closed_port(), receipts=True, deadline=0.3)


def test_http_posts_until_each_is_taken():
    door, messages = HttpRecorder(), _messages(20)
    send_http.send(messages, door.url, Pace(None), 5.0, lambda done: None)
    assert [body for _, _, body in door.taken] == [m.body for m in messages]
    assert door.taken[1][:2] == ("/api/v1/messages?destination=/queue/icatIngest", "application/xml")


def test_http_stops_at_an_answer_that_repeating_does_not_cure():
    with pytest.raises(DemoError, match="answered 404"):
        send_http.send(_messages(2), HttpRecorder(status=404).url, Pace(None), 5.0, lambda done: None)


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ([], "--root DIR is missing"),
        (["--root", "/tmp/data/x"], "called 'data'"),
        (["--root", "ROOT", "--scenario", "nmr"], "there is no scenario 'nmr'"),
        (["--root", "ROOT", "--set", "tils=7"], "none of the scenarios"),
        (["--root", "ROOT", "--receipts"], "belongs to --stomp"),
        (["--root", "ROOT", "--scenario", "cryoet", "--set", "tilts=1", "--stomp", "nowhere"], "write HOST:PORT"),
    ],
)
def test_mistakes_on_the_command_line_are_explained(arguments, sentence, tmp_path, capsys):
    assert main([str(tmp_path) if a == "ROOT" else a for a in arguments]) == 1
    assert sentence in capsys.readouterr().err


def test_a_folder_of_somebody_else_is_never_replaced(tmp_path, capsys):
    (tmp_path / "visitor/mx2484/cm01/20230331").mkdir(parents=True)
    assert main(["--root", str(tmp_path), "--scenario", "cryoet", "--set", "tilts=1"]) == 1
    assert "was not written by the simulator" in capsys.readouterr().err
