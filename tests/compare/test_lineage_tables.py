"""The measurement of three ways to keep links runs, and each way answers as a walk over the graph in memory does."""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_job_rows_link_rows_and_list_parameters_answer_the_same(tmp_path):
    out = tmp_path / "lines.json"
    subprocess.run([sys.executable, str(ROOT / "bench/lineage_tables.py"), "--datasets", "2000", "--databases", "sqlite",
                    "--arriving", "10", "--hub", "30", "--late", "5", "--times", "2", "--folder", str(tmp_path / "tables"),
                    "--out", str(out)], check=True, stdout=subprocess.DEVNULL, timeout=300)
    shape, *ways = [json.loads(line) for line in out.read_text().splitlines()]
    assert shape["datasets"] == 2000 and shape["links"] > 0
    assert [way["way"] for way in ways] == ["job", "link", "list"]
    assert {way["links"] for way in ways} == {shape["links"]}, "each way was held against the same graph"
