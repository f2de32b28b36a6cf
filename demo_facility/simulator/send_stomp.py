"""Messages to a STOMP door, on one connection, in order.

With receipts every SEND asks for one, and after a lost connection exactly the messages without receipt are sent again, in
order: nothing is lost, something may be sent twice. Without receipts the client cannot know; it goes on behind the last
message it handed to the system and says how many may be lost. At the end a receipt for DISCONNECT shows that all was read.
"""

from __future__ import annotations

import selectors
import socket
from collections import deque

from .errors import DemoError
from .messages import Message
from .patience import Pace, Patience

_WINDOW = 256
_TIMEOUT = 30.0


class _Refused(Exception):
    """An ERROR frame of the server."""


def _frame(command: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [command, *(f"{name}:{value}" for name, value in headers.items())]
    return "\n".join(lines).encode() + b"\n\n" + body + b"\0"


class _Connection:
    """A minimal STOMP 1.2 client: CONNECT, SEND, RECEIPT, ERROR, DISCONNECT; no heart-beats."""

    def __init__(self, host: str, port: int):
        self._socket = socket.create_connection((host, port), timeout=_TIMEOUT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = b""
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._socket, selectors.EVENT_READ)
        try:
            self.send(_frame("CONNECT", {"accept-version": "1.0,1.1,1.2", "host": host, "heart-beat": "0,0"}))
            command, _, _ = self._next_frame()
            if command != "CONNECTED":
                raise _Refused(f"answered {command} to CONNECT")
        except BaseException:
            self.close()
            raise

    def send(self, frame: bytes) -> None:
        self._socket.sendall(frame)

    def close(self) -> None:
        self._selector.close()
        self._socket.close()

    def receipts(self, block: bool) -> list[str]:
        """Receipt ids that have come; with block waits for one at least."""
        found = []
        while True:
            frame = self._take_frame()
            if frame is not None:
                found.append(self._receipt_of(frame))
            elif block and not found:
                self._fill()
            elif not self._selector.select(timeout=0) or not self._filled(keep=found):
                return found

    def _filled(self, keep: list[str]) -> bool:
        """Reads on; a lost connection does not take with it the receipts found before."""
        try:
            self._fill()
            return True
        except OSError:
            if keep:
                return False
            raise

    def last_receipts(self) -> list[str]:
        """What can still be read from a connection that failed while sending."""
        try:
            return self.receipts(block=False)
        except (OSError, _Refused):
            return []

    def _receipt_of(self, frame: tuple[str, dict, bytes]) -> str:
        command, headers, body = frame
        if command != "RECEIPT":
            text = headers.get("message") or body.decode(errors="replace").strip()
            raise _Refused(f"the server answered {command}: {text}")
        return headers["receipt-id"]

    def _next_frame(self) -> tuple[str, dict, bytes]:
        while True:
            frame = self._take_frame()
            if frame is not None:
                return frame
            self._fill()

    def _fill(self) -> None:
        chunk = self._socket.recv(65536)
        if not chunk:
            raise ConnectionError("the server closed the connection")
        self._read += chunk

    def _take_frame(self) -> tuple[str, dict, bytes] | None:
        self._read = self._read.lstrip(b"\r\n")
        head, sign, rest = self._read.partition(b"\n\n")
        if not sign:
            return None
        command, *lines = head.decode().replace("\r", "").split("\n")
        headers: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers.setdefault(name, value)
        length = int(headers["content-length"]) if "content-length" in headers else rest.find(b"\0")
        if length < 0 or len(rest) <= length:
            return None
        self._read = rest[length + 1 :]
        return command, headers, rest[:length]


class _Outgoing:
    """What is still to be sent, and what was sent and has no receipt yet."""

    def __init__(self, messages: list[Message]):
        self.total = len(messages)
        self.waiting = deque(enumerate(messages))
        self.unconfirmed: dict[int, Message] = {}
        self.repeated = 0
        self.maybe_lost = 0

    def confirm(self, receipts: list[str]) -> bool:
        """Whether any of the receipts belongs to a message."""
        numbers = [int(receipt) for receipt in receipts if receipt.isdigit()]
        return any([self.unconfirmed.pop(number, None) for number in numbers])

    def connection_lost(self, receipts: bool) -> None:
        if receipts:
            self.repeated += len(self.unconfirmed)
            self.waiting.extendleft(reversed(self.unconfirmed.items()))
        else:
            self.maybe_lost += len(self.unconfirmed)
        self.unconfirmed.clear()

    @property
    def done(self) -> int:
        return self.total - len(self.waiting) - len(self.unconfirmed)


def _send_frame(number: int, message: Message, receipts: bool) -> bytes:
    headers = {
        "destination": message.destination,
        "persistent": "true",
        "content-type": message.content_type,
        "content-length": str(len(message.body)),
    }
    if receipts:
        headers["receipt"] = str(number)
    return _frame("SEND", headers, message.body)


def _work_off(connection: _Connection, outgoing: _Outgoing, receipts: bool, pace: Pace, patience: Patience, progress) -> None:
    while outgoing.waiting or (receipts and outgoing.unconfirmed):
        if outgoing.waiting and len(outgoing.unconfirmed) < (_WINDOW if receipts else outgoing.total + 1):
            pace.wait()
            number, message = outgoing.waiting[0]
            connection.send(_send_frame(number, message, receipts))
            outgoing.unconfirmed[number] = outgoing.waiting.popleft()[1]
            found = connection.receipts(block=False)
        else:
            found = connection.receipts(block=True)
        if outgoing.confirm(found) or not receipts:
            patience.succeeded()
        progress(outgoing.done if receipts else outgoing.total - len(outgoing.waiting))
    connection.send(_frame("DISCONNECT", {"receipt": "bye"}))
    if connection.receipts(block=True) == ["bye"]:
        outgoing.unconfirmed.clear()


def send(messages: list[Message], host: str, port: int, receipts: bool, pace: Pace, deadline: float, progress) -> str:
    outgoing = _Outgoing(messages)
    patience = Patience(deadline, f"the STOMP door {host}:{port}")
    losses = 0
    while outgoing.waiting or outgoing.unconfirmed:
        connection = None
        try:
            connection = _Connection(host, port)
            _work_off(connection, outgoing, receipts, pace, patience, progress)
        except (OSError, _Refused) as error:
            losses += connection is not None
            outgoing.confirm(connection.last_receipts() if connection else [])
            outgoing.connection_lost(receipts)
            if outgoing.waiting:
                patience.wait(error)
        finally:
            if connection:
                connection.close()
    return _summary(outgoing, receipts, losses)


def _summary(outgoing: _Outgoing, receipts: bool, losses: int) -> str:
    text = f"{outgoing.total} messages sent" + (", each with a receipt" if receipts else "")
    if losses:
        text += f"; the connection was lost {losses} times"
    if outgoing.repeated:
        text += f"; {outgoing.repeated} sent again because no receipt had come"
    if outgoing.maybe_lost:
        text += f"; up to {outgoing.maybe_lost} may be lost, as no receipts were asked for (--receipts)"
    return text


def parse_address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit():
        raise DemoError(f"--stomp {text}: write HOST:PORT, for example 127.0.0.1:61613")
    return host, int(port)
