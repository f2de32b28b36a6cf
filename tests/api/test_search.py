"""Searches over HTTP, each answer held against the contract. What queries mean is tested beside the language."""

import json
import socket
import time

import pytest
from conftest import PROCESSED, RAW, dataset, fill, post
from contract import ContractSession
from weft_server import WeftServer


@pytest.fixture(scope="module")
def server():
    with WeftServer() as server:
        fill(ContractSession(server.http))
        yield server


@pytest.fixture(scope="module")
def http(server):
    return ContractSession(server.http)


def find(http, **query):
    response = http.get("/api/v1/datasets", params=query)
    assert response.status_code == 200, response.text
    return response.json()


def test_a_query_finds_what_it_says(http):
    assert find(http, q="EM_voltage = 200 kV")["total"] == 1
    assert find(http, q="EM_voltage >= 200000 V and name ~ LYSO")["total"] == 10
    assert find(http, q="input(EM_voltage = 200 kV)")["total"] == 1
    assert find(http, q="ancestor(EM_voltage = 300 kV)", name="merge")["total"] == 1
    assert find(http, q="type = processed", proposal="MX-2485")["total"] == 12
    assert find(http, q="startDate = 2023-04-25")["total"] == find(http)["total"] == 22


def test_a_query_seen_from_a_dataset(http):
    merge = find(http, name="merge")["datasets"][0]["id"]
    assert find(http, **{"from": merge, "q": "input(name = autoproc)"})["total"] == 10
    assert find(http, **{"from": merge, "q": "ancestor(type = acquisition)"})["total"] == 10


def test_pages_are_sorted_and_hold_everything_once(http):
    for sort in ("name", "-name", "-startDate", "EM_voltage", "-EM_voltage"):
        found, cursor = [], None
        while True:
            page = find(http, sort=sort, limit=5, **({"cursor": cursor} if cursor else {}))
            found += page["datasets"]
            cursor = page.get("nextCursor")
            if not cursor:
                break
        assert len({one["id"] for one in found}) == len(found) == page["total"] == 22, sort
        if sort.endswith("name"):
            names = [one["name"] for one in found]
            assert names == sorted(names, reverse=sort.startswith("-"))
    assert http.get("/api/v1/datasets", params={"cursor": "nobody gave this"}).status_code == 400


@pytest.mark.parametrize("sort", [None, "-id", "name", "-startDate", "EM_voltage", "-EM_voltage"])
def test_a_page_begins_at_an_offset(http, sort):
    order = {"sort": sort} if sort else {}
    every = [one["id"] for one in find(http, limit=100, **order)["datasets"]]
    for offset in (0, 1, 7, 21):
        page = find(http, offset=offset, limit=3, **order)
        assert [one["id"] for one in page["datasets"]] == every[offset:offset + 3] and page["total"] == 22
        if "nextCursor" in page:
            after = find(http, cursor=page["nextCursor"], limit=100, **order)
            assert [one["id"] for one in after["datasets"]] == every[offset + 3:]
        said = http.post("/api/v1/datasets/search", json={"offset": offset, "limit": 3, **order}).json()
        assert said["datasets"] == page["datasets"]
    for beyond in (22, 23, 9007199254740991):
        page = find(http, offset=beyond, **order)
        assert page["datasets"] == [] and page["total"] == 22 and "nextCursor" not in page


def test_an_offset_is_no_text_and_goes_with_no_cursor(http):
    cursor = find(http, limit=1)["nextCursor"]
    for wrong in ({"offset": "-1"}, {"offset": "many"}, {"offset": "3", "cursor": cursor}):
        response = http.get("/api/v1/datasets", params=wrong)
        assert response.status_code == 400 and response.json()["subject"] == "offset", response.text


def test_parameters_come_with_the_page(http):
    page = find(http, q="name = lyso_0000", parameters="all")
    one = page["datasets"][0]
    assert one["parameters"]["EM_voltage"] == {"text": "200000", "value": 200, "unit": "kV"}
    assert "sampleParameters" in one and "columns" not in page
    page = find(http, q="name = lyso_0000", parameters="voltage, technique,\"My own\"")
    assert page["columns"] == [{"asked": "voltage", "name": "EM_voltage", "unit": "kV"},
                               {"asked": "technique", "name": "definition"}, {"asked": '"My own"', "name": "My own"}]
    assert set(page["datasets"][0]["parameters"]) == {"EM_voltage", "definition"}


def test_facets_count_the_whole_result(http):
    page = find(http, q="exists EM_voltage", limit=1, facets="instrument,EM_voltage:histogram:2,startDate:month,name:3")
    instrument, voltage, start, name = page["facets"]
    assert instrument["counts"] == [{"value": "ID30A-1", "count": 10}] and page["total"] == 10
    assert voltage["unit"] == "kV" and sum(one["count"] for one in voltage["buckets"]) == 10
    assert start["kind"] == "times" and start["buckets"][0]["from"] == "2023-04-01T00:00:00Z"
    assert len(name["counts"]) == 3 and name["distinct"] == 10
    alone = http.get("/api/v1/facets", params={"q": "exists EM_voltage", "facets": "instrument"}).json()
    assert alone["facets"] == [instrument] and alone["total"] == 10


def test_statistics_group_what_matches(http):
    answer = http.get("/api/v1/statistics", params={"q": "name != merge", "by": "type,year"}).json()
    assert answer["by"] == ["type", "year"] and answer["total"]["datasets"] == 21
    assert [(one["values"], one["datasets"]) for one in answer["groups"]] == [
        (["acquisition", "2023"], 10), (["processed", "2023"], 11)]
    assert "groups" not in http.get("/api/v1/statistics").json()


def test_suggestions_complete_names_and_values(http):
    def suggest(prefix):
        return http.get("/api/v1/suggest", params={"prefix": prefix}).json()["suggestions"]

    assert "EM_voltage" in [one["label"] for one in suggest("EM_volt")]
    assert [one["label"] for one in suggest("instrument = ID30")] == ["ID30A-1"]
    assert suggest("") and suggest("name = = ") == []


def test_suggestions_are_for_the_place_of_the_cursor(http):
    def suggest(prefix, **query):
        answer = http.get("/api/v1/suggest", params={"prefix": prefix, **query})
        assert answer.status_code == 200, answer.text
        return answer.json()["suggestions"]

    inside = suggest('name = "Å" and instrum = ID30', position=22)
    assert inside[0]["label"] == "instrument" and (inside[0]["from"], inside[0]["to"]) == (15, 22), inside
    assert {"=", "~", "in"} <= {one["label"] for one in suggest("instrument ")}
    assert {">=", "between"} <= {one["label"] for one in suggest("EM_voltage ", limit=200)}
    assert len(suggest("", limit=3)) == 3 and len(suggest("", limit=200)) > 20


def test_a_search_is_said_in_json_too(http):
    def ask(**body):
        return http.post("/api/v1/datasets/search", json=body)

    merge = find(http, name="merge")["datasets"][0]["id"]
    answer = ask(q="input(type = processed)", **{"from": merge}, limit=3, sort="-name", facets=["instrument", "name:1"],
                 parameters=["definition"])
    assert answer.status_code == 200 and answer.json()["total"] == 10 and len(answer.json()["facets"]) == 2
    assert ask().json()["total"] == 22 and ask(facets=[]).status_code == 200
    for body, subject in (({"colour": "red"}, "colour"), ({"q": 1.5}, "q"), ({"at_least": 5}, "at_least"),
                          ({"facets": [1]}, "facets"), ({"limit": 0}, "limit"), ({"q": "name ="}, "character 7")):
        answer = ask(**body)
        assert answer.status_code == 400 and answer.json()["subject"] == subject, answer.text
    many = "name in (" + ", ".join(f"lyso_{i:04}" for i in range(100_000)) + ")"
    assert ask(q=many).json()["total"] == 10
    too_long = ask(q="name = " + "x" * 5_000_000)
    assert too_long.status_code == 413, too_long.text[:300]


def test_related_sets_are_said_in_json_too(http):
    sets = ["results:output(type = processed)", "inputs:input(type in (processed, acquisition))"]
    wanted = {"name": "merge", "limit": 5, "relatedLimit": 3}
    said = http.post("/api/v1/datasets/search", json={**wanted, "related": sets})
    assert said.status_code == 200, said.text
    assert any(one["relatedTotal"]["inputs"] for one in said.json()["datasets"])
    assert said.json()["datasets"] == find(http, **wanted, related=sets)["datasets"]
    for wrong in ([sets[0], 7.5], [[sets[0]]], sets[0], 7):
        answer = http.post("/api/v1/datasets/search", json={"related": wrong})
        assert answer.status_code == 400 and answer.json()["subject"] == "related", answer.text


def test_counts_are_said_in_json_too(http):
    many = "name in (" + ", ".join(f"lyso_{i:04}" for i in range(20_000)) + ")"
    facets = http.post("/api/v1/facets", json={"q": many, "facets": ["instrument", "name:1"]}).json()
    assert facets["total"] == 10 and [facet["field"] for facet in facets["facets"]] == ["instrument", "name:1"]
    grouped = http.post("/api/v1/statistics", json={"q": many, "by": ["instrument", "type"]}).json()
    assert grouped["total"]["datasets"] == 10 and grouped["by"] == ["instrument", "type"]
    assert http.post("/api/v1/statistics", json={}).json() == http.get("/api/v1/statistics").json()
    assert http.post("/api/v1/facets", json={"q": many}).status_code == 400


def test_pages_sorted_by_a_long_text_are_asked_for_by_get(http):
    texts = ["x" * 20_000 + str(i) for i in (2, 0, 1)]
    for i, text in enumerate(texts):
        seq = post(http, dataset(RAW.format(3000 + i), f"long_{i}", comment_of_mine=text))
    names, cursor = [], {}
    for _ in texts:
        page = find(http, q="name ~ long_", sort="-comment_of_mine", limit=1, at_least=seq, **cursor)
        names += [one["name"] for one in page["datasets"]]
        cursor = {"cursor": page["nextCursor"]} if "nextCursor" in page else {}
    assert names == ["long_0", "long_2", "long_1"]


def test_an_error_quotes_the_place(http):
    error = http.get("/api/v1/datasets", params={"q": "type = raw and EM_votlage > 3"}).json()
    assert error["subject"] == "character 16" and "EM_voltage" in error["message"]
    assert error["message"].split("\n")[-2:] == ["type = raw and EM_votlage > 3", " " * 15 + "^"]


def test_what_was_acknowledged_is_found_at_least_then(http):
    for i in range(20):
        seq = post(http, dataset(RAW.format(2000 + i), f"seen_{i}", sample="seen"))
        page = find(http, q=f"name = seen_{i}", at_least=seq, facets="name")
        assert page["total"] == 1 and page["seq"] >= seq and page["facets"][0]["datasets"] == 1


def is_idle_within(weft, seconds, work=0.1):
    """Half a second with less than `work` seconds of work."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        busy = weft.cpu_seconds()
        time.sleep(0.5)
        if weft.cpu_seconds() - busy < work:
            return True
    return False


def test_closing_the_connection_stops_a_search(server):
    """The naive engine takes long for this; with the client gone it must give its thread back."""
    with WeftServer(options=["--engine", "naive"]) as slow:
        session = ContractSession(slow.http)
        lines = [json.dumps({"type": "dataset", "proposal": "mx1", "instrument": "id30a1", "location": f"/data/visitor/mx1/{i}",
                             "name": f"n{i}", "inputs": [f"/data/visitor/mx1/{i - 1}"]}) for i in range(3000)]
        session.post("/api/v1/messages", data="\n".join(lines), headers={"Content-Type": "application/x-ndjson"},
                     params={"wait": "true"})
        query = "/api/v1/datasets?q=ancestor(ancestor(ancestor(ancestor(name~n))))"
        for _ in range(4):
            connection = socket.create_connection((slow.host, slow.http_port))
            connection.sendall(f"GET {query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.05)
            connection.close()
        began = time.monotonic()
        assert session.get("/api/v1/datasets", params={"limit": 1}).json()["total"] == 3000
        assert time.monotonic() - began < 6
        assert is_idle_within(slow, 8), "four searches that nobody waits for would go on for longer"
        assert slow.terminate() < 2
