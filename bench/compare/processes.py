"""Peers as processes: started as somebody who is not root, on a private socket or port, ended by their own pid."""

import ctypes
import os
import pathlib
import pwd
import signal
import socket
import subprocess
import time


_LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Between fork and exec: a peer never outlives whoever started it, however that one ends."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class PeerFailed(RuntimeError):
    """What a person must know and do; the message says both."""


def unprivileged_user() -> str | None:
    """Whom to run as: PostgreSQL and Elasticsearch refuse root. None: as whoever we are."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            pass
    raise PeerFailed("running as root, and there is neither a user 'postgres' nor 'nobody' to run the peers as")


def own(folder: pathlib.Path) -> pathlib.Path:
    """The folder, made if needed, and belonging to the user the peers run as."""
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    user = unprivileged_user()
    if user:
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        if closed := closed_above(folder):
            raise PeerFailed(f"user {user} cannot enter {closed}: give a folder that he can reach with --cache, such as /var/tmp/weft-compare")
    return folder


def closed_above(folder: pathlib.Path) -> pathlib.Path | None:
    """The folder on the way to this one that the peers' user may not enter."""
    if unprivileged_user() is None:
        return None
    return next((above for above in reversed(folder.absolute().parents) if above.exists() and not above.stat().st_mode & 0o001), None)


def run_as_peer(command: list, **options) -> subprocess.CompletedProcess:
    user = unprivileged_user()
    done = subprocess.run([str(word) for word in command], user=user, group=group_of(user), extra_groups=[] if user else None,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/", **options)
    if done.returncode != 0:
        raise PeerFailed(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-2000:]}")
    return done


def group_of(user: str | None) -> int | None:
    return pwd.getpwnam(user).pw_gid if user else None


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class PeerProcess:
    """A server in the foreground with its log in a file."""

    def __init__(self, name: str, command: list, log: pathlib.Path, environment: dict[str, str] | None = None, as_peer: bool = True):
        user = unprivileged_user() if as_peer else None
        self.name, self.log_path = name, log
        self._log = open(log, "ab")
        self.process = subprocess.Popen([str(word) for word in command], user=user, group=group_of(user),
                                        extra_groups=[] if user else None, stdin=subprocess.DEVNULL, stdout=self._log,
                                        stderr=subprocess.STDOUT, cwd="/", env=os.environ | (environment or {}), start_new_session=True,
                                        preexec_fn=end_with_parent)

    def wait_until(self, ready, within: float) -> None:
        deadline = time.monotonic() + within
        while not ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                how = f"ended with {self.process.returncode}" if self.process.returncode is not None else f"was not ready in {within:.0f} s"
                self.stop()
                raise PeerFailed(f"{self.name} {how}; the end of {self.log_path}:\n{self.log_path.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)

    def stop(self, how: int = signal.SIGTERM, within: float = 60.0) -> None:
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(within)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._log.close()


def tree_bytes(folder: pathlib.Path) -> int:
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(path, name)).st_blocks * 512
            except FileNotFoundError:
                pass
    return total
