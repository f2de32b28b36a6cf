"""The files of datasets, from a real folder through a real server: lists, bytes, and who gets none."""

import http.client
import json
import os
import pathlib
import random
import shutil
import socket
import time
from urllib.parse import quote

import pytest
import requests
from contract import ContractSession

from weft_server import WeftServer

SECRET = b"nobody may read this"
RAW = random.Random(7).randbytes(3_000_007)
HOSTILE = [b"line\nbreak.txt", b"\xff\xfe no utf-8", b"back\\slash", b"%2e%2e", b"100%.dat", b"a" * 255, b"\xe9t\xe9.txt",
           "é 😀.txt".encode(), b"quote\"'.txt", b"\\xFF", b" ", b"...", b"*?{a,b}", b"\x7f\x01", b"half \xc3"]


def spell(name: bytes) -> str:
    """As spec/manifest.md says, by Python's own reading of UTF-8."""
    text = name.replace(b"\\", b"\\\\").decode("utf-8", errors="surrogateescape")
    return "".join(f"\\x{ord(c) - 0xDC00:02X}" if 0xDC80 <= ord(c) <= 0xDCFF else c for c in text)


class Facility:
    """A root with one dataset in it, and what lies outside."""

    def __init__(self, base: pathlib.Path):
        self.root, self.outside = base / "visitor", base / "secret"
        self.folder = self.root / "mx1/id00/20250101/RAW_DATA/s_0001"
        (self.folder / "gallery").mkdir(parents=True)
        self.outside.mkdir()
        (self.outside / "passwords").write_bytes(SECRET)
        (self.root / "movie.mrc").write_bytes(b"movie")
        (self.folder / "raw.h5").write_bytes(RAW)
        (self.folder / "gallery/s_Kratky.png").write_bytes(b"\x89PNG")
        for name in ("page.html", "drawing.svg", "notes.txt", "empty"):
            (self.folder / name).write_bytes(b"" if name == "empty" else b"<script>alert(1)</script>")
        for name in HOSTILE:
            (pathlib.Path(os.fsdecode(bytes(self.folder) + b"/" + name))).write_bytes(b"bytes of " + name)
        (self.folder / "linked.mrc").symlink_to(self.root / "movie.mrc")
        (self.folder / "out").symlink_to(self.outside / "passwords")
        (self.folder / "chain").symlink_to(self.folder / "out")
        (self.folder / "etc").symlink_to("/etc/passwd")
        (self.folder / "door").symlink_to(self.outside)
        (self.folder / "many").mkdir()
        for i in range(600):
            (self.folder / f"many/frame_{i:04}.cbf").write_bytes(b"x" * (i % 7))

    def on_disk(self) -> dict[str, int]:
        found = {}
        for where, _, names in os.walk(bytes(self.folder)):
            for name in names + [n for n in os.listdir(where) if os.path.islink(os.path.join(where, n)) and n not in names]:
                path = os.path.join(where, name)
                inside = os.path.realpath(path).startswith(bytes(self.root)) and os.path.isfile(path)
                found[spell(os.path.relpath(path, bytes(self.folder)))] = os.path.getsize(path) if inside else 0
        return found


class Files:
    def __init__(self, weft: WeftServer, facility: Facility):
        self.weft, self.facility = weft, facility
        self.http = requests.Session()
        self.id = self.add(facility.folder)

    def add(self, folder: pathlib.Path, name: str = "s_0001") -> int:
        body = {"type": "dataset", "proposal": "mx1", "instrument": "id00", "location": str(folder), "name": name}
        answer = self.http.post(self.weft.api + "/messages", params={"wait": "true"}, data=json.dumps(body))
        assert answer.ok, answer.text
        found = self.http.get(self.weft.api + "/datasets", params={"location": str(folder)}).json()["datasets"]
        return found[0]["id"]

    @property
    def url(self) -> str:
        return f"{self.weft.api}/datasets/{self.id}/files"

    def list(self, **query) -> dict:
        answer = self.http.get(self.url, params=query)
        assert answer.ok, answer.text
        return answer.json()

    def until(self, right, within: float = 20.0, **query) -> dict:
        end = time.monotonic() + within
        while not right(page := self.list(**query)):
            assert time.monotonic() < end, page
            time.sleep(0.05)
        return page

    def counted(self) -> bool:
        return "fileCount" in self.http.get(f"{self.weft.api}/datasets/{self.id}").json()

    def get(self, path: str, **headers) -> requests.Response:
        return self.http.get(f"{self.url}/{quote(path)}", headers={k.replace("_", "-"): v for k, v in headers.items()})

    def raw(self, target: str) -> tuple[int, bytes]:
        """A request whose address nobody tidies up."""
        connection = http.client.HTTPConnection("127.0.0.1", self.weft.http_port, timeout=20)
        connection.putrequest("GET", target, skip_host=False)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body


@pytest.fixture
def files(tmp_path):
    facility = Facility(tmp_path)
    with WeftServer(options=["--root", str(facility.root)]) as weft:
        made = Files(weft, facility)
        made.until(lambda page: page["state"] == "listed" and made.counted())
        yield made


def test_the_list_is_what_lies_on_the_disk_whatever_its_names(files):
    page = files.list(limit=10_000)
    assert {one["path"]: one["size"] for one in page["files"]} == files.facility.on_disk()
    assert page["total"] == len(page["files"]) and page["volume"] == sum(one["size"] for one in page["files"])
    kinds = {one["path"]: one["kind"] for one in page["files"]}
    assert kinds["raw.h5"] == "file" and kinds["linked.mrc"] == kinds["out"] == "link"
    types = {one["path"]: one["mediaType"] for one in page["files"]}
    assert types["raw.h5"] == "application/x-hdf5" and types["gallery/s_Kratky.png"] == "image/png"
    for name in HOSTILE:
        assert files.get(spell(name)).content == b"bytes of " + name, name


def test_pages_hold_everything_once_and_answer_as_the_contract_says(files):
    session, paths, cursor = ContractSession(files.weft.http), [], {}
    while True:
        page = session.get(f"/api/v1/datasets/{files.id}/files", params={"prefix": "many/", "limit": 77, **cursor}).json()
        assert page["total"] == 600
        paths += [one["path"] for one in page["files"]]
        if "nextCursor" not in page:
            break
        cursor = {"cursor": page["nextCursor"]}
    assert paths == [f"many/frame_{i:04}.cbf" for i in range(600)]
    assert files.list(glob="many/*_000?.cbf")["total"] == 10
    assert [one["path"] for one in files.list(glob="**/*_Kratky.png")["files"]] == ["gallery/s_Kratky.png"]
    assert session.get("/api/v1/datasets/99/files").status_code == 404
    assert session.get(f"/api/v1/datasets/{files.id}/files", params={"prefix": "a\\b"}).status_code == 400


def test_a_download_goes_on_at_any_place_with_the_same_bytes(files):
    whole = files.get("raw.h5")
    assert whole.content == RAW and whole.headers["Content-Length"] == str(len(RAW))
    tag, chance = whole.headers["ETag"], random.Random(11)
    for _ in range(500):
        start = chance.randrange(len(RAW))
        end = min(len(RAW) - 1, start + chance.randrange(60_000))
        part = files.get("raw.h5", Range=f"bytes={start}-{end}", If_Range=tag)
        assert part.status_code == 206 and part.headers["Content-Range"] == f"bytes {start}-{end}/{len(RAW)}"
        assert part.content == RAW[start : end + 1]
    cut = chance.randrange(len(RAW))
    assert RAW[:cut] + files.get("raw.h5", Range=f"bytes={cut}-", If_Range=tag).content == RAW


def test_ranges_tags_and_heads_are_as_http_says(files):
    tag = files.get("raw.h5").headers["ETag"]
    assert files.get("raw.h5", Range="bytes=-7").content == RAW[-7:]
    behind = files.get("raw.h5", Range=f"bytes={len(RAW)}-")
    assert behind.status_code == 416 and behind.headers["Content-Range"] == f"bytes */{len(RAW)}"
    assert files.get("raw.h5", Range="bytes=0-1,5-6").status_code == 200
    assert files.get("raw.h5", Range="bytes=0-1", If_Range='"other"').status_code == 200
    same = files.get("raw.h5", If_None_Match=f'"x", {tag}')
    assert same.status_code == 304 and same.content == b"" and same.headers["ETag"] == tag
    head = files.http.head(files.url + "/raw.h5", headers={"Range": "bytes=0-1"})
    assert head.status_code == 200 and head.headers["Content-Length"] == str(len(RAW)) and head.content == b""
    assert head.headers["Accept-Ranges"] == "bytes" and head.headers["Content-Type"] == "application/x-hdf5"
    empty = files.get("empty")
    assert empty.status_code == 200 and empty.content == b""
    assert files.get("empty", Range="bytes=0-").status_code == 416


def test_what_could_run_in_a_browser_is_a_download(files):
    for name in ("page.html", "drawing.svg"):
        answer = files.get(name)
        assert answer.headers["Content-Disposition"].startswith("attachment"), name
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    shown = files.get("gallery/s_Kratky.png")
    assert shown.headers["Content-Disposition"].startswith("inline") and shown.headers["Content-Type"] == "image/png"
    saved = files.http.get(files.url + "/notes.txt?download=true")
    assert saved.headers["Content-Disposition"] == "attachment; filename=\"notes.txt\"; filename*=UTF-8''notes.txt"
    newline = files.get("line\nbreak.txt")
    assert "\n" not in newline.headers["Content-Disposition"] and newline.ok


CLIMBS = ["../passwords", "..%2f..%2fpasswords", "%2e%2e/%2e%2e/secret/passwords", "%252e%252e%252fsecret", "..\\..\\secret",
          "..%5c..%5csecret%5cpasswords", "raw.h5%00", "raw.h5%00.png", "gallery/../raw.h5", "gallery/%2e%2e/raw.h5",
          "//etc/passwd", "/etc/passwd", "%2fetc%2fpasswd", "etc", "out", "chain", "door", "door/passwords",
          "./raw.h5", "raw.h5/", "gallery", "gallery/", "%ff", "%c0%ae%c0%ae/passwords", "....//secret", "*/../passwords",
          "{..,.}/passwords", "file:///etc/passwd", "/proc/self/environ", "%5Cx2e%5Cx2e/passwords", "~root", "raw.h5;a"]


@pytest.mark.parametrize("path", CLIMBS)
def test_nothing_but_the_list_is_ever_served(files, path):
    status, body = files.raw(f"/api/v1/datasets/{files.id}/files/{path}")
    assert status in (400, 403, 404), (status, body)
    assert SECRET not in body and b"root:" not in body and RAW[:100] not in body


def test_a_link_is_served_where_the_roots_reach_and_says_so_elsewhere(files):
    assert files.get("linked.mrc").content == b"movie"
    for name in ("out", "chain", "etc"):
        answer = files.get(name)
        assert answer.status_code == 403 and "outside the roots" in answer.json()["message"]


def test_a_folder_swapped_for_a_link_after_the_list_is_not_followed(files):
    gallery, moved = files.facility.folder / "gallery", files.facility.root / "moved"
    gallery.rename(moved)
    gallery.symlink_to(files.facility.outside)
    (files.facility.outside / "s_Kratky.png").write_bytes(SECRET)
    assert files.get("gallery/s_Kratky.png").status_code == 404
    gallery.unlink()
    gallery.symlink_to(moved)
    assert files.get("gallery/s_Kratky.png").status_code == 404
    gallery.unlink()
    moved.rename(gallery)
    assert files.get("gallery/s_Kratky.png").ok
    raw = files.facility.folder / "raw.h5"
    raw.unlink()
    raw.symlink_to(files.facility.outside / "passwords")
    assert files.get("raw.h5").status_code == 403


def test_what_changed_is_served_as_it_is_and_what_is_gone_says_so(files):
    notes = files.facility.folder / "notes.txt"
    before = files.get("notes.txt").headers["ETag"]
    notes.write_text("another")
    now = files.get("notes.txt", If_None_Match=before)
    assert now.status_code == 200 and now.text == "another" and now.headers["ETag"] != before
    assert files.get("notes.txt", Range="bytes=0-2", If_Range=before).status_code == 200
    notes.unlink()
    gone = files.get("notes.txt")
    assert gone.status_code == 404 and "gone since" in gone.json()["message"]


def test_added_files_are_listed_when_told(files):
    (files.facility.folder / "later.h5").write_bytes(b"later")
    assert files.get("later.h5").status_code == 404
    before = files.list()["total"]
    for unknown, state in ((987654321, "refused"), (files.id, "catalogued")):
        answer = files.http.post(files.weft.api + "/messages", data=json.dumps({"datasetId": unknown}),
                                 params={"destination": "/queue/icatDataFiles", "wait": "true"})
        assert answer.status_code == 202, answer.text
        newest = files.http.get(files.weft.api + "/messages", params={"order": "newest", "destination": "/queue/icatDataFiles"})
        assert newest.json()["messages"][0]["state"] == state
    files.until(lambda page: page["total"] == before + 1)
    assert files.get("later.h5").content == b"later"
    shown = files.http.get(f"{files.weft.api}/datasets/{files.id}").json()
    assert shown["fileCount"] == before + 1


def test_a_list_outlives_its_folder_and_says_why_it_is_old(files):
    total = files.list()["total"]
    files.facility.folder.rename(files.facility.root / "archived")
    files.http.post(files.weft.api + "/messages", data=json.dumps({"datasetId": files.id}),
                    params={"destination": "/queue/icatDataFiles", "wait": "true"})
    page = files.until(lambda page: page["state"] == "unreadable")
    assert page["total"] == total and "is not there" in page["reason"]
    assert files.get("raw.h5").status_code == 404


def test_a_folder_that_is_not_there_or_may_not_be_read_says_why(files):
    files.id = files.add(files.facility.root / "mx1/id00/20250101/nobody", "nobody")
    assert "is not there" in files.until(lambda page: page["state"] == "unreadable")["reason"]
    files.id = files.add(files.facility.outside / "a/b/c/d", "outside")
    assert files.list()["state"] == "unreadable"
    (files.facility.outside / "a/b/c/d").mkdir(parents=True)
    assert "outside" in files.list()["reason"]


def test_a_deleted_dataset_shows_no_files_until_it_is_restored(files):
    dataset = f"{files.weft.api}/datasets/{files.id}"
    assert files.http.delete(dataset, params={"reason": "test"}).ok
    assert files.http.get(files.url).status_code == 410 and files.get("raw.h5").status_code == 410
    assert files.http.post(dataset + "/restore", params={"reason": "test"}).ok
    assert files.get("raw.h5").content == RAW


def asked_walks(files):
    """Acts that tell of walks which nothing in the log had called for; what a message calls for may still be on its way."""
    messages = files.http.get(files.weft.api + "/messages", params={"limit": 100}).json()["messages"]
    bodies = [files.http.get(f"{files.weft.api}/messages/{m['seq']}").json()["message"]["body"] for m in messages if m["destination"] == "/weft/acts"]
    return [body for body in bodies if "1970-01-01" in body]


def test_lists_that_are_lost_or_torn_are_made_again_and_never_shown_empty(files):
    total, folder = files.list()["total"], pathlib.Path(files.weft.data) / "manifests"
    files.weft.kill()
    files.weft.start()
    assert files.list()["total"] == total and files.list()["state"] == "listed"
    told = asked_walks(files)
    for tear in (lambda path: os.truncate(path, path.stat().st_size // 2), lambda path: path.unlink(missing_ok=True)):
        for path in [p for p in folder.rglob("*") if p.is_file() and p.suffix != ".new"]:
            tear(path)
        page = files.list()
        assert page["state"] == "pending" and page["files"] == [] and page["reason"]
        files.until(lambda page: page["state"] == "listed" and page["total"] == total)
    shutil.rmtree(folder)
    assert files.get("raw.h5").status_code == 503
    files.until(lambda page: page["state"] == "listed" and page["total"] == total)
    assert asked_walks(files) == told, "the log hears nothing it knows"


def open_files(weft: WeftServer) -> list[str]:
    found = []
    for one in pathlib.Path(f"/proc/{weft.pid}/fd").iterdir():
        try:
            found.append(os.readlink(one))
        except FileNotFoundError:
            pass
    return found


def resident(weft: WeftServer) -> int:
    return int(pathlib.Path(f"/proc/{weft.pid}/statm").read_text().split()[1]) * 4096


def test_a_client_that_leaves_or_sleeps_costs_no_memory_and_no_descriptor(files):
    huge = files.facility.folder / "huge.cbf"
    with huge.open("wb") as out:
        out.truncate(8 << 30)
        out.seek(5 << 30)
        out.write(b"here")
    files.http.post(files.weft.api + "/messages", data=json.dumps({"datasetId": files.id}),
                    params={"destination": "/queue/icatDataFiles", "wait": "true"})
    files.until(lambda page: page["total"] == 1, prefix="huge")
    assert files.get("huge.cbf", Range=f"bytes={5 << 30}-{(5 << 30) + 3}").content == b"here"
    before, sleepers = resident(files.weft), []
    for _ in range(8):
        sleeper = socket.create_connection(("127.0.0.1", files.weft.http_port))
        sleeper.sendall(f"GET /api/v1/datasets/{files.id}/files/huge.cbf HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert sleeper.recv(5) == b"HTTP/"
        sleepers.append(sleeper)
    time.sleep(0.5)
    assert sum(str(huge) in name for name in open_files(files.weft)) == 8
    assert resident(files.weft) - before < 64 << 20
    assert files.get("raw.h5").content == RAW, "who sleeps holds up nobody"
    for sleeper in sleepers:
        sleeper.close()
    end = time.monotonic() + 20
    while any(str(huge) in name for name in open_files(files.weft)):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert files.weft.process.poll() is None, "a broken pipe ends nobody"


def test_a_stop_cuts_downloads_off_and_a_file_that_shrinks_ends_its_connection(files):
    huge = files.facility.folder / "many/frame_0000.cbf"
    os.truncate(huge, 1 << 30)
    with files.http.get(files.url + "/many/frame_0000.cbf", stream=True) as answer:
        assert answer.headers["Content-Length"] == str(1 << 30)
        next(answer.iter_content(1000))
        os.truncate(huge, 1000)
        with pytest.raises(requests.exceptions.ChunkedEncodingError):
            for _ in answer.iter_content(1 << 20):
                pass
    os.truncate(huge, 8 << 30)
    with files.http.get(files.url + "/many/frame_0000.cbf", stream=True) as answer:
        next(answer.iter_content(1000))
        assert files.weft.terminate() < 4


def test_the_verb_lists_them_for_people_and_machines(files):
    import subprocess

    from weft_server import weft_binary

    def weft(*words):
        done = subprocess.run([weft_binary(), "files", str(files.id), "--server", files.weft.http, *words],
                              capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    code, out, err = weft("--glob", "**.h5")
    assert code == 0 and "raw.h5" in out and "3.0 MB" in out and "1 file" in err
    code, out, _ = weft("--json", "--limit", "0")
    assert code == 0 and {one["path"] for one in json.loads(out)["files"]} == set(files.facility.on_disk())
