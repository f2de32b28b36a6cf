"""The numbers of each scenario follow from its settings and from the files on the disk."""

import os
from pathlib import Path

import pytest

from simulation import simulate
from simulator import scenario


def test_sixty_one_tilts_make_the_talks_page(everything):
    page = everything[0]["cryoet"]
    assert (page["samples"], page["datasets"], page["acquisition"], page["processed"]) == (1, 183, 61, 122)
    assert (page["files"], page["acquisitionFiles"], page["processedFiles"]) == (427, 122, 305)


@pytest.mark.parametrize("tilts, extra", [(7, 1), (7, 0), (3, 5)])
def test_other_tilts_and_extra_files_make_other_numbers(tmp_path, tilts, extra):
    page = simulate(
        tmp_path, "--scenario", "cryoet", "--dry-run", "--set", f"tilts={tilts}", "--set", f"extra_ctf_files={extra}"
    )["investigations"][0]
    assert (page["datasets"], page["acquisition"], page["processed"]) == (3 * tilts, tilts, 2 * tilts)
    assert (page["files"], page["acquisitionFiles"], page["processedFiles"]) == (7 * tilts + extra, 2 * tilts, 5 * tilts + extra)


def _walk(folder):
    files = [Path(where) / name for where, _, names in os.walk(folder) for name in names]
    return len(files), sum(f.stat().st_size for f in files), sum(f.stat().st_size for f in files if not f.is_symlink())


def test_files_and_volumes_are_those_on_the_disk(everything):
    pages, messages = everything
    locations = {}
    for line, body in messages:
        if line["destination"] == "/queue/icatIngest" and not line["refused"] and b"<tns:location>" in body:
            location = body.split(b"<tns:location>")[1].split(b"<")[0].decode()
            name = body.split(b"<tns:name>")[1].split(b"<")[0].decode()
            locations[(location, name)] = _walk(location)
    for page in pages.values():
        mine = [measured for (location, _), measured in locations.items() if location.startswith(page["folder"] + "/")]
        assert [sum(column) for column in zip(*mine)] == [page["files"], page["volume"], page["plainVolume"]], page["scenario"]
        assert len(mine) == page["datasets"]


def test_all_patterns_of_links_are_there(everything):
    pages = everything[0]
    assert pages["cryoet"]["links"] == pages["cryoet"]["processed"]
    assert pages["mx"]["inputs"] == 5 + 4 + 3
    assert (pages["tomography"]["inputs"], pages["tomography"]["links"]) == (4 * 3 + 1 + 3 + 1 + 1, 4 * 3 + 1 + 3 + 1)
    assert pages["biosaxs"]["statementsOfDatasets"] > pages["biosaxs"]["datasets"], "several statements share name and location"
    assert pages["tomography"]["statementsOfDatasets"] > pages["tomography"]["datasets"]


def test_dirt_is_what_the_scenario_files_list(everything):
    for name, page in everything[0].items():
        kinds = [spec["kind"] for spec in scenario.load(name).dirt]
        assert page["refused"] == kinds.count("broken_xml")
        assert len(page["pending"]) == kinds.count("missing_raw")
        assert len(page["updates"]) == kinds.count("update_metadata")
        assert page["messages"] - page["distinctMessages"] == sum(
            spec.get("times", 1) for spec in scenario.load(name).dirt if spec["kind"] == "repeated"
        )
    every = [spec["kind"] for name in scenario.available() for spec in scenario.load(name).dirt]
    assert set(every) == {"repeated", "unknown_parameter", "missing_raw", "broken_xml", "update_metadata"}


def test_inputs_exist_as_folders_except_those_that_never_arrive(everything):
    pages, messages = everything
    missing = {pending["input"] for page in pages.values() for pending in page["pending"]}
    named = set()
    for line, body in messages:
        if b"input_datasets" in body and not line["refused"]:
            named.update(body.split(b"input_datasets</tns:name><tns:value>")[1].split(b"<")[0].decode().split(","))
    assert len(named) > 100
    assert {path for path in named if not os.path.isdir(path)} == missing
