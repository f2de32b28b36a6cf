"""Every body in tests/data/messages through both doors: what becomes of it, and that the doors do not differ."""

import csv
import xml.etree.ElementTree as ElementTree

import pytest
import requests

from weft_server import WeftServer
from weft_talk import BODIES, INGEST, Stomp, canonical, dataset, get, listed, settle

QUEUES = {
    "archive-status": "/queue/icatArchiveRestoreStatus",
    "add-files": "/queue/icatDataFiles",
    "update-metadata": "/queue/icatUpdateDatasetMetadata",
    "investigation-reschedule": "/queue/rescheduleInvestigation",
}
NS = "{http://www.esrf.fr/icat}"
# What expect.py read in a body, and the state it ends in. `invalid` is the reschedule: its queue is kept for later.
# `files` names a dataset that nobody sent.
STATES = {"dataset": "catalogued", "investigation": "catalogued", "waiting": "waiting", "invalid": "waiting", "files": "refused"}


def expected() -> dict[str, str]:
    with (BODIES / "expected.tsv").open() as lines:
        return {row[0]: row[1] for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def destination(file: str) -> str:
    name = file.split("/")[1]
    return next((queue for start, queue in QUEUES.items() if name.startswith(start)), INGEST)


def by_stomp(weft):
    with Stomp(weft.stomp_port) as connection:
        for file in expected():
            connection.send((BODIES / file).read_bytes(), receipt=file, destination=destination(file))
        assert connection.receipts(len(expected())) == list(expected())
        connection.disconnect()


def by_http(weft):
    for file in expected():
        query = {"destination": destination(file)}
        answer = requests.post(weft.api + "/messages", params=query, data=(BODIES / file).read_bytes(), timeout=20)
        assert answer.status_code == 202, (file, answer.text)


@pytest.fixture(scope="module", params=[by_stomp, by_http])
def filled(request):
    with WeftServer() as weft:
        request.param(weft)
        settle(weft)
        yield weft


def folder(file: str) -> str:
    return ElementTree.parse(BODIES / file).findtext(NS + "location")


def text_of(file: str, parameter: str) -> str:
    values = {p.findtext(NS + "name"): p.findtext(NS + "value") for p in ElementTree.parse(BODIES / file).iter(NS + "parameter")}
    return values[parameter]


def test_every_body_is_there_and_in_the_state_expected(filled):
    messages = [m for m in listed(filled, "messages") if m["destination"].startswith("/queue/")]
    assert len(messages) == len(expected()) >= 100
    for (file, kind), message in zip(expected().items(), messages, strict=True):
        shown = get(filled, f"messages/{message['seq']}")["message"]
        assert shown["body"].encode() == (BODIES / file).read_bytes(), file
        if kind == "metadata":
            assert message["state"] in ("catalogued", "waiting"), file  # waits where nobody sent its datasets
        else:
            assert message["state"] == STATES[kind], (file, message)


def test_61_inputs_are_61_rows_each_with_its_state(filled):
    file = "pyicat-plus-3.1.0/mx-processed-61-inputs.xml"
    shown = dataset(filled, folder(file))
    assert [i["text"] for i in shown["inputs"]] == text_of(file, "input_datasets").split(",")
    assert len(shown["inputs"]) == 61
    raws = {d["location"] for d in listed(filled, "datasets") if d["proposal"] == "mx2485"}
    for one in shown["inputs"]:
        assert one["state"] == ("resolved" if one["text"] in raws else "pending"), one


def test_1800_angles_are_kept_byte_by_byte(filled):
    file = "pyicat-plus-1.1.1/ewokstomo-ct-slices-1800-angles.xml"
    text = text_of(file, "TOMOReconstruction_angles_file")
    shown = [get(filled, f"datasets/{d['id']}", history="true") for d in listed(filled, "datasets", location=folder(file))]
    said = [p["text"] for d in shown for s in d["history"] for p in s["parameters"] if p["name"] == "TOMOReconstruction_angles_file"]
    assert len(text) > 30_000 and text in said


@pytest.mark.parametrize("version", ["0.1.0", "1.1.1", "3.1.0"])
def test_raw_as_string_means_the_one_path(version):
    """0.1.0 made one input of every character of the text: whole it is a path all the same."""
    raw = "/data/visitor/blc17317/id00/20250101/RAW_DATA/s/s_0001"
    body = (BODIES / f"pyicat-plus-{version}/raw-as-string.xml").read_bytes()
    with WeftServer() as weft:
        for said in (body, f'{{"type":"dataset","proposal":"blc17317","instrument":"id00","name":"r","location":"{raw}"}}'):
            assert requests.post(weft.api + "/messages?wait=true", data=said, timeout=20).status_code == 202
        output, found = listed(weft, "datasets")
        inputs = get(weft, f"datasets/{output['id']}")["inputs"]
        assert [(i["state"], i["datasets"]) for i in inputs if i["datasets"]] == [("resolved", [found["id"]])]
        assert [i for i in inputs if i["state"] == "pending"] == []


def test_both_doors_give_the_same_catalogue():
    exports = []
    for send in (by_stomp, by_http):
        with WeftServer() as weft:
            send(weft)
            settle(weft)
            weft.terminate()
            exports.append(canonical(weft.data))
    assert exports[0] == exports[1]
    assert sum(line.startswith('{"dataset"') for line in exports[0]) > 20
