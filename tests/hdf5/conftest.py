"""A server over a facility's folder: files of every class, and those the demo's simulator writes."""

import json
import pathlib
import subprocess
import sys
import time

import pytest
import requests

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[0])]

import every_class  # noqa: E402
from weft_server import ROOT, WeftServer  # noqa: E402


class Served:
    """The four questions, asked of the datasets of one server."""

    def __init__(self, weft: WeftServer):
        self.weft = weft
        self.http = requests.Session()
        self.ids: dict[str, int] = {}

    def add(self, folder: pathlib.Path) -> None:
        """The folder becomes a dataset, and its files are listed before this returns."""
        body = {"type": "dataset", "proposal": "mx1", "instrument": "id00", "location": str(folder), "name": folder.name}
        answer = self.http.post(self.weft.api + "/messages", params={"wait": "true"}, data=json.dumps(body))
        assert answer.ok, answer.text
        found = self.http.get(self.weft.api + "/datasets", params={"location": str(folder)}).json()["datasets"]
        self.ids[str(folder)] = found[0]["id"]
        end = time.monotonic() + 30
        while (page := self.http.get(f"{self.url(folder)}/files").json()).get("state") != "listed":
            assert time.monotonic() < end, page
            time.sleep(0.05)

    def url(self, folder: pathlib.Path) -> str:
        return f"{self.weft.api}/datasets/{self.ids[str(folder)]}"

    def get(self, route: str, file: pathlib.Path, path: str, **options) -> requests.Response:
        folder = next(f for f in file.parents if str(f) in self.ids)
        said = {key: str(value).lower() if isinstance(value, bool) else value for key, value in options.items()}
        query = {"file": str(file.relative_to(folder)), "path": path, **said}
        return self.http.get(f"{self.url(folder)}/hdf5/{route}", params=query, timeout=60)

    def ask(self, route: str, file: pathlib.Path, path: str, **options) -> tuple[int, bytes | str]:
        answer = self.get(route, file, path, **options)
        return answer.status_code, answer.content if answer.ok else answer.json()["message"]


@pytest.fixture(scope="session")
def root(tmp_path_factory) -> pathlib.Path:
    return tmp_path_factory.mktemp("facility")


@pytest.fixture(scope="session")
def generated(root) -> pathlib.Path:
    folder = root / "mx1/id00/20250101/RAW_DATA/every_class"
    every_class.write_all(folder)
    return folder


@pytest.fixture(scope="session")
def demo(root) -> pathlib.Path:
    command = [sys.executable, "-m", "simulator", "--root", str(root), "--out", str(root.parent / "sent"), "--seed", "1"]
    subprocess.run(command, cwd=ROOT / "demo_facility", check=True, capture_output=True, timeout=300)
    return root


@pytest.fixture(scope="session")
def served(root, generated):
    with WeftServer(options=["--root", str(root)]) as weft:
        made = Served(weft)
        made.add(generated)
        yield made
