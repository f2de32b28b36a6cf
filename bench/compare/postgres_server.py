"""A private PostgreSQL 15 cluster on a unix socket: made by initdb in a folder, started and stopped by pid.

    with PostgresServer(folder) as server:
        connection = server.connect()
"""

import pathlib
import shutil
import signal
import tempfile

import psycopg

from processes import PeerFailed, PeerProcess, own, run_as_peer

BINARIES = pathlib.Path("/usr/lib/postgresql/15/bin")

# For a machine of 2 cores and 24 GiB that it shares with nobody while measured. Durability stays as it comes: on.
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "4GB",
    "effective_cache_size": "16GB",
    "work_mem": "128MB",
    "maintenance_work_mem": "1GB",
    "random_page_cost": "1.1",
    "effective_io_concurrency": "100",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "30min",
    "max_parallel_workers_per_gather": "2",
    "jit": "off",
    "autovacuum": "off",  # vacuumed and analysed by hand after loading
    "max_locks_per_transaction": "64",
}


class PostgresServer:
    def __init__(self, folder: pathlib.Path, settings: dict[str, str] | None = None):
        if not (BINARIES / "initdb").exists():
            raise PeerFailed(f"PostgreSQL 15 is not in {BINARIES}: run tools/install compare")
        self.folder = own(folder)
        self.data = self.folder / "data"
        self.settings = SETTINGS | (settings or {})
        self._start()

    def _start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            run_as_peer([BINARIES / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"])
        self.sockets = own(pathlib.Path(tempfile.mkdtemp(prefix="weft_pg_")))  # short: a socket's path has 107 bytes
        command = [BINARIES / "postgres", "-D", self.data, "-k", self.sockets]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        self._process = PeerProcess("PostgreSQL", command, self.folder / "server.log")
        self._process.wait_until(self._answers, 60)

    def _answers(self) -> bool:
        try:
            self.connect().close()
            return True
        except psycopg.OperationalError:
            return False

    def connect(self, **options) -> psycopg.Connection:
        return psycopg.connect(host=str(self.sockets), user="postgres", dbname="postgres", **options)

    @property
    def pid(self) -> int:
        return self._process.process.pid

    def stop(self) -> None:
        self._process.stop(signal.SIGINT)  # "fast": ends sessions, writes a checkpoint
        shutil.rmtree(self.sockets, ignore_errors=True)

    def __enter__(self) -> "PostgresServer":
        return self

    def __exit__(self, *_) -> None:
        self.stop()


