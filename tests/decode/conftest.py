import os
import pathlib
import subprocess
import sys
import time

import pytest
import requests

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))

from contract import ContractSession  # noqa: E402
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse  # noqa: E402
from weft_server import ROOT, WeftServer  # noqa: E402


class Facility:
    """A server that has catalogued folders of the demo facility, and the folders themselves."""

    def __init__(self, server: WeftServer, root: pathlib.Path):
        self.server, self.root, self.api = server, root, server.api
        self.contract = ContractSession(server.http).openapi

    def datasets(self, query: str) -> list[dict]:
        answer = requests.get(f"{self.api}/datasets", params={"q": query, "limit": 1000} if query else {"limit": 1000}, timeout=60)
        answer.raise_for_status()
        return answer.json()["datasets"]

    def ask(self, dataset: dict, what: str, **parameters) -> requests.Response:
        """The answer, held against spec/openapi.yaml."""
        answer = requests.get(f"{self.api}/datasets/{dataset['id']}/{what}", params=parameters, timeout=60)
        if not answer.headers["Content-Type"].startswith("image/"):
            self.contract.validate_response(RequestsOpenAPIRequest(answer.request), RequestsOpenAPIResponse(answer))
        return answer

    def listed(self, dataset: dict, within: float = 60) -> dict:
        """The gallery, once the folder has been looked into."""
        deadline = time.monotonic() + within
        while True:
            gallery = self.ask(dataset, "gallery").json()
            if gallery.get("state") == "listed" or time.monotonic() > deadline:
                return gallery
            time.sleep(0.1)

    def dataset_with(self, ending: str) -> tuple[dict, pathlib.Path]:
        """A dataset whose folder holds a file of that ending, and the file."""
        for dataset in sorted(self.datasets(""), key=lambda found: found["id"]):
            for path in sorted(pathlib.Path(dataset["location"]).rglob("*" + ending)):
                self.listed(dataset)
                return dataset, path
        raise LookupError(ending)

    def readers(self) -> list[int]:
        """The children of the server that read files."""
        found = []
        for task in pathlib.Path(f"/proc/{self.server.pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                if b"reader" in pathlib.Path(f"/proc/{child}/cmdline").read_bytes():
                    found.append(int(child))
        return found


def announce(server: WeftServer, folder: pathlib.Path, name: str) -> None:
    body = {"type": "dataset", "proposal": "mx2485", "instrument": "id30b", "location": str(folder), "name": name}
    answer = requests.post(f"{server.api}/messages", params={"wait": "true"}, json=body, timeout=30)
    assert answer.ok, answer.text


@pytest.fixture(scope="session")
def facility(tmp_path_factory):
    root = tmp_path_factory.mktemp("facility").resolve()
    with WeftServer(options=["--root", str(root)]) as server:
        command = [sys.executable, "-m", "simulator", "--root", str(root), "--http", server.http, "--seed", "1"]
        command += ["--scenario", "biosaxs", "cryoet", "tomography", "mx", "--set", "cryoet.tilts=3"]
        subprocess.run(command, cwd=ROOT / "demo_facility", check=True, capture_output=True, env=dict(os.environ))
        yield Facility(server, root)


@pytest.fixture(scope="session")
def hostile(facility):
    """Announces a folder of files that a test writes; returns its dataset once they are listed."""

    def made(name: str, files: dict[str, bytes]) -> dict:
        folder = facility.root / "visitor" / "mx2485" / "id30b" / "20230418" / "RAW_DATA" / name
        folder.mkdir(parents=True)
        for path, content in files.items():
            (folder / path).write_bytes(content)
        announce(facility.server, folder, name)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            found = [dataset for dataset in facility.datasets(f'name = "{name}"') if dataset["location"] == str(folder)]
            if found:
                facility.listed(found[0])
                return found[0]
            time.sleep(0.1)
        raise LookupError(name)

    return made
