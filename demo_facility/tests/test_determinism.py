"""Same seed, same bytes; another seed or order, other bytes or order of the same statements."""

import pytest

from simulation import fingerprint, sent, simulate

FEW = ("--set", "tilts=3")


def _run(root, out, *arguments):
    simulate(root, "--out", str(out), *FEW, *arguments)
    return [(line["file"].partition("-")[2], body) for line, body in sent(out)]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("facility"), tmp_path_factory.mktemp("bodies")


@pytest.fixture(scope="module")
def first(place):
    messages = _run(place[0], place[1] / "first")
    return messages, fingerprint(place[0])


def test_the_same_seed_gives_the_same_files_bodies_and_order(place, first):
    again = _run(place[0], place[1] / "again")
    assert fingerprint(place[1] / "again") == fingerprint(place[1] / "first")
    assert (again, fingerprint(place[0])) == first


def test_natural_and_shuffled_send_the_same_bodies_in_another_order(place, first):
    natural = _run(place[0], place[1] / "natural", "--order", "natural")
    assert sorted(natural) == sorted(first[0])
    moved = sum(a != b for a, b in zip(natural, first[0]))
    assert moved > len(natural) * 0.9


def test_another_order_seed_shuffles_otherwise_and_changes_no_body(place, first):
    other = _run(place[0], place[1] / "other", "--order-seed", "99")
    assert other != first[0] and sorted(other) == sorted(first[0])
    assert fingerprint(place[0]) == first[1]


def test_another_seed_draws_other_values(tmp_path, first):
    other = _run(tmp_path / "facility", tmp_path / "out", "--seed", "2")
    differing = set(body.replace(str(tmp_path / "facility").encode(), b"") for _, body in other)
    assert len(differing) == len({body for _, body in first[0]})
    assert any(b"EMCTF_correlation" in body for body in differing)


def test_what_is_said_of_one_dataset_keeps_its_order(place, first):
    natural = _run(place[0], place[1] / "natural-again", "--order", "natural")

    def of_one(messages):
        seen = []
        for _, body in messages:
            if b"<tns:dataset" in body and b"PROCESSED_DATA/BSA/integrate</tns:location>" in body:
                seen.append(body)
        return seen

    assert len(of_one(natural)) == 4 and len(set(of_one(natural))) == 3
    assert of_one(natural) == of_one(first[0])
