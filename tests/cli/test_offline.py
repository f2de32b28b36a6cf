"""--offline: the same verbs on the store itself, under its lock."""

from running import BODIES, run


def offline(*words, data):
    return run(*words, "--offline", "--data", data)


def test_while_a_server_runs_it_says_who_holds_the_lock(server):
    answer = offline("list", data=server.data)
    assert answer.code == 1
    assert f"in use by process {server.pid}" in answer.err


def test_the_same_answers_with_and_without_a_server(server, weft):
    weft("send", BODIES / "cryoet-ctf.xml", BODIES / "cryoet-motioncor.xml")
    verbs = [("list",), ("lineage", "1"), ("export", "--canonical"), ("check",)]
    served = [weft(*verb).out for verb in verbs]
    server.terminate()
    for verb, out in zip(verbs, served):
        assert offline(*verb, data=server.data).out == out, verb


def test_send_and_load_make_a_store_that_a_server_can_open(server, tmp_path):
    data = tmp_path / "made"
    assert offline("send", BODIES / "cryoet-movie.xml", data=data).code == 0
    assert offline("list", "--json", data=data).json["total"] == 1


def test_a_verb_that_looks_makes_no_store(tmp_path):
    answer = offline("list", data=tmp_path / "nothing")
    assert answer.code == 1 and "no store" in answer.err
    assert not (tmp_path / "nothing").exists()


def test_a_store_made_with_another_facility_file_is_not_touched(tmp_path):
    data, other = tmp_path / "made", tmp_path / "facility.toml"
    assert offline("send", BODIES / "cryoet-movie.xml", data=data).code == 0
    other.write_text('[instruments]\n"CM01" = ["cm01", "titan"]\n')
    answer = run("list", "--offline", "--data", data, "--facility", other)
    assert answer.code == 1 and "was made under other rules" in answer.err and "--facility FILE" in answer.err
