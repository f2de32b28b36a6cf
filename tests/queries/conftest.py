"""The demo facility and a few datasets more, loaded once; then the same catalogue is served by each engine in turn."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from weft_server import WeftServer, weft_binary  # noqa: E402

PROJECT = Path(__file__).resolve().parents[2]


def engines() -> list[str]:
    """Those that `weft serve` offers; a weft from before the search language offers none."""
    if not Path(weft_binary()).exists():
        return ["naive", "index"]  # then the fixture says what is missing
    told = subprocess.run([weft_binary(), "serve", "--help"], capture_output=True, text=True).stdout
    offered = re.search(r"--engine TEXT:\{([^}]*)\}", told)
    return sorted(offered[1].split(","), reverse=True) if offered else [""]


def wait_applied(weft: WeftServer) -> None:
    """Until every message is catalogued and every folder that is there was walked."""
    deadline, before, since = time.monotonic() + 120, None, time.monotonic()
    while time.monotonic() < deadline:
        now = requests.get(weft.api + "/statistics", timeout=30).json()
        now = (now["messages"]["received"], now["total"]["notWalked"])
        if now != before:
            before, since = now, time.monotonic()
        elif now[0] == 0 and time.monotonic() - since > 1.5:
            return
        time.sleep(0.1)
    raise AssertionError(f"still unfinished after two minutes: {before}\n{weft.log()}")


def post_more(weft: WeftServer) -> None:
    """The datasets of more.ndjson, one of them deleted."""
    body = (Path(__file__).parent / "more.ndjson").read_bytes()
    answer = requests.post(
        weft.api + "/messages", data=body, params={"wait": "true"}, headers={"Content-Type": "application/x-ndjson"}, timeout=30
    )
    assert answer.status_code == 202, answer.text
    wait_applied(weft)
    wrong = requests.get(weft.api + "/datasets", params={"name": "lung_wrong"}, timeout=30).json()["datasets"]
    assert len(wrong) == 1, wrong
    answer = requests.delete(f"{weft.api}/datasets/{wrong[0]['id']}", params={"reason": "not what it says"}, timeout=30)
    assert answer.ok, answer.text


@pytest.fixture(scope="session")
def loaded(tmp_path_factory) -> tuple[Path, Path]:
    """The folder of the store and the root of the facility's folders."""
    base = tmp_path_factory.mktemp("queries")
    store, root = base / "store", base / "facility"
    root.mkdir()
    with WeftServer(data=str(store), options=["--root", str(root)]) as weft:
        command = [sys.executable, "-m", "simulator", "--root", root, "--receipts", "--seed", "1"]
        command += ["--stomp", f"{weft.host}:{weft.stomp_port}"]
        run = subprocess.run([str(word) for word in command], cwd=PROJECT / "demo_facility", capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        wait_applied(weft)
        post_more(weft)
        weft.terminate()
    return store, root


@pytest.fixture(scope="session", params=engines())
def weft(request):
    if not request.param:
        pytest.skip("this weft serves no search language")
    store, root = request.getfixturevalue("loaded")
    with WeftServer(data=str(store), options=["--engine", request.param, "--root", str(root)]) as server:
        yield server
