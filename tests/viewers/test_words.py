"""A panel is used by two techniques or does not exist: what one technique alone needs is no word of the format."""

import json
from collections import defaultdict

import core_yaml
import pytest
from weft_server import ROOT

SCHEMA = json.loads((ROOT / "viewers/viewer.schema.json").read_text())["$defs"]
PANELS = [one["required"][0] for one in SCHEMA["panel"]["oneOf"]]


def words_of(tree):
    """Every key of a viewer, wherever it stands."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from words_of(value)
    elif isinstance(tree, list):
        for one in tree:
            yield from words_of(one)


@pytest.fixture(scope="module")
def users():
    found = defaultdict(set)
    for path in sorted((ROOT / "viewers").glob("*.yaml")):
        for word in words_of(core_yaml.load(path.read_text())) if path.stem != "default" else ():
            found[word].add(path.stem)
    return found


@pytest.mark.parametrize("word", [*PANELS, *SCHEMA["list"]["properties"], "download", "rankings", "when", "numbers"])
def test_a_panel_or_word_of_a_list_is_used_by_two_techniques(users, word):
    assert len(users[word]) >= 2, f"`{word}` is used by {sorted(users[word]) or 'no technique'}: use it in another viewer, or take it out of the format"


@pytest.mark.parametrize("word", SCHEMA["fullValue"]["properties"])
def test_every_word_of_a_value_is_used(users, word):
    assert users[word], f"`{word}` is used by no viewer: take it out of the format"
