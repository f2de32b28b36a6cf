"""Where files go: every file is made as bytes first, then written, and its size is kept for --expect.

A dry disk keeps the sizes and writes nothing. Only folders that the simulator made itself are ever replaced.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from .errors import DemoError

_MARK = "NOTES/written-by-the-demo-facility.txt"


class Disk:
    def __init__(self, root: str, dry: bool = False):
        self.root = os.path.abspath(root)
        self.dry = dry
        self._bytes: dict[str, int] = {}
        self._links: dict[str, str] = {}
        if "data" in Path(self.root).parts:
            raise DemoError(
                f"--root {self.root} has a folder called 'data': pyicat-plus cuts off what stands before it. Choose another root"
            )

    def open_session(self, folder: str) -> None:
        """Starts a session folder afresh; refuses one that somebody else made."""
        mark = os.path.join(folder, _MARK)
        if mark in self._bytes:
            raise DemoError(f"two of the scenarios write the session {folder}: give one of them another proposal or session")
        if not self.dry and os.path.exists(folder):
            if not os.path.exists(mark):
                raise DemoError(f"{folder} exists and was not written by the simulator. Choose another --root")
            shutil.rmtree(folder)
        self.write(mark, b"This session is simulated; the simulator replaces the folder when it runs again.\n")

    def write(self, path: str, content: bytes | str) -> str:
        content = content.encode() if isinstance(content, str) else content
        self._claim(path)
        self._bytes[path] = len(content)
        if not self.dry:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            Path(path).write_bytes(content)
        return path

    def link(self, path: str, target: str) -> str:
        """A relative symbolic link, as beamlines leave them for movies and micrographs."""
        self._claim(path)
        self._links[path] = target
        if not self.dry:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            os.symlink(os.path.relpath(target, os.path.dirname(path)), path)
        return path

    def _claim(self, path: str) -> None:
        if path in self._bytes or path in self._links:
            raise DemoError(f"the scenario writes {path} twice: two datasets or files have the same name")

    def has_folder(self, folder: str) -> bool:
        return any(True for _ in self._below(folder))

    def _below(self, folder: str):
        prefix = folder.rstrip("/") + "/"
        yield from (path for path in (*self._bytes, *self._links) if path.startswith(prefix))

    def measure(self, folder: str) -> tuple[int, int, int]:
        """Files (links to files count, links to folders do not), bytes with links followed, bytes of plain files alone."""
        files = followed = plain = 0
        for path in self._below(folder):
            if path in self._bytes:
                files, followed, plain = files + 1, followed + self._bytes[path], plain + self._bytes[path]
            elif self._links[path] in self._bytes:
                files, followed = files + 1, followed + self._bytes[self._links[path]]
        return files, followed, plain
