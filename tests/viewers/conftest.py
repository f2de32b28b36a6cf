import json
import pathlib
import shutil
import subprocess
import sys
import time

import pytest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "api")]

from contract import ContractSession  # noqa: E402
from weft_server import WeftServer  # noqa: E402


@pytest.fixture(scope="session")
def shipped():
    """The folder of viewers that ship."""
    return ROOT / "viewers"


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """A server with everything the demo facility sends, each answer held against the contract."""
    root = tmp_path_factory.mktemp("facility")
    with WeftServer(options=["--root", str(root)]) as weft:
        command = [sys.executable, "-m", "simulator", "--root", str(root), "--http", weft.http]
        done = subprocess.run(command, cwd=ROOT / "demo_facility", capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        http = ContractSession(weft.http)
        deadline = time.monotonic() + 60
        while http.get("/api/v1/statistics").json()["messages"]["received"] and time.monotonic() < deadline:
            time.sleep(0.05)
        yield http


@pytest.fixture
def own_folder(tmp_path):
    """A server with a folder of viewers of its own; `http.folder` is that folder."""
    folder = tmp_path / "viewers"
    shutil.copytree(ROOT / "viewers", folder)
    with WeftServer(options=["--viewers", str(folder)]) as weft:
        http = ContractSession(weft.http)
        http.folder, http.weft = folder, weft
        yield http


def said(http):
    """What GET /viewers answers."""
    return http.get("/api/v1/viewers").json()


def wait_until(question, within=5.0):
    """Until `question()` is true; what it answered last."""
    deadline = time.monotonic() + within
    while not (answer := question()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return answer


def as_json(value) -> str:
    return json.dumps(value)
