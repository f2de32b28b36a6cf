"""The portal in Chromium: a real server with the demo facility, the flows of web/flows, and axe on every page.

    tests/browser/run.py [--report JUNIT.xml] [NAME ...]        names of flows: only these, and no looking
    tests/browser/run.py --pictures                             makes those of the README again

Node comes from PATH. Pictures, also of what failed, are left in web/look.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests"))

from weft_server import WeftServer, weft_binary  # noqa: E402
import requests  # noqa: E402


# Pages that docs/pictures keeps, wide and light; some of them also as a phone at night shows them.
PICTURED = ["data", "cards", "investigations", "samples", "result", "filecurve", "hdf5", "woven", "instruments", "statistics",
            "compare", "tilts", "buffers", "collections", "scans", "plots", "scan"]
NIGHTLY = ["data", "tilts", "buffers", "woven"]
FIRST_RUN = "an_empty_catalogue_shows_how_to_begin_and_notices"  # its flow leaves look/first-run.png


def fill(weft: WeftServer, facility: str) -> None:
    """The demo facility, the same at each run; until all of it is catalogued and its folders are walked."""
    command = [sys.executable, "-m", "simulator", "--root", facility, "--http", weft.http, "--order", "natural"]
    subprocess.run(command, cwd=PROJECT / "demo_facility", check=True, stderr=subprocess.DEVNULL)
    before, since, deadline = None, time.monotonic(), time.monotonic() + 120
    while time.monotonic() < deadline:
        statistics = requests.get(f"{weft.api}/statistics", timeout=10).json()
        now = (statistics["messages"]["received"], statistics["total"]["notWalked"])
        if now != before:
            before, since = now, time.monotonic()
        elif now[0] == 0 and (now[1] == 0 or time.monotonic() - since > 2):
            return
        time.sleep(0.2)
    raise SystemExit("the demo facility was not catalogued within two minutes")


def node(script: str, words: list[str], report: Path, weft: WeftServer, viewers: str, **more: str) -> int:
    command = ["node", f"scripts/{script}.mjs", *words, "--report", str(report)]
    environment = os.environ | {"WEFT_PORTAL": weft.http, "WEFT_BINARY": weft_binary(), "WEFT_VIEWERS": viewers} | more
    return subprocess.run(command, cwd=PROJECT / "web", env=environment, stdin=subprocess.DEVNULL).returncode


def merge(reports: list[Path], into: Path) -> None:
    whole = ElementTree.Element("testsuites")
    whole.extend(ElementTree.parse(report).getroot() for report in reports if report.exists())
    ElementTree.ElementTree(whole).write(into)


def keep_pictures() -> None:
    kept = PROJECT / "docs/pictures"
    kept.mkdir(exist_ok=True)
    for name in [*(f"{page}-wide-light" for page in PICTURED), *(f"{page}-narrow-dark" for page in NIGHTLY), "first-run"]:
        shutil.copy(PROJECT / "web/look" / f"{name}.png", kept)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--report", type=Path)
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("flows", nargs="*")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="weft_browser_") as folder:
        facility = os.path.join(folder, "facility")
        walked, looked = Path(folder, "walk.xml"), Path(folder, "look.xml")
        # A copy: a flow writes a viewer of its own into it.
        viewers = str(shutil.copytree(PROJECT / "viewers", Path(folder, "viewers")))
        with WeftServer(options=["--root", facility, "--viewers", viewers]) as weft:
            fill(weft, facility)
            if options.pictures:
                # As at a facility: the folder of this run is of no interest to a reader.
                failed = node("look", ["--quick", *PICTURED], looked, weft, viewers, WEFT_SHOWN_AS=f"{facility}=/data")
                failed = node("walk", [FIRST_RUN], walked, weft, viewers) or failed
                keep_pictures()
                return 1 if failed else 0
            looking = not options.flows and node("look", ["--quick"], looked, weft, viewers)
            failed = node("walk", options.flows, walked, weft, viewers) or looking
        if options.report:
            merge([walked, looked], options.report.resolve())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
