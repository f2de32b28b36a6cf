"""Clients that ask for large answers and do not read them: the memory of the server stays bounded, and it says so."""

import socket
from urllib.parse import quote

import h5py
import numpy as np
from conftest import Served
from weft_server import WeftServer

MIB = 1 << 20
ANSWER, ROOM, CLIENTS = 32 * MIB, 96 * MIB, 14


def memory(pid: int) -> int:
    """The most bytes that the process has ever had in memory."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def ask_and_do_not_read(weft, path: str) -> socket.socket:
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    client.settimeout(60)
    client.connect((weft.host, weft.http_port))
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: weft\r\n\r\n".encode())
    return client


def test_answers_that_nobody_takes_do_not_fill_the_memory(tmp_path):
    folder = tmp_path / "mx1/id00/20250101/RAW_DATA/large"
    folder.mkdir(parents=True)
    with h5py.File(folder / "large.h5", "w") as file:
        file.create_dataset("zeros", (ANSWER,), "u1", chunks=(MIB,), compression="gzip")
    with WeftServer(options=["--root", str(tmp_path), "--unsent-bytes", str(ROOM)]) as weft:
        served = Served(weft)
        served.add(folder)
        path = served.url(folder)[len(weft.http):] + f"/hdf5/data?file=large.h5&path={quote('/zeros')}&format=bin"
        assert len(served.http.get(weft.http + path).content) == ANSWER
        before = memory(weft.pid)
        clients = [ask_and_do_not_read(weft, path) for _ in range(CLIENTS)]
        answers = [client.recv(12).decode() for client in clients]
        assert 1 <= answers.count("HTTP/1.1 200") <= 3, answers  # two fit into three quarters of the room
        assert answers.count("HTTP/1.1 200") + answers.count("HTTP/1.1 503") == CLIENTS, answers
        assert memory(weft.pid) - before < ROOM + 4 * ANSWER
        refused = served.http.get(weft.http + path)
        assert refused.status_code == 503 and "ask again" in refused.json()["message"]
        assert refused.headers["Retry-After"] == "60"
        assert served.http.get(weft.api + "/datasets").ok, "small answers are given"
        for client in clients:
            client.close()
        while (answer := served.http.get(weft.http + path)).status_code == 503:
            pass
        assert len(answer.content) == ANSWER
