"""Strangers and saboteurs on raw sockets, and the end of the process."""

import concurrent.futures
import json
import re
import socket
import subprocess
import threading
import time

import pytest
import requests
from conftest import RAW, dataset
from weft_server import WeftServer, weft_binary


def talk(weft, data: bytes, within: float = 5.0) -> bytes:
    """Sends, then reads until the server closes."""
    with socket.create_connection((weft.host, weft.http_port), timeout=within) as peer:
        peer.sendall(data)
        got = b""
        while chunk := peer.recv(65536):
            got += chunk
        return got


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def test_two_hundred_half_open_connections_and_one_normal_request(weft):
    half = [socket.create_connection((weft.host, weft.http_port)) for _ in range(200)]
    for peer in half:
        peer.sendall(b"POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n<")
    began = time.monotonic()
    assert requests.get(weft.api + "/datasets").status_code == 200
    assert time.monotonic() - began < 0.5
    assert requests.post(weft.api + "/messages", data="<x/>").status_code == 202
    for peer in half:
        peer.close()


def test_a_slow_body_is_408_and_others_are_served(weft):
    with socket.create_connection((weft.host, weft.http_port), timeout=10) as peer:
        peer.sendall(b"POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        began = time.monotonic()
        answer = b""
        peer.settimeout(0.2)
        while time.monotonic() - began < 6 and b"\r\n\r\n" not in answer:
            try:
                peer.sendall(b"x")
                answer += peer.recv(4096)
            except socket.timeout:
                continue
            except OSError:
                break
    assert status(answer) == 408 and 1.0 < time.monotonic() - began < 4


@pytest.mark.parametrize("head", [
    b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    b"Content-Length: 5\r\nContent-Length: 5\r\n",
    b"Content-Length: 5\r\nContent-Length: 6\r\n",
    b"Transfer-Encoding: gzip, chunked\r\n",
])
def test_smuggled_requests_are_refused(weft, head):
    answer = talk(weft, b"POST /api/v1/messages HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert status(answer) == 400 and answer.count(b"HTTP/1.1") == 1
    assert json.loads(answer.split(b"\r\n\r\n")[1])["code"] == "malformed"


def test_too_large_is_413_at_once(weft):
    assert status(talk(weft, b"POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 70000000\r\n\r\n")) == 413
    assert status(talk(weft, b"POST /api/v1/messages/replay HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n")) == 413
    assert status(talk(weft, b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20000)) == 431


def test_a_body_that_grows_over_the_limit_is_413(weft):
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    with socket.create_connection((weft.host, weft.http_port), timeout=20) as peer:
        peer.sendall(b"POST /api/v1/messages/replay HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            for _ in range(3):
                peer.sendall(chunk)
        except OSError:
            pass
        assert status(peer.recv(65536)) == 413


def test_pipelined_requests_are_answered_in_order(weft):
    paths = ["/healthz", "/api/v1/datasets?limit=1", "/api/v1/statistics", "/api/v1/nothing", "/healthz"]
    data = b"".join(f"GET {p} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for p in paths)
    answer = talk(weft, data + b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    codes = [int(code) for code in re.findall(rb"HTTP/1\.1 (\d+) ", answer)]
    assert codes == [200, 200, 200, 404, 200, 200]


def test_one_hundred_clients_at_once(weft):
    with concurrent.futures.ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(lambda i: requests.post(weft.api + "/messages", data=dataset(RAW.format(5000 + i), "p")),
                                range(300)))
    assert {a.status_code for a in answers} == {202}
    assert len({a.json()["seq"] for a in answers}) == 300


def test_sigterm_under_load_loses_no_acknowledged_message_and_takes_less_than_two_seconds():
    with WeftServer() as weft:
        acknowledged, stop = [], threading.Event()

        def send(worker):
            session = requests.Session()
            for i in range(100000):
                if stop.is_set():
                    return
                body = dataset(RAW.format(worker * 100000 + i), "load")
                try:
                    answer = session.post(weft.api + "/messages", data=body)
                except requests.RequestException:
                    return
                if answer.status_code == 202:
                    acknowledged.append((answer.json()["seq"], body))

        threads = [threading.Thread(target=send, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(1.0)
        took = weft.terminate()
        stop.set()
        for thread in threads:
            thread.join()
        assert took < 2.0 and len(acknowledged) > 100
        weft.start()
        assert weft_has(weft, acknowledged)


def weft_has(weft, acknowledged):
    session = requests.Session()
    last = max(seq for seq, _ in acknowledged)
    session.get(weft.api + "/healthz", params={"at_least": last})
    for seq, body in acknowledged[:: max(1, len(acknowledged) // 200)]:
        message = session.get(f"{weft.api}/messages/{seq}", params={"at_least": last}).json()["message"]
        assert message["body"] == body and message["state"] == "catalogued", message
    total = session.get(weft.api + "/datasets", params={"at_least": last, "limit": 1}).json()["total"]
    return total >= len(acknowledged)


def test_a_taken_port_and_a_taken_store_are_told(weft):
    taken = subprocess.run([weft_binary(), "serve", "--data", weft.data + "_other", "--http", f"127.0.0.1:{weft.http_port}",
                            "--stomp", "127.0.0.1:0"], capture_output=True, text=True, timeout=20)
    assert taken.returncode == 1 and "is in use: choose another with --http HOST:PORT" in taken.stderr
    locked = subprocess.run([weft_binary(), "serve", "--data", weft.data, "--http", "127.0.0.1:0", "--stomp", "127.0.0.1:0"],
                            capture_output=True, text=True, timeout=20)
    assert locked.returncode == 1 and str(weft.pid) in locked.stderr
