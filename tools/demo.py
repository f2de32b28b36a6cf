"""The demo, after installing and building: starts `weft serve`, lets the demo facility send, says what to look at.

Everything it writes is below one folder (var/demo): weft.pid, weft.log, weft.json (addresses), store/, facility/.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
WEFT = PROJECT / "build" / "release" / "bin" / "weft"
FACILITY = PROJECT / "demo_facility"


class DemoFailed(Exception):
    """A sentence for the person at the terminal."""


def say(text: str = "") -> None:
    print(text, flush=True)


def free_port(first: int) -> int:
    """The first port from `first` on that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise DemoFailed(f"no free port from {first} to {first + 99}: stop what listens there")


def ask(base: str, path: str, seconds: float = 10):
    with urllib.request.urlopen(base + path, timeout=seconds) as answer:
        return json.load(answer)


def alive(base: str) -> bool:
    try:
        with urllib.request.urlopen(base + "/healthz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


class Server:
    """`weft serve` on the demo's store. One of an earlier ./demo that still runs is used as it is."""

    def __init__(self, data: Path):
        self.data, self.log = data, data / "weft.log"
        self.pid_file, self.address_file = data / "weft.pid", data / "weft.json"
        self.process: subprocess.Popen | None = None
        self.http = self.stomp = ""

    def running_pid(self) -> int | None:
        """The pid of the server an earlier ./demo left; None when that process is gone or another program."""
        try:
            pid = int(self.pid_file.read_text())
            program = os.readlink(f"/proc/{pid}/exe").removesuffix(" (deleted)")
        except (OSError, ValueError):
            return None
        return pid if Path(program).name == WEFT.name else None

    def start(self) -> None:
        if self.running_pid():
            known = json.loads(self.address_file.read_text())
            self.http, self.stomp = known["http"], known["stomp"]
            say(f"Weft runs already (pid {self.running_pid()}); the facility sends to it once more, which changes nothing")
            return
        self.data.mkdir(parents=True, exist_ok=True)
        http, self.stomp = f"127.0.0.1:{free_port(8080)}", f"127.0.0.1:{free_port(61613)}"
        self.http = f"http://{http}"
        command = [WEFT, "serve", "--data", self.data / "store", "--http", http, "--stomp", self.stomp]
        command += ["--root", self.data / "facility"]
        say("starting " + " ".join(map(shown, command)))
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self.pid_file.write_text(str(self.process.pid))
        self.address_file.write_text(json.dumps({"http": self.http, "stomp": self.stomp}))
        self.wait_healthy()

    def wait_healthy(self) -> None:
        for _ in range(300):
            if self.process.poll() is not None:
                raise DemoFailed(f"weft serve ended with {self.process.returncode}; {self.log} ends with\n{self.log_end()}")
            if alive(self.http):
                return
            time.sleep(0.1)
        raise DemoFailed(f"weft serve did not answer {self.http}/healthz within 30 s; see {self.log}")

    def log_end(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])

    def stop(self) -> None:
        """Ends the server this run started, else the one an earlier run left."""
        if self.process:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
        elif pid := self.running_pid():
            os.kill(pid, signal.SIGTERM)
            for _ in range(100):
                if self.running_pid() is None:
                    break
                time.sleep(0.1)
        if pid := self.running_pid():
            raise DemoFailed(f"weft (pid {pid}) did not stop within 10 s; see {self.log}")
        self.pid_file.unlink(missing_ok=True)


def shown(path) -> str:
    with suppress(ValueError):
        return str(Path(path).relative_to(PROJECT)) if os.path.isabs(path) else str(path)
    return str(path)


def send(server: Server, options: argparse.Namespace) -> None:
    """The facility writes its folders and sends its messages, shuffled, each with a receipt."""
    command = [sys.executable, "-m", "simulator", "--root", options.data / "facility"]
    command += ["--stomp", server.stomp, "--receipts", "--seed", options.seed]
    command += ["--scenario", *options.scenario] if options.scenario else []
    say("the demo facility writes its folders and sends its messages, shuffled, each with a receipt")
    if subprocess.run([str(word) for word in command], cwd=FACILITY, stdin=subprocess.DEVNULL).returncode != 0:
        raise DemoFailed("the demo facility could not send everything; its reason is above")


def wait_applied(server: Server) -> None:
    """Until no message is merely received, and for two seconds no more folders were walked: some are not there."""
    deadline = time.monotonic() + 300
    before, since = None, time.monotonic()
    while time.monotonic() < deadline:
        statistics = ask(server.http, "/api/v1/statistics")
        now = (statistics["messages"]["received"], statistics["total"]["notWalked"])
        if now != before:
            before, since = now, time.monotonic()
        elif now[0] == 0 and (now[1] == 0 or time.monotonic() - since > 2):
            return
        time.sleep(0.1)
    raise DemoFailed(f"after 5 minutes {server.http}/api/v1/statistics still shows unfinished work; see {server.log}")


COLUMNS = ("samples", "datasets", "acquisition", "processed", "files", "volume")


def size(count: int) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.1f} {unit}" if unit != "B" else f"{count} B"
        count /= 1000
    return f"{count:.1f} TB"


def in_columns(rows: list[list[str]]) -> str:
    """The first column to the left, the others to the right, none wider than it must be."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ([row[0].ljust(widths[0])] + [word.rjust(width) for word, width in zip(row[1:], widths[1:])] for row in rows)
    return "\n".join("  " + "  ".join(line) for line in lines)


def tell_counts(statistics: dict) -> None:
    rows = [["instrument", *COLUMNS]]
    for row in [*statistics["instruments"], {"name": "all"} | statistics["total"]]:
        rows.append([row["name"], *(f"{row[column]:,}" for column in COLUMNS[:-1]), size(row["volume"])])
    say("\nIn the catalogue now:")
    say(in_columns(rows))
    say("  messages: " + ", ".join(f"{count} {state}" for state, count in statistics["messages"].items() if count))


def number_of(server: Server, *wanted: str) -> int | None:
    """The number of the first dataset that one of these questions finds."""
    for question in wanted:
        if found := ask(server.http, f"/api/v1/datasets?{question}&limit=1")["datasets"]:
            return found[0]["id"]
    return None


def things_to_try(server: Server) -> list[tuple[str, str]]:
    """What to type after `weft`, and what one sees. Without the scenario it is about, the next best dataset."""
    tilt = number_of(server, "instrument=CM01&name=061", "type=acquisition")
    product = number_of(server, "instrument=ID19&name=stitched_volume", "name=MR_refinement", "name=061_CTF", "name=subtract")
    things = [("list --type processed --limit 5", "what was made from other datasets")]
    if tilt:
        things.append((f"show {tilt}", "all that is known of one raw dataset: each value as it was sent, and as it is understood"))
    if product:
        things.append((f"lineage {product}", "what this result was made from, back to raw, and what was made from it"))
    things.append(("messages --refused", "what could not be catalogued: kept as it came, with the reason"))
    things.append(("check", "computes every link and value again from what was said, and says what differs"))
    return things


def tell(server: Server, stops: bool) -> None:
    tell_counts(ask(server.http, "/api/v1/statistics"))
    where = "" if server.http == "http://127.0.0.1:8080" else f" --server {server.http}"
    if stops:
        where = f" --offline --data {shown(server.data / 'store')}"
    things = things_to_try(server)
    say(f"\n{('Three', 'Four', 'Five')[len(things) - 3]} things to try" + (":" if stops else ", in another terminal:"))
    for words, what in things:
        say(f"  {shown(WEFT)} {words}{where}\n      {what}")
    if not stops:
        say(f"\nHTTP   {server.http}/api/v1   (curl '{server.http}/api/v1/datasets?limit=3')")
        say(f"STOMP  {server.stomp}   (/queue/icatIngest, /queue/icatUpdateDatasetMetadata)")
    say(("\n" if stops else "") + f"log    {shown(server.log)}")
    if not stops:
        say(f"\nThe portal, in a browser:  {server.http}/")


def keep_running(server: Server) -> None:
    say("\nRunning until Ctrl-C.")
    with suppress(KeyboardInterrupt):
        if server.process.wait() == 0:
            say("Weft was stopped")
            return
        raise DemoFailed(f"weft serve ended by itself; {server.log} ends with\n{server.log_end()}")
    say("stopping")


def demonstrate(server: Server, options: argparse.Namespace) -> None:
    server.start()
    try:
        send(server, options)
        wait_applied(server)
        tell(server, stops=bool(server.process and options.once))
        if server.process and not options.once:
            keep_running(server)
    finally:
        if server.process:
            server.stop()


def main() -> int:
    parser = argparse.ArgumentParser(prog="./demo", add_help=False)
    parser.add_argument("--data", type=Path, default=PROJECT / "var" / "demo")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--stop", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenario", action="append")
    options = parser.parse_args()
    options.data = options.data.resolve()
    # However the demo ends, it stops the server it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        server = Server(options.data)
        server.stop() if options.stop else demonstrate(server, options)
    except (DemoFailed, urllib.error.URLError) as wrong:
        print(f"demo: {wrong}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
