"""What is acknowledged is on the disk: seen from outside, in the order of system calls of the real server.

strace prints each call when it begins and when it ends, over all threads. Between the message's bytes coming in and the
bytes that acknowledge it (RECEIPT, 202) an fdatasync of the write-ahead log must have begun after the message was
written there, and ended well.
"""

import re
import signal
import subprocess
import time

import pytest
import requests

from weft_server import WeftServer
from weft_talk import Stomp, get

CALLS = "fdatasync,fsync,pwrite64,pwritev,write,writev,sendto,sendmsg,recvfrom,recvmsg,read,readv"
LINE = re.compile(r"^(\d+) +(?:<\.\.\. (?P<ends>\w+) resumed>|(?P<begins>\w+)\()(?P<rest>.*)$")


def violations(trace: str) -> list[str]:
    """The acknowledgements of a trace that no finished sync of the log precedes, and how many were looked at first."""
    found, acknowledged = [], 0
    unsynced = True  # whether a message came in since the last sync of the log began
    syncing = {}  # thread -> True while nothing came in since its sync began
    for line in trace.splitlines():
        call = LINE.match(line)
        if not call:
            continue
        thread, name, rest = call[1], call["ends"] or call["begins"], call["rest"]
        ended = "<unfinished ...>" not in rest
        if name in ("fdatasync", "fsync"):
            if call["begins"] and "-wal" in rest:
                syncing[thread] = True
            if ended and syncing.pop(thread, False) and rest.endswith("= 0"):
                unsynced = False
        elif name in ("recvfrom", "recvmsg", "read", "readv") and ("SEND\\n" in rest or "POST /" in rest):
            unsynced = True
            syncing = dict.fromkeys(syncing, False)  # a sync under way began too early for this one
        elif call["begins"] and name in ("sendto", "sendmsg", "write", "writev"):
            if "RECEIPT\\n" in rest or "HTTP/1.1 202" in rest:
                acknowledged += 1
                if unsynced:
                    found.append(line[:200])
    return [f"{acknowledged} acknowledgements", *found]


def body(number: int) -> bytes:
    return b'{"type":"dataset","proposal":"p","instrument":"i","name":"n","location":"/data/fsync/r%d"}' % number


class Trace:
    """strace on a running server."""

    def __init__(self, weft: WeftServer, file):
        self.file = file
        command = ["strace", "-f", "-y", "-s", "200", "-e", f"trace={CALLS}", "-o", str(file), "-p", str(weft.pid)]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        said = self.process.stderr.readline()
        if "attached" not in said:
            self.process.wait(10)
            pytest.skip(f"strace may not look at processes here: {said.strip()}")
        time.sleep(0.3)

    def text(self) -> str:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        self.process.stderr.close()
        return self.file.read_text(errors="replace")


@pytest.fixture(scope="module")
def trace(tmp_path_factory) -> str:
    """Ten messages by STOMP and ten by HTTP, each sent when the one before was acknowledged."""
    with WeftServer() as weft:
        with Stomp(weft.stomp_port) as connection:
            tracing = Trace(weft, tmp_path_factory.mktemp("trace") / "calls.txt")
            for number in range(10):
                connection.send(body(number), receipt=f"r{number}")
                assert connection.receipts(1) == [f"r{number}"]
            for number in range(10, 20):
                assert requests.post(weft.api + "/messages", data=body(number), timeout=20).status_code == 202
            connection.disconnect()
        text = tracing.text()
        assert get(weft, "messages", destination="/queue/icatIngest", limit=1)["total"] == 20
    return text


def test_log_is_synced_before_every_acknowledgement(trace):
    assert violations(trace) == ["21 acknowledgements"]  # with the one of DISCONNECT


def test_trace_without_syncs_is_noticed(trace):
    without = "\n".join(line for line in trace.splitlines() if "-wal" not in line)
    assert len(violations(without)) == 1 + 21


def test_sync_after_the_acknowledgement_is_noticed(trace):
    """The same calls, each acknowledgement moved before the sync of its message."""
    lines, last_received = [], 0
    for line in trace.splitlines():
        if "RECEIPT\\n" in line or "HTTP/1.1 202" in line:
            lines.insert(last_received, line)
            continue
        lines.append(line)
        if "SEND\\n" in line or "POST /" in line:
            last_received = len(lines)
    assert len(violations("\n".join(lines))) >= 1 + 20


def test_sync_that_failed_or_began_too_early_is_noticed():
    received = '7 recvfrom(9<TCP:[1->2]>, "SEND\\n..."..., 65536, 0, NULL, NULL) = 40'
    receipt = '7 sendto(9<TCP:[1->2]>, "RECEIPT\\n..."..., 30, MSG_NOSIGNAL, NULL, 0) = 30'
    begins, ends = "8 fdatasync(5</d/weft.sqlite-wal> <unfinished ...>", "8 <... fdatasync resumed>) = 0"
    whole = "8 fdatasync(5</d/weft.sqlite-wal>) = 0"

    def count(*lines):
        return len(violations("\n".join(lines))) - 1

    assert count(received, whole, receipt) == 0
    assert count(received, begins, ends, receipt) == 0
    assert count(received, begins, receipt, ends) == 1
    assert count(begins, received, ends, receipt) == 1
    assert count(whole, received, receipt) == 1
    assert count(received, whole.replace("= 0", "= -1 EIO (Input/output error)"), receipt) == 1
    assert count(received, whole.replace("-wal", "-other"), receipt) == 1
