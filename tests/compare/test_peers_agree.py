"""Weft and its peers (PostgreSQL twice, Elasticsearch, DuckDB) answer the same questions on the same data alike.

Twenty thousand datasets of `weft synth`. Nothing is skipped when a peer is missing: the failure says what to install.
"""

import os
import pathlib
import subprocess
import sys

from weft_server import weft_binary

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMPARE = ROOT / "bench/compare"
sys.path.insert(0, str(COMPARE))
import compare  # noqa: E402
from questions import Answer, Question  # noqa: E402


def test_weft_and_its_peers_answer_alike():
    command = [sys.executable, COMPARE / "compare.py", "--datasets", "20000", "--equality", "--weft", weft_binary()]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=800,
                          env=os.environ | {"PYTHONUNBUFFERED": "1"})
    assert done.returncode == 0, f"what to do when a peer is missing: tools/install compare\n{done.stdout}"
    assert "between 5 peers, 0 kinds differ" in done.stdout


class Told:
    """A peer that has answered."""

    def __init__(self, name, folder):
        self.name, self.folder = name, folder


def asked(name, answer):
    asking = compare.Asking(Told(name, name), {"Q1": [Question("Q1")]}, None)
    asking.answers = {"Q1": [answer]}
    return asking


def test_a_different_count_page_or_order_is_a_difference():
    first = asked("weft", Answer(count=2, ids=[1, 2]))
    assert compare.compared(first, asked("peer", Answer(count=2, ids=[1, 2]))) == (1, [])
    for wrong in (Answer(count=3, ids=[1, 2]), Answer(count=2, ids=[2, 1]), Answer(count=2, ids=[1])):
        _, differences = compare.compared(first, asked("peer", wrong))
        assert len(differences) == 1 and "weft and peer differ in 1 of 1" in differences[0]
