"""viewers/viewer.schema.json and `weft viewers check` are two descriptions of one shape: held together over files that
ship and over thousands of broken ones."""

import copy
import json
import random
import subprocess

import core_yaml
import pytest
from jsonschema import Draft202012Validator
from weft_server import weft_binary

STRANGE = [None, True, False, 17, -1, 3.5, 0, "", "x", "a b", "/absolute", "this", "good", [], {}, ["x"], ["x", "y"],
           [["x"]], {"a": 1}, {"file": "x"}, {"parameter": "EM_voltage"}, [{"parameter": "EM_voltage"}], {"group": ""}]


def places(tree, path=()):
    """Every place of a tree as keys that lead to it."""
    yield path
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


def put(tree, path, value):
    if not path:
        return value
    at = tree
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return tree


def get(tree, path):
    for key in path:
        tree = tree[key]
    return tree


def broken(good, rng):
    """One change somewhere: another value, a key gone, a key more, a key of another place."""
    tree = copy.deepcopy(good)
    paths = list(places(tree))
    path = rng.choice(paths)
    at = get(tree, path)
    kind = rng.randrange(4)
    if kind == 0 or not isinstance(at, dict) or not at:
        return put(tree, path, rng.choice(STRANGE))
    if kind == 1:
        del at[rng.choice(list(at))]
        return tree
    others = [key for where in paths for key in where if isinstance(key, str)]
    name = rng.choice([*others, "zzz"])
    at[name] = copy.deepcopy(rng.choice([*STRANGE, get(tree, rng.choice(paths))]))
    return tree


def check(files):
    """What `weft viewers check` finds, by file."""
    command = [weft_binary(), "viewers", "check", "--json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode in (0, 1), done.stderr
    found = {str(file): [] for file in files}
    for finding in json.loads(done.stdout)["findings"]:
        found[finding["file"]].append(finding)
    return found


@pytest.fixture(scope="module")
def schema(shipped):
    schema = json.loads((shipped / "viewer.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_what_ships_is_right_in_both(shipped, schema):
    files = sorted(shipped.glob("*.yaml"))
    assert {"biosaxs", "cryoet", "mx", "tomography", "default"} <= {file.stem for file in files}
    for file in files:
        assert list(schema.iter_errors(core_yaml.load(file.read_text()))) == []
    assert all(findings == [] for findings in check(files).values())


def test_both_refuse_the_same(shipped, schema, tmp_path):
    rng = random.Random(5)
    good = [core_yaml.load(file.read_text()) for file in sorted(shipped.glob("*.yaml"))]
    trees = {}
    for number in range(800):
        tree = broken(rng.choice(good), rng)
        if rng.random() < 0.2:
            tree = broken(tree, rng) if isinstance(tree, (dict, list)) and tree else tree
        file = tmp_path / f"{number}.yaml"
        file.write_text(json.dumps(tree))
        trees[str(file)] = tree
    found = check(list(trees))
    refused = 0
    for file, tree in trees.items():
        errors = list(schema.iter_errors(tree))
        shape = [one for one in found[file] if one["about"] != "meaning"]
        assert bool(errors) == bool(shape), (
            f"schema: {[error.message[:200] for error in errors][:2]}\nweft: {shape[:2]}\n{json.dumps(tree)[:3000]}")
        refused += bool(errors)
    assert 300 < refused < 780  # both kinds were there


def test_a_wrong_file_is_told_with_its_line_and_a_caret(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("format: 1\nname: mine\ntitle: Mine\nfor: exists EM_tilt_angel\nlst: {columns: [name]}\n")
    done = subprocess.run([weft_binary(), "viewers", "check", str(file)], capture_output=True, text=True)
    assert done.returncode == 1
    assert f"{file}:4:13: error: the query is refused" in done.stdout
    assert "did you mean EM_tilt_angle?" in done.stdout
    assert "    for: exists EM_tilt_angel\n                ^\n" in done.stdout
    assert f'{file}:5:1: error: "lst" is no key of a viewer, did you mean list?' in done.stdout


def test_list_names_what_ships():
    done = subprocess.run([weft_binary(), "viewers", "list", "--json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    names = [viewer["name"] for viewer in json.loads(done.stdout)["viewers"]]
    assert names[-1] == "default" and {"biosaxs", "cryoet", "mx", "tomography"} <= set(names)
