"""A private Elasticsearch 7.10.2 (the last under Apache-2.0) of one node on 127.0.0.1, started and stopped by pid.

The program comes from Maven Central by name (tools/install compare puts the zip into build/peers); it has no modules,
so no scripts, which no query here needs.
"""

import os
import pathlib
import shutil
import zipfile

from http_wire import HttpWire
from processes import PeerFailed, PeerProcess, free_port, own

NAME = "elasticsearch-7.10.2"
ZIP = pathlib.Path(__file__).resolve().parents[2] / "build" / "peers" / f"{NAME}.zip"
JAVA_OPTIONS = "--add-opens=java.base/java.lang=ALL-UNNAMED -Djava.security.manager=allow"
CONFIGURATION = """cluster.name: weft-compare
node.name: one
path.data: {folder}/data
path.logs: {folder}/logs
network.host: 127.0.0.1
http.port: {http}
transport.port: {transport}
discovery.type: single-node
cluster.routing.allocation.disk.threshold_enabled: false
action.auto_create_index: false
indices.requests.cache.size: 0%
"""


def java_home() -> str:
    for home in (os.environ.get("JAVA_HOME"), "/usr/lib/jvm/java-17-openjdk-amd64", "/usr/lib/jvm/java-17-openjdk-arm64"):
        if home and "17" in home and (pathlib.Path(home) / "bin/java").exists():
            return home
    raise PeerFailed("no Java 17 in /usr/lib/jvm: run tools/install compare (Elasticsearch 7.10.2 does not start on later ones)")


class ElasticServer:
    def __init__(self, folder: pathlib.Path, heap: str = "8g"):
        self.folder = own(folder)
        self.program = self._unpacked()
        self._start(heap)

    def _unpacked(self) -> pathlib.Path:
        place = self.folder / NAME
        if not (place / "unpacked").exists():
            if not ZIP.exists():
                raise PeerFailed(f"Elasticsearch is not at {ZIP}: run tools/install compare")
            shutil.rmtree(place, ignore_errors=True)
            with zipfile.ZipFile(ZIP) as archive:
                archive.extractall(self.folder)
            for script in (place / "bin").iterdir():
                script.chmod(0o755)
            (place / "unpacked").touch()
        return place

    def _start(self, heap: str) -> None:
        self.port, settings = free_port(), own(self.folder / "settings")
        for name in ("data", "logs", "temporary"):
            own(self.folder / name)
        shutil.copy(self.program / "config/log4j2.properties", settings)
        options = (self.program / "config/jvm.options").read_text().splitlines()
        kept = [line for line in options if "logs/" not in line and "=data" not in line]  # it may not write where it stands
        (settings / "jvm.options").write_text("\n".join(kept) + "\n")
        (settings / "elasticsearch.yml").write_text(CONFIGURATION.format(folder=self.folder, http=self.port, transport=free_port()))
        own(settings)
        environment = {"ES_PATH_CONF": str(settings), "JAVA_HOME": java_home(), "ES_TMPDIR": str(self.folder / "temporary"),
                       "ES_JAVA_OPTS": f"{JAVA_OPTIONS} -Xms1g -Xmx{heap}"}
        self._process = PeerProcess("Elasticsearch", [self.program / "bin/elasticsearch"], self.folder / "server.log", environment)
        self._process.wait_until(self._answers, 120)

    def _answers(self) -> bool:
        try:
            wire = self.wire()
            wire.call("GET", "/_cluster/health?wait_for_status=yellow&timeout=60s")
            wire.close()
            return True
        except (OSError, RuntimeError):
            return False

    def wire(self) -> HttpWire:
        return HttpWire("127.0.0.1", self.port)

    @property
    def pid(self) -> int:
        return self._process.process.pid

    def stop(self) -> None:
        self._process.stop()

    def __enter__(self) -> "ElasticServer":
        return self

    def __exit__(self, *_) -> None:
        self.stop()
