"""The client beamlines have, unmodified, by its Python API and by its commands."""

import datetime
import pathlib
import subprocess
import sys
import time

import pytest
from pyicat_plus.client.main import IcatClient

from weft_talk import dataset, get, listed, made_from, settle

SESSION = "/data/visitor/mx2485/id30a3/20250118"
RAW = SESSION + "/RAW_DATA/Thau/"
PROCESSED = SESSION + "/PROCESSED_DATA/Thau/"
UNKNOWN = "987654321"  # an id that no dataset has
COMMANDS = pathlib.Path(sys.executable).parent


@pytest.fixture(scope="module")
def client(weft):
    queue = [f"127.0.0.1:{weft.stomp_port}"]
    client = IcatClient(metadata_urls=queue, update_metadata_urls=queue, archive_urls=queue, add_files_urls=queue,
                        reschedule_investigation_urls=queue)
    yield client
    client.disconnect()


def raw(client, name):
    client.store_dataset("ID30A-3", "mx2485", name, RAW + name, metadata={"Sample_name": "Thau-A1", "scanType": "MX"})


def processed(client, name, *inputs):
    client.store_processed_data(
        "ID30A-3", "MX-2485", name.split("/")[-1], PROCESSED + name, raw=list(inputs), metadata={"Sample_name": "Thau-A1"}
    )


def arrived(weft, count):
    """pyicat-plus asks for no receipts: waits until so many messages came, all understood but the one of an unknown id."""
    deadline = time.monotonic() + 30
    while count_sent(weft) < count and time.monotonic() < deadline:
        time.sleep(0.02)
    settle(weft)
    assert count_sent(weft) == count
    refused = [get(weft, f"messages/{m['seq']}")["message"] for m in listed(weft, "messages", state="refused")]
    assert [m for m in refused if UNKNOWN not in m["body"]] == []


def count_sent(weft):
    return sum(m["destination"].startswith("/queue/") for m in listed(weft, "messages"))


# Of each pattern of the talk: what is published, in this order, and of what each is made.
PATTERNS = {
    "one_to_one": {PROCESSED + "a/xia2": [RAW + "a"]},
    "one_one_one": {PROCESSED + "b/mr": [PROCESSED + "b/xia2"], PROCESSED + "b/xia2": [RAW + "b"]},
    "one_to_many": {PROCESSED + f"c/{p}": [RAW + "c"] for p in ("xia2", "autoPROC", "EDNA_proc", "grenades", "XDSAPP")},
    "many_to_one": {PROCESSED + "d/merge": [RAW + f"d{i}" for i in range(6)]},
    "one_many_one": {
        PROCESSED + "e/merge": [PROCESSED + f"e/part{i}" for i in range(3)],
        **{PROCESSED + f"e/part{i}": [RAW + "e"] for i in range(3)},
    },
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_pattern_of_the_talk_is_linked_though_processed_comes_before_raw(weft, client, pattern):
    wanted = PATTERNS[pattern]
    raws = sorted({i for inputs in wanted.values() for i in inputs if i.startswith(RAW)})
    before = count_sent(weft)
    for output, inputs in wanted.items():
        processed(client, output.removeprefix(PROCESSED), *inputs)
    arrived(weft, before + len(wanted))
    said = [i for output in wanted for i in dataset(weft, output)["inputs"]]
    assert {i["state"] for i in said if i["text"] in raws} == {"pending"}, "no raw data is there yet"
    for folder in raws:
        raw(client, folder.removeprefix(RAW))
    arrived(weft, before + len(wanted) + len(raws))
    for output, inputs in wanted.items():
        shown = dataset(weft, output)
        assert [i["text"] for i in shown["inputs"]] == inputs
        assert {i["state"] for i in shown["inputs"]} == {"resolved"}
        assert made_from(weft, output) == inputs
        assert (shown["type"], shown["proposal"]) == ("processed", "mx2485")
    for folder in raws:
        assert dataset(weft, folder)["type"] == "acquisition"
    first = dataset(weft, next(iter(wanted)))["id"]
    graph = get(weft, f"datasets/{first}/lineage", direction="ancestors", depth=0)
    assert {n["location"] for n in graph["nodes"]} >= set(raws)
    assert not graph["partial"] and not graph["cyclic"]


def test_investigation_start_gives_datasets_their_investigation(weft, client):
    before = count_sent(weft)
    start = datetime.datetime(2025, 3, 20, 9, tzinfo=datetime.timezone.utc)
    client.start_investigation("id11", "ihma612", start_datetime=start)
    client.store_dataset(
        "id11",
        "ihma612",
        "scan",
        "/data/visitor/ihma612/id11/20250320/RAW_DATA/Si/scan",
        metadata={"Sample_name": "Si", "startDate": start + datetime.timedelta(hours=2)},
    )
    arrived(weft, before + 2)
    found = listed(weft, "investigations", proposal="ihma612")
    assert [(i["instrument"], i["startDate"]) for i in found] == [("ID11", "2025-03-20T09:00:00Z")]
    assert listed(weft, "datasets", investigation=found[0]["id"])[0]["name"] == "scan"


def test_update_metadata_changes_the_parameter_of_its_datasets(weft, client):
    before = count_sent(weft)
    client.update_metadata(
        proposal="mx2485",
        beamline="ID30A-3",
        dataset_paths=f"{RAW}u1,{RAW}u2",
        metadata_name="Sample_description",
        metadata_value="crystal, plate 3",
    )
    raw(client, "u1")
    raw(client, "u2")
    arrived(weft, before + 3)
    for name in ("u1", "u2"):
        assert dataset(weft, RAW + name)["parameters"]["Sample_description"]["text"] == "crystal, plate 3"


def test_added_files_are_heard_of_a_dataset_that_is_there(weft, client):
    before = count_sent(weft)
    raw(client, "added")
    arrived(weft, before + 1)
    client.add_files(dataset_id=dataset(weft, RAW + "added")["id"])
    client.add_files(dataset_id=int(UNKNOWN))
    arrived(weft, before + 3)
    states = {m["state"] for m in listed(weft, "messages") if m["destination"] == "/queue/icatDataFiles"}
    assert states == {"catalogued", "refused"}


def test_queues_not_served_yet_are_kept_waiting(weft, client):
    before, waiting = count_sent(weft), len(listed(weft, "messages", state="waiting"))
    client.reschedule_investigation("152345678")
    arrived(weft, before + 1)
    assert len(listed(weft, "messages", state="waiting")) == waiting + 1


def run(command, *words):
    done = subprocess.run([COMMANDS / command, *words], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_commands_publish_raw_processed_and_from_files(weft, tmp_path_factory):
    queue = f"127.0.0.1:{weft.stomp_port}"
    who = ["--beamline", "ID30A-3", "--proposal", "mx2485", "--sample", "Thau-A1"]
    kept = tmp_path_factory.mktemp("kept") / "later.xml"
    before = count_sent(weft)
    inputs = ["--raw", RAW + "cmd1", "--raw", RAW + "cmd2"]
    run("icat-store-processed", *who, "--dataset", "merge", "--path", PROCESSED + "cmd", *inputs, "--queue", queue)
    run("icat-store-raw", *who, "--dataset", "cmd1", "--path", RAW + "cmd1", "-p", "scanType=MX", "--queue", queue)
    run("icat-store-raw", *who, "--dataset", "cmd2", "--path", RAW + "cmd2", "--store-filename", str(kept))
    arrived(weft, before + 2)
    assert [i["state"] for i in dataset(weft, PROCESSED + "cmd")["inputs"]] == ["resolved", "pending"]
    run("icat-store-from-file", str(kept), "--queue", queue)
    arrived(weft, before + 3)
    assert made_from(weft, PROCESSED + "cmd") == [RAW + "cmd1", RAW + "cmd2"]
    assert dataset(weft, RAW + "cmd1")["parameters"]["scanType"]["text"] == "MX"
