"""Messages to the HTTP door: one body a request, 202 expected; sent again until 202 or the deadline."""

from __future__ import annotations

import http.client
from urllib.parse import urlencode, urlsplit

from .errors import DemoError
from .messages import Message
from .patience import Pace, Patience

_TIMEOUT = 10.0
_TRY_AGAIN = (429, 500, 502, 503, 504)


class _Door:
    def __init__(self, url: str):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise DemoError(f"--http {url}: write a URL, for example http://127.0.0.1:8080")
        make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._connection = make(parts.hostname, parts.port, timeout=_TIMEOUT)
        self._path = parts.path.rstrip("/") + "/api/v1/messages"

    def post(self, message: Message) -> tuple[int, str]:
        target = f"{self._path}?{urlencode({'destination': message.destination}, safe='/')}"
        self._connection.request("POST", target, message.body, {"Content-Type": message.content_type})
        answer = self._connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")

    def close(self) -> None:
        self._connection.close()


def send(messages: list[Message], url: str, pace: Pace, deadline: float, progress) -> str:
    door = _Door(url)
    patience = Patience(deadline, f"the HTTP door {url}")
    again = 0
    for number, message in enumerate(messages, 1):
        pace.wait()
        again += _deliver(door, message, patience)
        progress(number)
    door.close()
    return f"{len(messages)} messages sent, each answered 202" + (f"; {again} attempts had to be repeated" if again else "")


def _deliver(door: _Door, message: Message, patience: Patience) -> int:
    """Posts one message until it is taken; the number of failed attempts."""
    failed = 0
    while True:
        try:
            status, text = door.post(message)
        except (OSError, http.client.HTTPException) as error:
            status, text = 503, str(error) or type(error).__name__
            door.close()
        if status == 202:
            patience.succeeded()
            return failed
        if status not in _TRY_AGAIN:
            raise DemoError(f"the server answered {status} to {message.about}: {text[:300]}")
        failed += 1
        patience.wait(text)
