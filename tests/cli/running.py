"""`weft` as a script runs it, and lines of JSON to load."""

import json
import os
import pathlib
import subprocess

from weft_server import weft_binary

BODIES = pathlib.Path(__file__).resolve().parents[1] / "data" / "messages" / "pyicat-plus-3.1.0"


class Answer:
    def __init__(self, done: subprocess.CompletedProcess):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.code}\n{self.out}\n{self.err}"


def run(*words, server=None, stdin=None) -> Answer:
    """`weft` with these words, as a script would run it: no terminal, UTF-8."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    environment.pop("WEFT_SERVER", None)
    if server:
        environment["WEFT_SERVER"] = server
    command = [weft_binary(), *map(str, words)]
    return Answer(subprocess.run(command, capture_output=True, text=True, env=environment, input=stdin, timeout=60))


def line(name: str, inputs=(), **more) -> str:
    folder = "/data/visitor/mx2484/cm01/20240117/PROCESSED_DATA/s/" + name
    return json.dumps({"type": "dataset", "proposal": "mx2484", "instrument": "cm01", "location": folder, "name": name,
                       "inputs": list(inputs), **more})
