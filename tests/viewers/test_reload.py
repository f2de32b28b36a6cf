"""The running server reads viewers again when their files change."""

from conftest import said, wait_until

MINE = "format: 1\nname: mine\ntitle: {title}\npriority: 50\nfor: type = acquisition\nlist: {{columns: [name]}}\n"


def names(http):
    return [viewer["name"] for viewer in said(http)["viewers"]]


def test_a_new_file_is_there_and_a_removed_one_gone(own_folder):
    assert "mine" not in names(own_folder)
    (own_folder.folder / "mine.yaml").write_text(MINE.format(title="Mine"))
    assert wait_until(lambda: names(own_folder)[0] == "mine")
    (own_folder.folder / "mine.yaml").unlink()
    assert wait_until(lambda: "mine" not in names(own_folder))


def test_a_broken_file_keeps_its_last_good_version_and_names_its_line(own_folder):
    file = own_folder.folder / "mine.yaml"
    file.write_text(MINE.format(title="Mine"))
    assert wait_until(lambda: "mine" in names(own_folder))
    file.write_text(MINE.format(title="Other").replace("list:", "lists:"))
    problems = wait_until(lambda: said(own_folder)["problems"])
    assert [(one["file"], one["line"], one["column"], one["severity"]) for one in problems] == [("mine.yaml", 6, 1, "error")]
    assert "did you mean list?" in problems[0]["message"]
    assert next(one for one in said(own_folder)["viewers"] if one["name"] == "mine")["title"] == "Mine"
    assert "mine.yaml:6:1" in own_folder.weft.log()
    file.write_text(MINE.format(title="Other"))
    assert wait_until(lambda: not said(own_folder)["problems"])
    assert next(one for one in said(own_folder)["viewers"] if one["name"] == "mine")["title"] == "Other"


def test_what_is_known_is_not_sent_again(own_folder):
    answer = own_folder.get("/api/v1/viewers")
    etag = answer.headers["ETag"]
    again = own_folder.get("/api/v1/viewers", headers={"If-None-Match": etag})
    assert again.status_code == 304 and again.content == b"" and again.headers["ETag"] == etag
    (own_folder.folder / "mine.yaml").write_text(MINE.format(title="Mine"))
    assert wait_until(lambda: own_folder.get("/api/v1/viewers", headers={"If-None-Match": etag}).status_code == 200)


def test_a_folder_that_is_not_there_stops_the_start(tmp_path):
    import subprocess

    from weft_server import weft_binary

    done = subprocess.run([weft_binary(), "serve", "--data", str(tmp_path), "--viewers", "/nowhere/at/all", "--http",
                           "127.0.0.1:0", "--stomp", "off"], capture_output=True, text=True, timeout=30)
    assert done.returncode == 1 and "/nowhere/at/all is not there" in done.stderr
