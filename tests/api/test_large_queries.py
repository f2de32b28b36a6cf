"""Queries as large as the language lets them be: answered or refused in bounded memory, and stopped when nobody waits."""

import json
import re
import socket

import pytest
from contract import ContractSession
from test_search import is_idle_within
from weft_server import WeftServer

LISTED = 20_000  # datasets whose technique is a list of three


@pytest.fixture(scope="module", params=["index", "naive"])
def weft(request):
    with WeftServer(options=["--engine", request.param]) as server:
        server.engine = request.param
        server.datasets = LISTED if request.param == "index" else 500
        lines = [json.dumps({"type": "dataset", "proposal": "mx1", "instrument": "id30a1", "location": f"/data/visitor/mx1/{i}",
                             "name": f"n{i}", "parameters": {"definition": f"a{i} b{i} SAD"}}) for i in range(server.datasets)]
        post(server, "messages?wait=true", "\n".join(lines), "application/x-ndjson")
        yield server


def post(server, what, body, content_type="application/json"):
    return ContractSession(server.http).post("/api/v1/" + what, data=body, headers={"Content-Type": content_type})


def search(server, query):
    return post(server, "datasets/search", json.dumps({"q": query, "limit": 1}))


def most_memory(server):
    """In MB, since `forget_memory`."""
    return int(re.search(r"VmHWM:\s*(\d+)", open(f"/proc/{server.pid}/status").read())[1]) / 1024


def forget_memory(server):
    with open(f"/proc/{server.pid}/clear_refs", "w") as file:
        file.write("5")
    return most_memory(server)


def test_a_hundred_thousand_values_of_a_list(weft):
    values = ", ".join(f"a{i}" for i in range(100_000))
    assert search(weft, f"definition in ({values})").json()["total"] == weft.datasets
    assert search(weft, f"not definition in (SAD, {values})").json()["total"] == 0


def test_thousands_of_parts_are_looked_for_nowhere(weft):
    answer = search(weft, " or ".join(["location ~ /"] * 10_000))
    assert answer.status_code == 413 and "200 comparisons by ~" in answer.json()["message"]
    assert search(weft, " or ".join(f"location ~ /{i % 10}" for i in range(200))).json()["total"] == weft.datasets


def test_thousands_of_comparisons_need_little_memory(weft):
    before = forget_memory(weft)
    query = " and ".join(f"(definition = SAD or name = n{i})" for i in range(5_000))
    assert search(weft, query).json()["total"] == weft.datasets
    assert most_memory(weft) - before < 150


def long_query(i):
    return " and ".join(f"(definition = SAD or definition = x{j}_{i} or EM_voltage > {j})" for j in range(3_333))


def test_closing_the_connection_stops_a_large_query(weft):
    for i in range(24):
        body = json.dumps({"q": long_query(i)})
        connection = socket.create_connection((weft.host, weft.http_port))
        head = f"POST /api/v1/datasets/search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        connection.sendall(f"{head}\r\n\r\n{body}".encode())
        connection.close()
    assert is_idle_within(weft, 8, work=0.3), "folders are still looked for, which takes less than one search"
    assert search(weft, "name = n1").json()["total"] == 1
