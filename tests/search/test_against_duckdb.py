"""Both engines against DuckDB: the same datasets, read independently, asked the same random questions.

Compared are ids and totals, the order of lists page by page, statistics by groups, counts by value, and histograms.
What is sent and how it is read: duckdb_facility.py. The questions in both languages: duckdb_questions.py.
"""

import json
import os
import random

import duckdb
import pytest
import requests
from duckdb_facility import DATASETS, made_up, microseconds, moment, told
from duckdb_questions import (COUNTED, COUNTERS, DATES, GROUPS, NUMBER_FIELDS, NUMBERS, PARTS, SORTS, counted, counters,
                              extent, in_buckets, ordered, question, seen_from)
from weft_server import WeftServer
from weft_talk import get, listed, settle

SEED = int(os.environ.get("WEFT_DUCKDB_SEED", "20230427"))
ROUNDS = {"naive": 30, "index": 120}  # of all kinds; the naive engine reads the whole store for each answer
MOST_PAGES = {"naive": 3, "index": 10}
FIRST_OF = {"year": "-01-01T00:00:00Z", "month": "-01T00:00:00Z", "day": "T00:00:00Z"}


class Comparison:
    """Asks both and asserts that they agree."""

    def __init__(self, weft: WeftServer, database: duckdb.DuckDBPyConnection, most_pages: int = 10, spoil=str):
        self.weft = weft
        self.database = database
        self.rng = random.Random(SEED + 1)
        self.most_pages = most_pages  # of a sorted list
        self.spoil = spoil  # makes the SQL wrong, to see that it is noticed
        self.sizes: list[int] = []  # of what the queries found

    def select(self, statement: str) -> list[tuple]:
        return self.database.execute(self.spoil(statement)).fetchall()

    def question(self) -> tuple[str, str]:
        return question(self.rng, depth=3)

    def ids(self) -> None:
        query, ids = self.question()
        self.sizes.append(self.compare_ids(ids, q=query))

    def ids_seen_from(self) -> None:
        """The dataset stands in the query, or beside it."""
        query, ids = seen_from(self.rng, question(self.rng, depth=1))
        self.compare_ids(ids, q=query)
        _, _, start, relation = query.split(" ", 3)
        self.compare_ids(ids, **{"from": start, "q": relation})

    def compare_ids(self, ids: str, **asked) -> int:
        wanted = [id for (id,) in self.select(f"SELECT DISTINCT id FROM ({ids}) ORDER BY id")]
        page = get(self.weft, "datasets", limit=1000, **asked)
        assert [one["id"] for one in page["datasets"]] == wanted, f"{asked}\n{ids}"
        assert page["total"] == len(wanted), asked
        return len(wanted)

    def order(self) -> None:
        """From the beginning or an offset, by cursors to the end."""
        query, ids = self.question()
        name, descending = self.rng.choice(SORTS), self.rng.random() < 0.5
        wanted = [id for (id,) in self.select(ordered(name, descending, ids))]
        offset = self.rng.choice([0, 0, self.rng.randint(0, len(wanted))])
        limit = max(self.rng.choice([1, 2, 7]), -(-len(wanted) // self.most_pages))
        asked = {"q": query, "sort": "-" * descending + name, "limit": limit}
        found, start = [], {"offset": offset}
        while start:
            page = get(self.weft, "datasets", **asked, **start)
            assert len(page["datasets"]) <= limit, asked
            found += [one["id"] for one in page["datasets"]]
            start = {"cursor": page["nextCursor"]} if "nextCursor" in page else {}
        assert found == wanted[offset:], f"{asked}, offset {offset}\n{ids}"

    def statistics(self) -> None:
        query, ids = self.question()
        by = self.rng.sample(GROUPS, self.rng.randint(1, 2))
        answer = get(self.weft, "statistics", q=query, by=",".join(by))
        found = [(*one["values"], *(one[name] for name in COUNTERS)) for one in answer["groups"]]
        assert found == self.select(counters(by, ids)), f"{query} by {by}\n{ids}"
        assert [tuple(answer["total"][name] for name in COUNTERS)] == self.select(counters([], ids)), f"{query}\n{ids}"

    def values(self) -> None:
        query, ids = self.question()
        name, most = self.rng.choice(COUNTED), self.rng.choice([1, 3, 100])
        wanted = self.select(counted(name, ids))
        (facet,) = get(self.weft, "facets", q=query, facets=f"{name}:values:{most}")["facets"]
        assert [(one["value"], one["count"]) for one in facet["counts"]] == wanted[:most], f"{query}, {name}\n{ids}"
        assert facet["distinct"] == len(wanted), f"{query}, {name}\n{ids}"

    def histogram(self) -> None:
        """The edges are Weft's to choose, if the buckets hold all that is found and none at either end is empty."""
        query, ids = self.question()
        name, most = self.rng.choice(NUMBER_FIELDS + NUMBERS), self.rng.choice([2, 5, 30])
        part = self.rng.choice([None, *PARTS]) if name in DATES else None
        (facet,) = get(self.weft, "facets", q=query, facets=f"{name}:{part or f'histogram:{most}'}")["facets"]
        asked = f"{query}, {facet}\n{ids}"
        datasets, least, greatest = self.select(extent(name, ids))[0]
        assert facet["datasets"] == datasets, asked
        edges = [edge for one in facet["buckets"] for edge in (one["from"], one["to"])]
        if part:
            assert all(edge.endswith(FIRST_OF[part]) for edge in edges), asked
        else:
            assert len(facet["buckets"]) <= most, asked
        if not datasets:
            assert not edges, asked
            return
        edges = [microseconds(moment(edge)) for edge in edges] if name in DATES else edges
        assert edges[1:-1:2] == edges[2:-1:2], f"a gap: {asked}"
        edges = edges[:1] + edges[1::2]
        assert edges == sorted(set(edges)), asked
        assert edges[0] <= least < edges[1] and edges[-2] <= greatest <= edges[-1], asked
        assert [tuple(one["count"] for one in facet["buckets"])] == self.select(in_buckets(name, ids, edges)), asked


KINDS = [Comparison.ids, Comparison.ids_seen_from, Comparison.order, Comparison.statistics, Comparison.values,
         Comparison.histogram]


class Facility:
    def __init__(self, data: str):
        self.data = data
        sent = made_up(random.Random(SEED))
        with WeftServer(data, ["--engine", "naive"]) as weft:
            lines = "\n".join(json.dumps(message) for message in sent)
            ndjson = {"Content-Type": "application/x-ndjson"}
            answer = requests.post(f"{weft.api}/messages", data=lines.encode(), headers=ndjson, timeout=60)
            assert answer.status_code == 202, answer.text
            settle(weft)
            ids = {one["location"]: one["id"] for one in listed(weft, "datasets")}
        assert len(ids) == DATASETS
        self.database = told(sent, ids)


@pytest.fixture(scope="module")
def facility(tmp_path_factory):
    return Facility(str(tmp_path_factory.mktemp("facility")))


@pytest.mark.parametrize("engine", ["naive", "index"])
def test_engine_answers_as_duckdb(facility, engine):
    with WeftServer(facility.data, ["--engine", engine]) as weft:
        comparison = Comparison(weft, facility.database, most_pages=MOST_PAGES[engine])
        for _ in range(ROUNDS[engine]):
            for kind in KINDS:
                kind(comparison)
    # The questions tell something: most match some datasets and not others.
    sizes = comparison.sizes
    assert sum(0 < size < DATASETS for size in sizes) > len(sizes) * 0.5


# What is changed in DuckDB's tables, or in the SQL, and which comparison must notice.
WRONG_TABLES = [
    ("UPDATE number SET value = value + 1e-6 WHERE rowid % 10 = 0", Comparison.ids),
    ("DELETE FROM link WHERE rowid % 20 = 0", Comparison.ids_seen_from),
    ("UPDATE element SET place = 1 - place", Comparison.order),
    ("UPDATE dataset SET volume = volume + 1 WHERE id % 100 = 0", Comparison.statistics),
    ("DELETE FROM element WHERE place = 1 AND id % 20 = 0", Comparison.values),
]
WRONG_SQL = [
    ("FROM reach", "FROM link", Comparison.ids),
    ("FROM reach", "FROM link", Comparison.ids_seen_from),
    ("NULLS LAST", "NULLS FIRST", Comparison.order),
    ("NULLS LAST, id", "NULLS LAST, id DESC", Comparison.order),
    ("FILTER (type <> 'acquisition')", "FILTER (type = 'processed')", Comparison.statistics),
    ("'%Y-%m'", "'%Y-%d'", Comparison.statistics),
    ("count(DISTINCT id)", "count(id)", Comparison.values),
    ("FILTER (value >= ", "FILTER (value > ", Comparison.histogram),
    ("AND value <= ", "AND value < ", Comparison.histogram),
]


def test_comparison_can_fail(facility):
    with WeftServer(facility.data) as weft:

        def notices(kind, spoil=str) -> bool:
            comparison = Comparison(weft, facility.database, spoil=spoil)
            try:
                for _ in range(ROUNDS["index"]):
                    kind(comparison)
            except AssertionError:
                return True
            return False

        for change, kind in WRONG_TABLES:
            facility.database.execute("BEGIN")
            facility.database.execute(change)
            assert notices(kind), change
            facility.database.execute("ROLLBACK")
        for right, wrong, kind in WRONG_SQL:
            assert notices(kind, lambda statement: statement.replace(right, wrong)), wrong
