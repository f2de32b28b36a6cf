import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from running import BODIES, run  # noqa: E402
from weft_server import WeftServer  # noqa: E402


@pytest.fixture()
def server():
    with WeftServer() as server:
        yield server


@pytest.fixture()
def weft(server):
    return lambda *words, stdin=None: run(*words, server=server.http, stdin=stdin)


@pytest.fixture()
def chain(weft):
    """Movie, motion correction and CTF as scipion sends them, the outputs first: #1 CTF, #2 MotionCor, #3 movie."""
    answer = weft("send", *(BODIES / f"cryoet-{name}.xml" for name in ("ctf", "motioncor", "movie")))
    assert answer.code == 0, answer
    return weft
