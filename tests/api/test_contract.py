"""What API v1 answers, each answer held against the contract."""

import json

import pytest
from contract import ContractSession
from conftest import PROCESSED, RAW, dataset, post


def find(http, **query):
    return http.get("/api/v1/datasets", params=query).json()


def first(http, **query):
    return find(http, **query)["datasets"][0]


def test_lists_say_what_they_promise(http):
    page = find(http, limit=5)
    assert page["total"] >= 22 and len(page["datasets"]) == 5 and page["nextCursor"]
    raw = first(http, location=RAW.format(0))
    assert (raw["proposal"], raw["instrument"], raw["type"]) == ("mx2485", "ID30A-1", "acquisition")
    assert raw["startDate"] == "2023-04-25T08:00:00Z" and raw["state"] == "live"


def test_pages_hold_everything_once(http):
    found, cursor = [], None
    while True:
        page = find(http, limit=7, **({"cursor": cursor} if cursor else {}))
        found += [one["id"] for one in page["datasets"]]
        cursor = page.get("nextCursor")
        if not cursor:
            break
    assert len(found) == len(set(found)) == page["total"]


@pytest.mark.parametrize("spelling", ["mx2485", "MX2485", "MX-2485", " mx 2485"])
def test_filters_take_any_spelling(http, spelling):
    assert find(http, proposal=spelling)["total"] == find(http)["total"]


def test_filters_filter(http):
    assert find(http, type="processed", name="merge")["total"] == 1
    assert find(http, instrument="nowhere")["total"] == 0
    investigation = http.get("/api/v1/investigations").json()["investigations"][0]["id"]
    by_name = find(http, sample="lyso", investigation=investigation)
    sample = http.get("/api/v1/samples", params={"name": "lyso"}).json()["samples"][0]["id"]
    assert by_name["total"] == find(http, sample=sample)["total"] > 20
    assert find(http, sample="nobody", investigation=investigation)["total"] == 0
    assert http.get("/api/v1/datasets", params={"sample": "lyso"}).status_code == 400


def test_a_page_shows_numbers_beside_texts_and_links_beside_inputs(http):
    raw = first(http, location=RAW.format(1))
    page = http.get(f"/api/v1/datasets/{raw['id']}").json()
    assert page["parameters"]["EM_voltage"] == {"text": "300000", "value": 300, "unit": "kV"}
    output = first(http, location=PROCESSED.format(1))
    page = http.get(f"/api/v1/datasets/{output['id']}").json()
    assert page["inputs"][0]["state"] == "resolved" and page["inputs"][0]["datasets"] == [raw["id"]]
    assert page["softLinks"]["input_datasetIds"] == str(raw["id"])
    assert page["job"]["application"] == "autoPROC" and page["outputs"]["total"] == 1


def test_names_the_dictionary_lacks_are_kept_and_said_to_be_unknown(http):
    location = "/data/visitor/mx2485/id30a1/20230425/RAW_DATA/odd/odd_0001"
    post(http, dataset(location, "odd", sample="odd", MyOwn_name="7", EM_voltage="12 mm"), wait="true")
    page = http.get(f"/api/v1/datasets/{first(http, location=location)['id']}").json()
    assert page["parameters"]["MyOwn_name"] == {"text": "7", "value": 7, "unknown": True}
    assert "unknown" not in page["parameters"]["EM_voltage"] and page["parameters"]["EM_voltage"]["remark"]


def test_history_tells_each_statement(http):
    raw = first(http, location=RAW.format(0))
    page = http.get(f"/api/v1/datasets/{raw['id']}?history=true").json()
    assert [one["text"] for one in page["parameterHistory"]["EM_voltage"]] == ["300000", "200000"]
    assert page["parameters"]["EM_voltage"]["text"] == "200000" and len(page["history"]) == 2


def test_lineage_goes_both_ways_and_honours_limits(http):
    merge = first(http, name="merge")["id"]
    graph = http.get(f"/api/v1/datasets/{merge}/lineage", params={"direction": "ancestors"}).json()
    assert len(graph["nodes"]) == 21 and len(graph["edges"]) == 20 and not graph["partial"] and not graph["cyclic"]
    near = http.get(f"/api/v1/datasets/{merge}/lineage", params={"direction": "ancestors", "depth": 1}).json()
    assert len(near["nodes"]) == 11 and not near["partial"]
    cut = http.get(f"/api/v1/datasets/{merge}/lineage", params={"nodes": 5}).json()
    assert len(cut["nodes"]) <= 5 and cut["partial"]
    waits = first(http, name="waits")["id"]
    graph = http.get(f"/api/v1/datasets/{waits}/lineage").json()
    assert graph["pending"] == [{"output": waits, "text": RAW.format(500), "state": "pending"}]


def test_counters_agree_with_lists(http):
    total = http.get("/api/v1/statistics").json()["total"]
    assert total["datasets"] == find(http)["total"] == total["acquisition"] + total["processed"]
    instruments = http.get("/api/v1/instruments").json()["instruments"]
    assert sum(one["datasets"] for one in instruments) == total["datasets"]
    for one in http.get("/api/v1/investigations").json()["investigations"]:
        assert http.get(f"/api/v1/investigations/{one['id']}").json()["datasets"] == one["datasets"]
    for one in http.get("/api/v1/samples").json()["samples"]:
        assert http.get(f"/api/v1/samples/{one['id']}").json()["datasets"] == one["datasets"]


def test_what_cannot_be_catalogued_is_kept_and_can_be_replayed(http):
    refused = http.get("/api/v1/messages", params={"state": "refused", "code": "malformed"}).json()["messages"]
    seq = next(m["seq"] for m in refused if m["destination"] == "/queue/icatIngest")
    assert http.get(f"/api/v1/messages/{seq}").json()["message"]["body"] == "this is no message"
    replay = http.post("/api/v1/messages/replay", json={"messages": [seq]})
    assert replay.status_code == 202 and replay.json()["accepted"] == 1
    assert http.post("/api/v1/messages/replay", json={"messages": [10**9]}).status_code == 404
    assert http.post("/api/v1/messages/replay", json={"state": "refused"}).status_code == 202


def test_messages_page_both_ways(http):
    oldest = http.get("/api/v1/messages", params={"limit": 3}).json()
    assert [m["seq"] for m in oldest["messages"]] == [1, 2, 3]
    newest = http.get("/api/v1/messages", params={"limit": 3, "order": "newest"}).json()
    after = http.get("/api/v1/messages", params={"limit": 3, "order": "newest", "after": newest["nextCursor"]}).json()
    seqs = [m["seq"] for m in newest["messages"] + after["messages"]]
    assert seqs == list(range(seqs[0], seqs[0] - 6, -1))


def test_ndjson_is_a_message_a_line(http):
    line = {"proposal": "mx2485", "instrument": "id30a1", "sample": "ndjson"}
    lines = [json.dumps({**line, "location": f"/data/visitor/mx2485/id30a1/20230425/RAW_DATA/n/n{i}", "name": f"n{i}"})
             for i in range(50)]
    sent = http.post("/api/v1/messages", data="\n".join(lines) + "\n", headers={"Content-Type": "application/x-ndjson"},
                     params={"wait": "true"})
    assert sent.status_code == 202 and sent.json()["accepted"] == 50 and sent.json()["applied"]


def test_deleting_and_restoring_want_a_reason(http):
    post(http, dataset(RAW.format(77), "lyso_0077"), wait="true")
    url = f"/api/v1/datasets/{first(http, location=RAW.format(77))['id']}"
    assert http.delete(url).status_code == 400
    assert http.delete(url, params={"reason": " "}).status_code == 400
    assert http.delete(url, json={"reason": "beam was off"}).json()["state"] == "deleted"
    assert http.delete(url, params={"reason": "again"}).status_code == 409
    page = http.get(url).json()
    assert page["state"] == "deleted" and page["stateReason"] == "beam was off"
    assert find(http, location=RAW.format(77))["total"] == 0
    assert find(http, location=RAW.format(77), deleted="true")["total"] == 1
    assert http.post(url + "/restore", json={"reason": "it was on"}).json()["state"] == "live"
    assert find(http, location=RAW.format(77))["total"] == 1


@pytest.mark.parametrize("method, url, status, code, subject", [
    ("GET", "/api/v1/nothing", 404, "not_found", ""),
    ("GET", "/api/v1/datasets/999999", 404, "not_found", "999999"),
    ("GET", "/api/v1/datasets/abc", 404, "not_found", "abc"),
    ("GET", "/api/v1/datasets/0/lineage", 404, "not_found", "0"),
    ("GET", "/api/v1/datasets?limit=0", 400, "invalid", "limit"),
    ("GET", "/api/v1/datasets?colour=red", 400, "invalid", "colour"),
    ("GET", "/api/v1/datasets?location=here", 400, "invalid", None),
    ("GET", "/api/v1/datasets?q=name+%3D", 400, "malformed", "character 7"),
    ("GET", "/api/v1/datasets?q=nmae+%3D+x", 400, "invalid", "character 1"),
    ("GET", "/api/v1/datasets?from=1", 400, "invalid", "from"),
    ("GET", "/api/v1/datasets?sort=EM_votlage", 400, "invalid", None),
    ("GET", "/api/v1/datasets?parameters=EM_voltage,voltage_of", 400, "invalid", None),
    ("GET", "/api/v1/facets", 400, "invalid", "facets"),
    ("GET", "/api/v1/facets?facets=instrument:0", 400, "invalid", None),
    ("GET", "/api/v1/statistics?by=colour", 400, "invalid", None),
    ("GET", "/api/v1/suggest?limit=201", 400, "invalid", "limit"),
    ("POST", "/api/v1/datasets/search", 400, "malformed", "body"),
    ("GET", "/api/v1/datasets/1/lineage?direction=up", 400, "invalid", "direction"),
    ("GET", "/api/v1/messages?state=lost", 400, "invalid", "state"),
    ("PUT", "/api/v1/datasets", 405, "unsupported", "PUT"),
    ("POST", "/api/v1/messages", 400, "invalid", "body"),
    ("POST", "/api/v1/messages?destination=/weft/acts", 403, "forbidden", "destination"),
    ("POST", "/api/v1/messages?destination=queue", 400, "invalid", "destination"),
    ("POST", "/api/v1/messages/replay", 400, "malformed", "body"),
])
def test_errors_say_what_and_where(http, method, url, status, code, subject):
    response = http.request(method, url)
    assert response.status_code == status, response.text
    error = response.json()
    assert error["code"] == code and error["message"] and subject in (None, error["subject"])


def test_the_future_is_not_waited_for_without_end(impatient):
    response = ContractSession(impatient.http).get("/api/v1/datasets", params={"at_least": 999999999})
    assert response.status_code == 504
    assert (response.json()["code"], response.json()["subject"]) == ("timed_out", "at_least")


def test_methods_are_told(http):
    assert http.options("/api/v1/datasets/1").headers["Allow"] == "GET, HEAD, DELETE, OPTIONS"
    assert http.put("/api/v1/datasets/1").headers["Allow"] == "GET, HEAD, DELETE, OPTIONS"
    head = http.head("/api/v1/datasets")
    assert head.status_code == 200 and int(head.headers["Content-Length"]) > 100 and head.content == b""


def test_what_was_acknowledged_is_visible_at_least_then(http):
    for i in range(20):
        seq = post(http, dataset(RAW.format(1000 + i), f"lyso_{1000 + i}"))
        assert find(http, location=RAW.format(1000 + i), at_least=seq)["total"] == 1


def test_operators_find_their_pages(http):
    assert http.get("/healthz").json()["status"] == "ok"
    metrics = http.get("/metrics").text
    for name in ("weft_messages_total{state=\"accepted\"}", "weft_applied_seq ", "weft_http_requests_total{code=\"200\"}",
                 "weft_commit_seconds_total ", "weft_inbox_queued ", "weft_build_info{version="):
        assert name in metrics
    assert http.get("/", headers={"Accept": "application/json"}).json()["api"] == "/api/v1"
    assert "Weft" in http.get("/").text and "openapi: 3" in http.get("/api/v1/openapi.yaml").text
    changes = http.get("/api/v1/changes", params={"limit": 20}).json()["changes"]
    assert [one["seq"] for one in changes] == list(range(1, 21))
