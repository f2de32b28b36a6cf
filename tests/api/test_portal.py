"""The portal's files as a browser gets them: what is kept, what is asked again, and what machines get at the same addresses."""

import gzip
import os

import pytest
import requests
from weft_server import WeftServer

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    folder = tmp_path_factory.mktemp("portal")
    (folder / "assets").mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Weft</title>")
    (folder / "assets/index-1a2b3c.js").write_text("export default 1;\n" * 100)
    (folder / "assets/index-1a2b3c.js.gz").write_bytes(gzip.compress(b"export default 1;\n" * 100))
    (folder.parent / "secret.txt").write_text("not for you")
    return folder


@pytest.fixture(scope="module")
def served(portal):
    with WeftServer(options=["--portal", str(portal)]) as weft:
        yield weft


@pytest.mark.parametrize("address", ["/", "/data?q=a.b", "/datasets/42?tab=lineage", "/no/such/page"])
def test_a_browser_gets_the_index_at_every_address_of_a_page(served, address):
    answer = requests.get(served.http + address, headers=BROWSER)
    assert answer.status_code == 200 and "<title>Weft" in answer.text
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "object-src 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_hashed_files_come_compressed_and_are_kept_for_ever(served):
    address = served.http + "/assets/index-1a2b3c.js"
    small = requests.get(address, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert small.headers["Content-Encoding"] == "gzip" and int(small.headers["Content-Length"]) < 200
    plain = requests.get(address, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers and plain.text == small.text == "export default 1;\n" * 100
    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["Content-Type"].startswith("text/javascript")


def test_the_index_is_not_sent_again_and_is_when_it_changed(served, portal):
    first = requests.get(served.http + "/data", headers=BROWSER)
    with requests.Session() as session:  # the same connection: a 304 has no body that could disturb what follows
        known = {**BROWSER, "If-None-Match": first.headers["ETag"]}
        again = session.get(served.http + "/instruments", headers=known)
        assert again.status_code == 304 and again.content == b"" and again.headers["ETag"] == first.headers["ETag"]
        assert session.get(served.http + "/healthz").json()["status"] == "ok"
        os.utime(portal / "index.html", ns=(1, 1))
        assert session.get(served.http + "/data", headers=known).status_code == 200


def test_head_says_what_get_would(served):
    get, head = (ask(served.http + "/", headers=BROWSER) for ask in (requests.get, requests.head))
    assert head.content == b"" and head.headers["Content-Length"] == get.headers["Content-Length"]
    assert head.headers["ETag"] == get.headers["ETag"]


def test_a_missing_file_is_missing(served):
    answer = requests.get(served.http + "/assets/index-old.js", headers=BROWSER)
    assert answer.status_code == 404 and answer.json()["code"] == "not_found"


def test_a_machine_that_takes_json_gets_json(served):
    json = {"Accept": "application/json"}
    assert requests.get(served.http, headers=json).json()["api"] == "/api/v1"
    for path in ("/data", "/api/v1/nothing", "/api"):
        answer = requests.get(served.http + path, headers=json)
        assert answer.status_code == 404 and answer.json()["code"] == "not_found", path
    assert requests.get(served.http + "/api/v2/datasets", headers=BROWSER).status_code == 404
    assert requests.post(served.http + "/data", headers=BROWSER).status_code == 404
    assert requests.post(served.http + "/healthz", headers=BROWSER).status_code == 405


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt", "/assets/..%5c..%5csecret.txt"])
def test_nothing_outside_is_served(served, path):
    request = requests.Request("GET", served.http + "/", headers=BROWSER).prepare()
    request.url = served.http + path  # requests would tidy it
    with requests.Session() as session:
        answer = session.send(request)
        assert "not for you" not in answer.text and answer.status_code in (200, 404)  # 200: the index


def test_a_portal_not_built_says_how(tmp_path):
    with WeftServer(options=["--portal", str(tmp_path)], start=False) as weft:
        with pytest.raises(RuntimeError, match="there is no index.html"):
            weft.start()
