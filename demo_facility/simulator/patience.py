"""Waiting: between attempts when a server is away (with a deadline), and between messages (a rate)."""

from __future__ import annotations

import time

from .errors import DemoError


class Patience:
    """Back-off from 50 ms to 2 s; gives up when no message got through for `deadline` seconds."""

    def __init__(self, deadline: float, where: str):
        self._deadline = deadline
        self._where = where
        self.succeeded()

    def succeeded(self) -> None:
        self._since = time.monotonic()
        self._pause = 0.05

    def wait(self, reason: object) -> None:
        if time.monotonic() - self._since > self._deadline:
            raise DemoError(f"{self._where} has taken nothing for {self._deadline:g} s ({reason}). Is the server running there?")
        time.sleep(self._pause)
        self._pause = min(self._pause * 2, 2.0)


class Pace:
    """At most `rate` messages a second; None means as fast as they are taken."""

    def __init__(self, rate: float | None):
        self._gap = 1.0 / rate if rate else 0.0
        self._next = time.monotonic()

    def wait(self) -> None:
        if not self._gap:
            return
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = max(self._next, time.monotonic() - self._gap) + self._gap
