"""Every query file, asked of every engine over HTTP. README.md says what a file holds."""

import re
from pathlib import Path

import pytest
import requests
from query_file import CELL, Counted, QueryFile, read_query_file

MEMBERS = ("folder", "name", "type", "instrument", "proposal", "sample", "startDate", "state", "volume", "fileCount")
FILES = sorted(Path(__file__).parent.glob("*.query"))


def ask(weft, path: str, **params) -> requests.Response:
    return requests.get(weft.api + path, params={name: value for name, value in params.items() if value != ""}, timeout=60)


def numbered(weft, query: str) -> str:
    """`{dataset 061_CTF}` stands for the number of the one dataset of that name."""

    def number(match: re.Match) -> str:
        found = ask(weft, "/datasets", name=match[1]).json()["datasets"]
        assert len(found) == 1, f"{match[1]}: {len(found)} datasets"
        return str(found[0]["id"])

    return re.sub(r"\{dataset ([^}]+)\}", number, query)


def cell(dataset: dict, column: str) -> str:
    """`folder` is what comes after RAW_DATA or PROCESSED_DATA; what is no member is a parameter, as it was sent."""
    if column == "folder":
        return re.sub(r".*/(RAW|PROCESSED)_DATA/", "", dataset["location"])
    if column in MEMBERS:
        return str(dataset[column])
    return dataset.get("parameters", {}).get(column, {}).get("text", "(none)")


def wanted_parameters(columns: list[str]) -> str:
    return ",".join(f'"{column}"' if " " in column else column for column in columns if column not in MEMBERS)


def check_page(weft, case: QueryFile, asked: dict) -> None:
    answer = ask(weft, "/datasets", **asked, sort=case.sort, limit=1000, parameters=wanted_parameters(case.columns))
    if case.error:
        assert answer.status_code == 400, answer.text
        assert answer.json()["message"].splitlines() == case.error
        return
    assert answer.status_code == 200, answer.text
    page = answer.json()
    assert not page["partial"]
    if case.total is not None:
        assert page["total"] == case.total
    if case.rows is None:
        return
    rows = [[cell(dataset, column) for column in case.columns] for dataset in page["datasets"]]
    if not case.sort:
        rows.sort()
    assert rows == (case.rows if case.sort else sorted(case.rows))
    assert page["total"] == len(rows)


def facet_line(row: dict) -> str:
    return CELL.join([str(row.get("value", row.get("from"))), str(row["count"])])


def check_facet(weft, counted: Counted, asked: dict) -> None:
    answer = ask(weft, "/facets", **asked, facets=counted.by)
    assert answer.status_code == 200, answer.text
    [facet] = answer.json()["facets"]
    assert [facet_line(row) for row in facet.get("counts", facet.get("buckets"))] == counted.lines


def statistics_line(row: dict) -> str:
    return CELL.join(map(str, [*row["values"], row["datasets"], row["acquisition"], row["processed"]]))


def check_statistics(weft, counted: Counted, asked: dict) -> None:
    answer = ask(weft, "/statistics", **asked, by=counted.by)
    assert answer.status_code == 200, answer.text
    rows = answer.json()["groups"]
    assert [statistics_line(row) for row in rows] == counted.lines


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_query(weft, path):
    case = read_query_file(path)
    for query in case.queries:
        asked = {"q": numbered(weft, query), "from": numbered(weft, case.relative_to)}
        check_page(weft, case, asked)
        for counted in case.facets:
            check_facet(weft, counted, asked)
        for counted in case.statistics:
            check_statistics(weft, counted, asked)


def put_in(query: str, suggestion: dict) -> str:
    return query[: suggestion["from"]] + suggestion["text"] + query[suggestion["to"] :]


@pytest.mark.parametrize(
    ("query", "completed", "count"),
    [
        ("instrument = ", "instrument = CM01", 183),
        ("technique = SA", "technique = SAXS", 31),
        ("technique = SAX", "technique = SAXS", 31),
        ('Sample_animal = "ly', 'Sample_animal = "Lyon"', 2),
        ("volt", "EM_voltage", None),
        ("EM_voltage > 200 ", "EM_voltage > 200 kV", None),
        ("type = raw an", "type = raw and", None),
    ],
)
def test_the_first_completion(weft, query, completed, count):
    first = ask(weft, "/suggest", prefix=query, limit=5).json()["suggestions"][0]
    assert put_in(query, first) == completed
    assert first.get("count") == count


def search(weft, query: str) -> requests.Response:
    return requests.post(weft.api + "/datasets/search", json={"q": query}, timeout=60)


def test_a_list_of_a_hundred_thousand_values_is_answered(weft):
    names = ", ".join(f"no_{i}" for i in range(100_000))
    answer = search(weft, f"name in ({names}, MR_phasing)")
    assert answer.status_code == 200, answer.text
    assert [dataset["name"] for dataset in answer.json()["datasets"]] == ["MR_phasing"]


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("(" * 10_000 + "name = a" + ")" * 10_000, 413, "this is nested more than 200 deep"),
        ("not " * 10_000 + "name = a", 413, "this is nested more than 200 deep"),
        ("name = a or " * 10_000 + "name = a", 413, "a query has at most 10000 comparisons"),
        ("name = " + "x " * 500_000, 400, "a text of several words stands in quotes"),
        ("name = a)" + ")" * 1_000_000, 400, "expected no ) here"),
        ("name = \0", 400, "a control character has no place in a query"),
    ],
    ids=["parentheses", "not", "comparisons", "one_megabyte", "closed", "nul"],
)
def test_hostile_queries_are_refused_in_a_sentence(weft, query, status, sentence):
    answer = search(weft, query)
    assert answer.status_code == status, answer.text[:1000]
    assert answer.json()["message"].startswith(sentence)


def test_there_are_files():
    assert len(FILES) >= 25
