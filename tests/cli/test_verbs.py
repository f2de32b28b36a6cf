"""Every verb against a real server, with bodies the real clients sent."""

import json

from running import BODIES, line, run


def test_send_says_what_became_of_each_file(weft):
    answer = weft("send", BODIES)
    assert answer.code == 1, "some of these bodies are for queues that are not ours"
    assert "add-files.json" in answer.out and "refused" in answer.out
    sent = len(list(BODIES.glob("*.xml"))) + len(list(BODIES.glob("*.json")))
    assert f"{sent} sent, all durable" in answer.out
    again = weft("send", BODIES / "cryoet-movie.xml", "--json").json
    assert again["sent"] == again["catalogued"] == 1 and again["messages"][0]["file"].endswith("cryoet-movie.xml")


def test_send_takes_stdin_and_another_queue(chain):
    assert chain("send", "-", stdin=(BODIES / "mx-raw.xml").read_text()).code == 0
    update = chain("send", BODIES / "update-metadata.json", "--destination", "/queue/icatUpdateDatasetMetadata", "--json")
    assert update.code == 0 and update.json["refused"] == 0


def test_send_reports_a_bad_file_and_sends_the_others(weft):
    answer = weft("send", "/nonexistent.xml", BODIES / "mx-raw.xml")
    assert answer.code == 1
    assert "not sent  /nonexistent.xml" in answer.out and "1 sent, all durable; 1 catalogued" in answer.out


def test_send_without_waiting_is_durable_all_the_same(weft):
    answer = weft("send", BODIES / "mx-raw.xml", "--no-wait", "--json")
    assert answer.code == 0 and answer.json["sent"] == 1 and "catalogued" not in answer.json
    assert weft("messages", "--json").json["total"] >= 1


def test_load_names_the_refused_line_and_takes_the_others(weft, tmp_path):
    file = tmp_path / "x.ndjson"
    file.write_text("\n".join([line("a"), line("b", ["/data/later"]), '{"type": broken', "no json at all", line("c")]))
    answer = weft("load", file)
    assert answer.code == 1, answer
    assert "line 3" in answer.out and "line 4" in answer.out, answer
    assert "5 sent, all durable; 3 catalogued, 2 refused" in answer.out
    assert weft("list", "--json").json["total"] == 3


def test_load_goes_on_at_a_line(weft, tmp_path):
    file = tmp_path / "x.ndjson"
    file.write_text("".join(line(f"d{i}") + "\n" for i in range(5000)))
    assert weft("load", file, "--from-line", 4001, "--json").json["sent"] == 1000
    assert weft("load", file, "--json").json["sent"] == 5000, "a repeat does no harm"
    assert weft("list", "--json", "--limit", 0).json["total"] == 5000


def test_load_says_where_to_go_on_when_the_server_goes(server, weft, tmp_path):
    file = tmp_path / "x.ndjson"
    file.write_text(line("a") + "\n")
    server.kill()
    answer = weft("load", file)
    assert answer.code == 3
    assert "0 messages before line 1 are safe" in answer.err and "--from-line 1" in answer.err


def test_load_refuses_what_is_no_ndjson(weft):
    answer = weft("load", BODIES / "mx-raw.xml")
    assert answer.code == 1 and "weft send" in answer.err


def test_list_filters_and_speaks_three_forms(chain):
    assert "001_MotionCor" in chain("list").out
    assert chain("list", "--type", "raw", "--json").json["total"] == 1
    assert chain("list", "--proposal", "MX-2484", "--instrument", "CM01", "--json").json["total"] == 3
    assert chain("list", "--sample", "grid_1/Position_1", "--json").json["total"] == 3
    assert chain("list", "--sample", "nobody").code == 1
    rows = chain("list", "--csv").out.splitlines()
    assert rows[0].startswith("id,type,name") and len(rows) == 4
    first = chain("list", "--limit", 1)
    assert "the first 1 of 3" in first.err and len(first.out.splitlines()) == 2


def test_show_by_number_and_by_folder(chain):
    by_number = chain("show", 3)
    assert by_number.code == 0
    assert "EM_voltage" in by_number.out and "300000 = 300 kV" in by_number.out
    assert "001_MotionCor" in by_number.out, "what it gave"
    folder = chain("show", 3, "--json").json["location"]
    assert chain("show", folder).out == by_number.out
    assert "told of the dataset: 21 parameters" in chain("show", 3, "--history").out


def test_lineage_is_drawn(chain):
    assert chain("lineage", 1, "--ancestors").out == (
        "made from\n"
        "#1 001_CTF  processed · CM01\n"
        "└─ #2 001_MotionCor  processed\n"
        "   └─ #3 001  raw\n")
    assert chain("lineage", 3, "--descendants", "--depth", 1, "--json").json["nodes"][-1]["id"] == 3
    assert "gave: nothing yet" in chain("lineage", 1).out


def test_lineage_shows_what_is_pending(weft):
    weft("send", BODIES / "cryoet-ctf.xml")
    assert "└─ pending: /data/visitor/mx2484" in weft("lineage", 1).out


def test_messages_replay_and_body(weft):
    weft("send", BODIES / "add-files.json", BODIES / "mx-raw.xml")
    refused = weft("messages", "--refused")
    assert refused.code == 0 and "invalid" in refused.out and "weft replay --refused" in refused.err
    assert [one["state"] for one in weft("messages", "--refused", "--json").json["messages"]] == ["refused"]
    assert weft("messages", "--body", 1).out == (BODIES / "add-files.json").read_text()
    assert "1 refused" in weft("messages").err
    assert "message 1 is refused" in weft("replay", 1).out
    assert "1 looked at again; now 1 refused" in weft("replay", "--refused").out
    assert weft("messages", "--refused", "--json").json["total"] == 1, "a replay leaves no refused act behind"
    conflict = weft("replay", 2)
    assert conflict.code == 1 and "is catalogued" in conflict.err


def test_several_messages_are_replayed_each(weft):
    weft("send", BODIES / "add-files.json", BODIES / "archive-status.json")
    answer = weft("replay", 1, 2)
    assert answer.code == 0 and "message 1 is refused" in answer.out and "message 2 is refused" in answer.out
    assert weft("messages", "--refused", "--json").json["total"] == 2


def test_delete_and_restore(chain):
    assert chain("delete", 2, "--reason", "sent twice").code == 0
    assert "[deleted: sent twice]" in chain("show", 2).out
    assert "#2 001_MotionCor  processed  [deleted]" in chain("lineage", 1).out
    assert chain("list", "--json").json["total"] == 2
    assert chain("restore", 2, "--reason", "it was not").code == 0
    assert chain("list", "--json").json["total"] == 3


def test_stats_count(chain):
    answer = chain("stats")
    assert answer.code == 0 and "CM01" in answer.out
    assert chain("stats", "--json").json["total"]["datasets"] == 3


def test_export_and_check(chain, tmp_path):
    exported = chain("export", "--canonical")
    assert exported.code == 0
    kinds = [next(iter(json.loads(one))) for one in exported.out.splitlines()]
    assert kinds.count("dataset") == 3 and kinds[0] == "investigation"
    file = tmp_path / "all.ndjson"
    assert chain("export", "--canonical", "-o", file).code == 0
    assert file.read_text() == exported.out and [one.name for one in tmp_path.iterdir()] == ["all.ndjson"]
    assert chain("export", "-o", tmp_path / "no" / "such").code == 1
    checked = chain("check")
    assert checked.code == 0 and "all is well" in checked.out
    assert chain("check", "--json").json["found"] == 0


def test_definitions_need_no_server():
    assert "300000" not in run("definitions", "explain", "EM_voltage").out
    assert "unit: kV" in run("definitions", "explain", "EM_voltage").out
    assert run("definitions", "explain", "EM_votlage").code == 1
    assert run("definitions", "check").code == 0
    assert run("definitions", "list", "--json").json["total"] == 1261


def test_unknown_things_are_told(chain):
    for words in (("show", 4711), ("lineage", 4711), ("delete", 4711, "--reason", "x"), ("messages", "--body", 4711),
                  ("show", "/nowhere"), ("show", "abc"), ("replay", 4711)):
        answer = chain(*words)
        assert answer.code == 1 and answer.err.startswith("weft: "), (words, answer)
    told = chain("show", 4711, "--json")
    assert json.loads(told.err)["code"] == "not_found" and told.out == ""


def test_no_server_is_told_with_what_to_do():
    answer = run("list", "--server", "http://127.0.0.1:9")
    assert answer.code == 3
    assert "no Weft answers at http://127.0.0.1:9: start it with `weft serve`" in answer.err


def test_wrong_usage_is_2():
    assert run("lsit").code == 2 and "did you mean list?" in run("lsit").err
    assert run("show").code == 2
