"""reading.py: the messages read a second time, for the peers. What it says must stand on its own: no Weft here."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench/compare"))
from questions import RESOLUTION  # noqa: E402
from reading import Facility, Reading, microseconds, values_of  # noqa: E402

RAW = "/data/visitor/mx1/id30a1/20230101/RAW_DATA/s/s_0001"
MADE = "/data/visitor/mx1/id30a1/20230101/PROCESSED_DATA/s/integrate"


def dataset(location, **members):
    return {"type": "dataset", "proposal": "MX-1", "instrument": "ID30A-1", "location": location, "name": location.rsplit("/", 1)[1]} | members


def read(tmp_path, *messages):
    file = tmp_path / "messages.ndjson"
    file.write_text("".join(message if isinstance(message, str) else json.dumps(message) + "\n" for message in messages))
    return {folded.id: folded for folded in Reading(file).datasets()}


def test_processed_before_raw_is_linked(tmp_path):
    found = read(tmp_path, dataset(MADE, inputs=[RAW]), dataset(RAW))
    assert (found[1].inputs, found[1].type, found[2].type) == ([2], "processed", "acquisition")


def test_inputs_are_found_by_mount_point_trailing_slash_and_file_within(tmp_path):
    for spelling in ("/mnt/multipath-shares" + RAW, RAW + "/", RAW + "/scan0001/data.h5", RAW.replace("/s/", "//s/./")):
        assert read(tmp_path, dataset(RAW), dataset(MADE, inputs=[spelling]))[2].inputs == [1], spelling


def test_a_list_in_a_parameter_is_parted_where_a_path_begins(tmp_path):
    odd = RAW.replace("/s/", "/a, b/")
    found = read(tmp_path, dataset(RAW), dataset(odd), dataset(MADE, parameters={"input_datasets": f"{RAW},{odd}"}))
    assert found[3].inputs == [1, 2]


def test_a_folder_above_means_its_dataset_but_not_above_the_root(tmp_path):
    found = read(tmp_path, dataset("/data/visitor"), dataset(MADE, inputs=["/data/visitor/mx9/id1/20230101/RAW_DATA/x"]))
    assert found[2].inputs == []


def test_the_same_proposal_goes_before_others_in_the_same_folder(tmp_path):
    found = read(tmp_path, dataset(RAW) | {"proposal": "mx2"}, dataset(RAW), dataset(MADE, inputs=[RAW]))
    assert found[3].inputs == [2]


def test_what_is_said_later_counts_and_the_same_bytes_count_once(tmp_path):
    one, two = dataset(RAW, parameters={"a": "1", "b": "x"}), dataset(RAW, parameters={"a": "2", "b": None})
    found = read(tmp_path, one, two, one)
    assert len(found) == 1 and found[1].own == {"a": "2"}


def test_a_metadata_update_sets_one_parameter_of_its_proposal(tmp_path):
    update = {"type": "metadata", "proposal": "mx1", "instrument": "id30a1", "paths": [RAW], "name": "a", "value": "new"}
    found = read(tmp_path, dataset(RAW, parameters={"a": "old"}), dataset(RAW) | {"proposal": "mx2"}, update)
    assert found[1].own == {"a": "new"} and found[2].own == {}


def test_numbers_keep_their_letters(tmp_path):
    found = read(tmp_path, json.dumps(dataset(RAW))[:-1] + ', "parameters": {"x": 1.10, "y": 1e5}}\n')
    assert found[1].own == {"x": "1.10", "y": "1e5"}


def test_values_are_parted_into_texts_numbers_and_what_means_none():
    sent = {"definition": "MX SAD", "x": "1.10", "y": "007", "z": "NA", RESOLUTION: "1.8 Å"}
    values = values_of(sent, Facility())
    assert values.texts == {"definition": ["MX", "SAD", "MX SAD"], "y": "007", RESOLUTION: "1.8 Å"}
    assert (values.numbers, values.dirty, values.raw) == ({"x": "1.10"}, {RESOLUTION: 1.8}, {"definition": "MX SAD", "z": "NA"})


def test_resolutions_are_read_with_errors_and_units():
    for text, number in (("2.6±0.1", 2.6), ("2.6 +/- 0.1 Å", 2.6), ("0.2 nm", 2.0), ("2.6 furlong", None), ("8-81", None)):
        assert values_of({RESOLUTION: text}, Facility()).dirty.get(RESOLUTION) == number, text


def test_times_are_utc():
    assert microseconds("1970-01-01T01:00:00.5+01:00") == 500_000
