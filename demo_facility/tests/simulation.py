"""What tests share: run the simulator in this process, and read what it left."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
from pathlib import Path

from simulator import cli


def simulate(root, *arguments: str) -> dict:
    """Runs the command line with --expect; the answer of --expect."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert cli.main(["--root", str(root), "--expect", *arguments]) == 0
    return json.loads(out.getvalue())


def sent(folder) -> list[tuple[dict, bytes]]:
    """Index line and body of every message, in sending order."""
    lines = [json.loads(line) for line in (Path(folder) / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(line, (Path(folder) / line["file"]).read_bytes()) for line in lines]


def fingerprint(folder) -> str:
    """A hash over names, contents and link targets of all files below a folder."""
    total = hashlib.sha256()
    for path in sorted(Path(folder).rglob("*")):
        total.update(str(path.relative_to(folder)).encode())
        if path.is_symlink():
            total.update(os.readlink(path).encode())
        elif path.is_file():
            total.update(path.read_bytes())
    return total.hexdigest()
