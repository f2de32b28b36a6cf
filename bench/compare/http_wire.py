"""HTTP/1.1 over one kept connection, as little as timing needs: what is measured is the server, not the client."""

import socket


class HttpFailed(RuntimeError):
    """An answer that is no 2xx; the message has the beginning of its body."""


class HttpWire:
    """One connection, one request at a time. Not for two threads."""

    def __init__(self, host: str, port: int, patience: float = 600.0):
        self.host, self.port = host, port
        self._socket = socket.create_connection((host, port), patience)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    @staticmethod
    def request(method: str, path: str, body: bytes = b"", kind: str = "application/json") -> bytes:
        head = f"{method} {path} HTTP/1.1\r\nHost: peer\r\nAccept: application/json\r\n"
        if body or method in ("POST", "PUT"):
            head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        return head.encode() + b"\r\n" + body

    def send(self, request: bytes) -> bytes:
        """The body of the answer; a request made beforehand, so that making it is not timed."""
        self._socket.sendall(request)
        return self.read_answer(request)

    def read_answer(self, request: bytes = b"a request") -> bytes:
        """The body of the answer to what was sent before."""
        head, self._rest = self._until(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        status = int(lines[0].split(b" ", 2)[1])
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines[1:])}
        body = self._chunks() if headers.get(b"transfer-encoding") == b"chunked" else self._exactly(int(headers.get(b"content-length", 0)))
        if not 200 <= status < 300:
            raise HttpFailed(f"{request[:120].splitlines()[0].decode()} answered {status}: {body[:2000].decode(errors='replace')}")
        return body

    def call(self, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> bytes:
        return self.send(self.request(method, path, body, kind))

    def fileno(self) -> int:
        return self._socket.fileno()

    def start(self, request: bytes) -> None:
        """Sends and does not wait: read_answer does."""
        self._socket.sendall(request)

    def _receive(self) -> bytes:
        got = self._socket.recv(1 << 18)
        if not got:
            raise HttpFailed("the server closed the connection")
        return got

    def _until(self, mark: bytes) -> tuple[bytes, bytes]:
        data = self._rest
        while (at := data.find(mark)) < 0:
            data += self._receive()
        return data[:at], data[at + len(mark):]

    def _exactly(self, size: int) -> bytes:
        parts, have = [self._rest], len(self._rest)
        while have < size:
            parts.append(self._receive())
            have += len(parts[-1])
        data = b"".join(parts)
        self._rest = data[size:]
        return data[:size]

    def _chunks(self) -> bytes:
        parts = []
        while True:
            line, self._rest = self._until(b"\r\n")
            size = int(line.split(b";")[0], 16)
            chunk = self._exactly(size + 2)
            if size == 0:
                return b"".join(parts)
            parts.append(chunk[:-2])

    def close(self) -> None:
        self._socket.close()
