"""docs/how-to/write-a-viewer.md: every piece of YAML in it is right, and the first one is a whole viewer."""

import json
import re
import subprocess

import core_yaml
import pytest
from conftest import ROOT
from weft_server import weft_binary

PAGE = (ROOT / "docs/how-to/write-a-viewer.md").read_text()
PIECES = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
HEAD = {"format": 1, "name": "piece", "title": "Piece", "for": "",
        "related": {"integrated": "output(scanType = integration)", "refined": "descendant(Process_program = x)"}}


def check(file):
    done = subprocess.run([weft_binary(), "viewers", "check", str(file)], capture_output=True, text=True)
    return done.returncode, done.stdout


def test_the_first_piece_is_a_whole_viewer(tmp_path):
    file = tmp_path / "powder.yaml"
    file.write_text(PIECES[0])
    assert check(file) == (0, f"{file}: all is well\n")
    file.write_text(PIECES[0].replace("for: definition", "for: definiton"))
    code, said = check(file)
    assert code == 1 and f"{file}:6:6: error: the query is refused: the name \"definiton\" is not known, did you mean definition?" in said


@pytest.mark.parametrize("piece", PIECES[1:])
def test_every_piece_is_right(piece, tmp_path):
    file = tmp_path / "piece.yaml"
    whole = HEAD | core_yaml.load(piece)
    if "list" in whole and whole["list"].get("as") != "cards":
        whole["list"].setdefault("columns", ["name"])
    file.write_text(json.dumps(whole))
    code, said = check(file)
    assert code == 0, said
    assert "dictionary does not define" not in said, said


def test_cells_of_the_table_are_right(tmp_path):
    rows = re.findall(r"^\| [^|]+ \| `(.+)` \|$", PAGE, re.M)
    cells = [core_yaml.load(row) for row in rows]
    assert len(cells) >= 10
    file = tmp_path / "piece.yaml"
    file.write_text(json.dumps(HEAD | {"list": {"columns": cells}}))
    code, said = check(file)
    assert code == 0 and "does not define" not in said, said
