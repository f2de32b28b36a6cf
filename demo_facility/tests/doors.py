"""Doors that record what they get: a STOMP server that may die at chosen messages, and an HTTP server that may be busy."""

from __future__ import annotations

import http.server
import socket
import threading


class StompRecorder:
    """Takes one connection after the other. At each message number of `dies_at` it reads the message and closes without receipt."""

    def __init__(self, dies_at: tuple[int, ...] = ()):
        self.bodies: list[bytes] = []
        self.destinations: list[str] = []
        self.connections = 0
        self._dies_at = set(dies_at)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            self.connections += 1
            with connection:
                self._talk(connection, connection.makefile("rb"))

    def _talk(self, connection: socket.socket, stream) -> None:
        while True:
            command = stream.readline().strip().decode()
            if not command:
                return
            headers = {}
            while line := stream.readline().strip().decode():
                name, _, value = line.partition(":")
                headers[name] = value
            body = stream.read(int(headers.get("content-length", 0)))
            assert stream.read(1) == b"\0"
            if command == "CONNECT":
                connection.sendall(b"CONNECTED\nversion:1.2\n\n\0\n")
            if command == "SEND":
                self.bodies.append(body)
                self.destinations.append(headers["destination"])
                if len(self.bodies) in self._dies_at:
                    return
            if "receipt" in headers:
                connection.sendall(f"RECEIPT\nreceipt-id:{headers['receipt']}\n\n\0\n".encode())


class HttpRecorder:
    """Answers 202, but 503 to every third request; or always `status` if given."""

    def __init__(self, status: int | None = None):
        self.taken: list[tuple[str, str, bytes]] = []
        recorder, count = self, [0]

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                count[0] += 1
                answer = status or (503 if count[0] % 3 == 0 else 202)
                if answer == 202:
                    recorder.taken.append((self.path, self.headers["Content-Type"], body))
                self.send_response(answer)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
