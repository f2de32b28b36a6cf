"""A real Weft for tests: started, waited for, stopped or killed by its own pid.

    with WeftServer() as weft:
        requests.get(weft.http + "/healthz")

The binary is $WEFT_BIN, else build/release/bin/weft. Everything it says on stderr is in `weft.log()`.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent


def weft_binary() -> str:
    return os.environ.get("WEFT_BIN", str(ROOT / "build/release/bin/weft"))


class WeftServer:
    """One process and its data folder. A folder of one's own is kept, one made here is removed by `close`."""

    def __init__(self, data: str | None = None, options: list[str] | None = None, start: bool = True):
        self._made = data is None
        self.data = data or tempfile.mkdtemp(prefix="weft_test_")
        self.options = options or []
        self.process: subprocess.Popen | None = None
        self._log = tempfile.NamedTemporaryFile(prefix="weft_log_", delete=False)
        if start:
            self.start()

    def start(self, within: float = 20.0, same_ports: bool = False) -> None:
        """Returns once both doors are open; ports are free ones, new at each start, or those of the start before."""
        http, stomp = (self.http_port, self.stomp_port) if same_ports else (0, 0)
        command = [weft_binary(), "serve", "--data", self.data]
        command += ["--http", f"127.0.0.1:{http}", "--stomp", f"127.0.0.1:{stomp}"]
        self.process = subprocess.Popen(command + self.options, stdout=subprocess.PIPE, stderr=self._log, text=True)
        deadline = time.monotonic() + within
        line = self.process.stdout.readline()
        match = re.match(r"weft ready http=(\S+):(\d+) stomp=(\S+):(\d+) data=", line)
        if not match or time.monotonic() > deadline:
            self.kill()
            raise RuntimeError(f"weft did not start: {line!r}\n{self.log()}")
        self.host, self.http_port, self.stomp_port = match[1], int(match[2]), int(match[4])
        self.http = f"http://{self.host}:{self.http_port}"
        self.api = self.http + "/api/v1"
        while not self.answers_searches() and time.monotonic() < deadline:
            time.sleep(0.02)

    def answers_searches(self) -> bool:
        """The index is read; until then searches are answered 503. False, too, when nobody answers."""
        try:
            with urllib.request.urlopen(self.http + "/healthz", timeout=5) as answer:
                return json.load(answer)["search"]["ready"]
        except OSError:
            return False

    @property
    def pid(self) -> int:
        return self.process.pid

    def terminate(self, within: float = 10.0) -> float:
        """SIGTERM; how many seconds it took to end."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(within)
        took = time.monotonic() - began
        self.process.stdout.close()
        if code != 0:
            raise RuntimeError(f"weft ended with {code}\n{self.log()}")
        self.process = None
        return took

    def kill(self) -> None:
        """SIGKILL: nothing is finished."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process = None

    def cpu_seconds(self) -> float:
        """Of all its threads so far."""
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def log(self) -> str:
        return pathlib.Path(self._log.name).read_text()

    def close(self) -> None:
        self.kill()
        self._log.close()
        os.unlink(self._log.name)
        if self._made:
            shutil.rmtree(self.data, ignore_errors=True)

    def __enter__(self) -> "WeftServer":
        return self

    def __exit__(self, *_) -> None:
        self.close()
