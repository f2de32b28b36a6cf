"""Messages as files, numbered in sending order: NNNNN-queue.xml|json, and index.jsonl with destination and content."""

from __future__ import annotations

import json
from pathlib import Path

from .errors import DemoError
from .messages import Message


def send(messages: list[Message], folder: str, progress) -> str:
    out = Path(folder)
    if out.exists() and any(out.iterdir()):
        raise DemoError(f"--out {out} is not empty: choose a new folder, so that no older message is taken for one of this run")
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "index.jsonl", "w", encoding="utf-8") as index:
        for number, message in enumerate(messages, 1):
            ending = "json" if message.content_type == "application/json" else "xml"
            name = f"{number:05d}-{message.destination.rpartition('/')[2]}.{ending}"
            (out / name).write_bytes(message.body)
            line = {
                "file": name,
                "destination": message.destination,
                "contentType": message.content_type,
                "about": message.about,
                "refused": message.refused,
            }
            index.write(json.dumps(line, ensure_ascii=False) + "\n")
            progress(number)
    return f"{len(messages)} messages written to {out}"
