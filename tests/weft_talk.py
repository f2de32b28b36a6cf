"""How tests talk to a Weft: STOMP frames by hand, what the API answers, the canonical export."""

import pathlib
import socket
import subprocess

import requests

from weft_server import ROOT, WeftServer, weft_binary

INGEST = "/queue/icatIngest"
BODIES = ROOT / "tests/data/messages"


class Stomp:
    """One connection that says exactly what it is told. Use as a context."""

    def __init__(self, port: int, connect: bool = True, headers: str = "accept-version:1.0,1.1,1.2\nhost:x\n"):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._heard = b""
        if connect:
            self.say(f"CONNECT\n{headers}\n\0".encode())
            self.connected = self.frame()
            assert self.connected and self.connected[0] == "CONNECTED", self.connected

    def say(self, data: bytes) -> None:
        self.socket.sendall(data)

    def send(self, body: bytes, receipt: str = "", destination: str = INGEST, **headers: str) -> None:
        self.say(send_frame(body, receipt, destination, **headers))

    def frame(self) -> tuple[str, dict[str, str], bytes] | None:
        """The next frame, heart-beats passed over; None when the peer has closed."""
        while True:
            self._heard = self._heard.lstrip(b"\n")
            head, whole, rest = self._heard.partition(b"\n\n")
            command, *lines = head.decode(errors="replace").split("\n")
            if whole:
                headers = dict(line.split(":", 1) for line in lines)
                end = int(headers.get("content-length", rest.find(b"\0")))
                if 0 <= end < len(rest):
                    self._heard = rest[end + 1 :]
                    return command, headers, rest[:end]
            try:
                more = self.socket.recv(65536)
            except ConnectionResetError:
                return None
            if not more:
                return None
            self._heard += more

    def receipts(self, count: int) -> list[str]:
        found = []
        while len(found) < count:
            frame = self.frame()
            assert frame and frame[0] == "RECEIPT", frame
            found.append(frame[1]["receipt-id"])
        return found

    def disconnect(self) -> None:
        """Returns when all that was said is durable."""
        self.say(b"DISCONNECT\nreceipt:bye\n\n\0")
        while (frame := self.frame()) and frame[1].get("receipt-id") != "bye":
            assert frame[0] == "RECEIPT", frame
        assert frame, "closed without the receipt of DISCONNECT"

    def close(self) -> None:
        self.socket.close()

    def __enter__(self) -> "Stomp":
        return self

    def __exit__(self, *_) -> None:
        self.close()


def send_frame(body: bytes, receipt: str = "", destination: str = INGEST, **headers: str) -> bytes:
    lines = [f"destination:{destination}", f"content-length:{len(body)}"]
    lines += [f"receipt:{receipt}"] if receipt else []
    lines += [f"{name.replace('_', '-')}:{value}" for name, value in headers.items()]
    return ("SEND\n" + "\n".join(lines) + "\n\n").encode() + body + b"\0"


def get(weft: WeftServer, path: str, **query) -> dict:
    answer = requests.get(f"{weft.api}/{path}", params=query, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


def settle(weft: WeftServer) -> None:
    """Returns when everything received so far is in the catalogue."""
    last = get(weft, "messages", order="newest", limit=1)["messages"]
    if last:
        get(weft, "statistics", at_least=last[0]["seq"])


def listed(weft: WeftServer, what: str, **query) -> list[dict]:
    """All of a list, page by page."""
    found, page = [], get(weft, what, limit=1000, **query)
    while True:
        found += page[what]
        if "nextCursor" not in page:
            return found
        cursor = {"after": page["nextCursor"]} if what == "messages" else {"cursor": page["nextCursor"]}
        page = get(weft, what, limit=1000, **cursor, **query)


def dataset(weft: WeftServer, location: str, **query) -> dict:
    """The one dataset in this folder, with all that is known about it."""
    found = get(weft, "datasets", location=location, **query)["datasets"]
    assert len(found) == 1, (location, found)
    return get(weft, f"datasets/{found[0]['id']}")


def made_from(weft: WeftServer, location: str) -> list[str]:
    """The folders of the datasets that the one in this folder was made from, as linked."""
    ids = [id for one in dataset(weft, location)["inputs"] for id in one["datasets"]]
    return [get(weft, f"datasets/{id}")["location"] for id in ids]


def canonical(data: str | pathlib.Path) -> list[str]:
    """What the catalogue in this folder is; no server may be running on it."""
    command = [weft_binary(), "export", "--canonical", "--offline", "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
