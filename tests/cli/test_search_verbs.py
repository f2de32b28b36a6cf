"""weft search, weft stats with groups, weft watch."""

import json
import os
import signal
import subprocess

from running import BODIES, run
from weft_server import weft_binary


def test_search_shows_a_table_with_columns_and_counts(chain):
    answer = chain("search", "EM_voltage >= 200 kV", "--columns", "EM_voltage,voltage", "--facets", "instrument,startDate:month")
    assert answer.code == 0, answer
    head = answer.out.splitlines()[0]
    assert head.startswith("id  type") and "EM_voltage [kV]" in head
    assert " 300" in answer.out.splitlines()[1]
    assert "instrument  " in answer.out and "CM01" in answer.out and "█" in answer.out
    assert "datasets" in answer.err or "1 dataset" in answer.err


def test_search_speaks_three_forms(chain):
    assert chain("search", "type = processed", "--json").json["total"] == 2
    assert chain("search", "--json").json["total"] == 3
    rows = chain("search", "type = processed", "--csv", "--columns", "Process_program", "--sort", "-name").out.splitlines()
    assert rows[0].startswith("id,type,name") and rows[0].endswith("Process_program") and len(rows) == 3
    assert "001_MotionCor" in rows[1] and "001_CTF" in rows[2]
    first = chain("search", "--limit", 1)
    assert "the first 1 of 3" in first.err
    assert "no dataset matches" in chain("search", "name = nobody").err


def test_search_goes_along_links(chain):
    assert chain("search", "input(type = raw)", "--json").json["datasets"][0]["name"] == "001_MotionCor"
    assert chain("search", "descendant(type = processed)", "--from", "#3", "--json").json["total"] == 2


def test_a_wrong_query_is_shown_with_a_caret(chain):
    answer = chain("search", "type = raw and EM_votlage > 3")
    assert answer.code == 1 and "EM_voltage" in answer.err
    lines = answer.err.splitlines()
    assert lines[-2].strip() == "type = raw and EM_votlage > 3"
    assert lines[-1].index("^") == lines[-2].index("EM_votlage")


def test_stats_group_what_a_query_finds(chain):
    answer = chain("stats", "--by", "type,year", "type = processed")
    assert answer.code == 0 and "processed" in answer.out and "2024" in answer.out, answer
    assert answer.out.splitlines()[-1].startswith("all")
    grouped = chain("stats", "--by", "instrument", "--json").json
    assert grouped["groups"][0]["values"] == ["CM01"] and grouped["groups"][0]["datasets"] == 3
    assert chain("stats", "--by", "instrument", "--csv").out.splitlines()[1].startswith("CM01,")


def test_stats_in_csv_have_rows_whatever_is_asked(chain):
    assert chain("stats", "type = raw", "--csv").out.splitlines() == ["samples,datasets,raw,processed,files,volume", "1,1,1,0,0,0"]
    head, row = chain("stats", "--csv").out.splitlines()
    assert head == "instrument,samples,datasets,raw,processed,files,volume" and row.startswith("CM01,1,3,1,2,")


def test_stats_take_what_a_search_takes(chain):
    many = "name in (" + ", ".join(f"n{i}" for i in range(15_000)) + ", 001)"
    assert len(many) < 128 * 1024  # one word of a command line
    assert chain("stats", many, "--csv").out.splitlines()[1].startswith("1,1,1,0,")


def test_csv_has_no_place_for_counts(chain):
    answer = chain("search", "--csv", "--facets", "instrument")
    assert answer.code == 1 and not answer.out and "weft stats --by NAME --csv" in answer.err, answer


def test_more_values_are_asked_for_as_the_server_takes_it(chain):
    answer = chain("search", "--facets", "name:1")
    assert "and 2 more values: --facets 'name:3'" in answer.out


class Watching:
    def __init__(self, server, *words):
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "WEFT_SERVER": server.http}
        self.process = subprocess.Popen([weft_binary(), "watch", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True, env=environment)
        self.begun = self.process.stderr.readline()

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=10)
        return self.process.returncode, out, err


def test_watch_tells_what_enters_and_ends_at_ctrl_c(server, weft):
    watching = Watching(server, "type = raw")
    assert watching.begun == "0 datasets match; watching, Ctrl-C ends\n"
    weft("send", BODIES / "cryoet-movie.xml", BODIES / "cryoet-ctf.xml")
    line = watching.process.stdout.readline()
    assert "enter" in line and "raw  001" in line and "CM01" in line
    code, out, _ = watching.end()
    assert code == 0 and "CTF" not in out


def test_watch_counts_and_speaks_json(server, weft):
    watching = Watching(server, "type = raw", "--count", "1", "--json")
    weft("send", BODIES / "cryoet-movie.xml")
    out, _ = watching.process.communicate(timeout=10)
    told = [json.loads(line) for line in out.splitlines()]
    assert [one["event"] for one in told] == ["ready", "enter"] and watching.process.returncode == 0


def test_watch_goes_on_where_it_was_when_the_server_comes_back(server, weft):
    watching = Watching(server, "type = raw")
    server.terminate()
    assert "connection lost" in watching.process.stderr.readline()
    server.start(same_ports=True)
    weft("send", BODIES / "cryoet-movie.xml")
    line = watching.process.stdout.readline()
    assert "raw  001" in line
    assert watching.end()[0] == 0


def test_watch_tells_a_wrong_query(server):
    answer = run("watch", "nmae = x", server=server.http)
    assert answer.code == 1 and "name" in answer.err
