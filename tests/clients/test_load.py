"""Promise 2 at the door for large files: what is loaded in portions is what is sent message by message."""

import pathlib
import subprocess

import pytest

from weft_server import WeftServer, weft_binary
from weft_talk import canonical


@pytest.fixture(scope="module")
def facility(tmp_path_factory) -> pathlib.Path:
    """Of every kind of message and link, some said twice and some before what they name."""
    file = tmp_path_factory.mktemp("synth") / "facility.ndjson"
    subprocess.run([weft_binary(), "synth", "--datasets", "3000", "--seed", "5", "-q", "-o", str(file)], check=True, timeout=60)
    lines = file.read_text().splitlines()
    assert len(lines) > 3000
    file.write_text("\n".join(lines + lines[100:200]) + "\n")
    return file


def catalogue_after(*verb: str) -> list[str]:
    with WeftServer() as weft:
        done = subprocess.run(
            [weft_binary(), *verb, "--server", weft.http, "-q"], capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stdout + done.stderr
        weft.terminate()
        return canonical(weft.data)


def test_export_after_load_is_export_after_send(facility, tmp_path):
    files = []
    for number, line in enumerate(facility.read_text().splitlines()):
        files.append(tmp_path / f"{number:06}.json")
        files[-1].write_text(line)
    loaded = catalogue_after("load", str(facility))
    sent = catalogue_after("send", *map(str, files))
    assert sum(line.startswith('{"dataset"') for line in loaded) >= 3000
    assert any('"inputs":[' in line for line in loaded)
    assert loaded == sent


def test_order_of_a_file_does_not_matter(facility, tmp_path):
    backwards = tmp_path / "backwards.ndjson"
    backwards.write_text("\n".join(reversed(facility.read_text().splitlines())) + "\n")
    assert catalogue_after("load", str(facility)) == catalogue_after("load", str(backwards))
