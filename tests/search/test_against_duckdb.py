"""Both engines against DuckDB: the same datasets, read independently, asked the same random questions.

What is sent is made up here; DuckDB is told by the reading below, which shares nothing with Weft's: of each parameter
its text, its elements and its numbers in one unit. A question is a small tree that is written once as a query and once
as SQL. Compared are all ids, the total, and now and then the counts by instrument and technique.
"""

import datetime
import json
import os
import random
import re
import time

import duckdb
import pytest
import requests
from weft_server import WeftServer
from weft_talk import get, settle

DATASETS = 2000
QUESTIONS = {"naive": 150, "index": 400}  # the naive one reads the whole store for each
SEED = int(os.environ.get("WEFT_DUCKDB_SEED", "20230427"))
INSTRUMENTS = {"ID30A-1": "id30a1", "ID30B": "id30b", "BM29": "bm29"}
MISSING = {"", "na", "n/a", "none", "null", "nan", "undefined"}

# What each parameter is sent as, and its units: how much one of them is in the parameter's own.
TEXTS = {
    "EM_voltage": ["300", "200000", "120 kV", "80000 V", "NA", "12 m", "high"],
    "HTXRPD_energy": ["12", "12.4 keV", "12400 eV", "7.1e3 eV", "5", "about 12", "69.9 ± 0.1 keV", ""],
    "definition": ["MX", "MX SAD", "MX,SAD", "TOMO", "SAXS", "NA"],
    "Process_program": ["autoPROC", "XDSAPP", "xia2 dials", "Autoproc"],
    "Sample_animal": ["Lyon", "lyon", "New York", "None", 'say "cheese"'],
    "my_count": ["1", "2", "10", "7.5", "many", "-3", "007", "1,2,3"],
}
UNITS = {"EM_voltage": {"kV": 1, "V": 1e-3}, "HTXRPD_energy": {"keV": 1, "eV": 1e-3}}


def elements(parameter: str, text: str) -> list[str]:
    """Of a text that has several values; else none."""
    if parameter == "definition":
        parts = [part for part in re.split("[ ,]", text) if part]
    elif re.fullmatch(r"-?[\d.]+(,-?[\d.]+)+", text):
        parts = text.split(",")
    else:
        parts = []
    return parts if len(parts) > 1 else []


def numbers(parameter: str, text: str) -> list[float]:
    """In the parameter's own unit."""
    if text.lower() in MISSING:
        return []
    if several := elements(parameter, text):
        found = [numbers(parameter, one) for one in several]
        return [one[0] for one in found] if all(found) else []
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?(?:e\d+)?)(?: ± [\d.]+)?(?: (\w+))?", text)
    if not match:
        return []
    number, unit = float(match[1]), match[2]
    if not unit:
        return [number / 1000 if parameter == "EM_voltage" and number >= 1000 else number]
    factor = UNITS.get(parameter, {}).get(unit)
    return [] if factor is None else [number * factor]


def utc(year: int, month: int, day: int) -> datetime.datetime:
    return datetime.datetime(year, month, day, tzinfo=datetime.timezone.utc)


def microseconds(moment: datetime.datetime) -> int:
    return (moment - utc(1970, 1, 1)) // datetime.timedelta(microseconds=1)


def made_up(rng: random.Random) -> list[dict]:
    """Messages: two raw datasets of three, the others processed from up to three before them."""
    sent = []
    for number in range(DATASETS):
        instrument = rng.choice(list(INSTRUMENTS))
        proposal = rng.choice(["mx1", "mx2485"])
        start = utc(2022, 12, 30) + rng.random() * datetime.timedelta(days=40)
        kind = "RAW" if number % 3 else "PROCESSED"
        message = {
            "type": "dataset",
            "proposal": proposal,
            "instrument": instrument,
            "location": f"/data/visitor/{proposal}/{INSTRUMENTS[instrument]}/20230101/{kind}_DATA/d{number:05}",
            "name": rng.choice(["lyso_1", "Lysozyme", "trypsin", f"scan_{number % 50}"]),
            "startDate": start.isoformat(),
            "sample": {"name": rng.choice(["lyso", "tryp", "empty"])},
            "parameters": {name: rng.choice(texts) for name, texts in TEXTS.items() if rng.random() < 0.6},
        }
        if number % 3 == 0 and sent:
            message["inputs"] = [one["location"] for one in rng.sample(sent, min(len(sent), rng.randint(1, 3)))]
        sent.append(message)
    return sent


def told(sent: list[dict], ids: dict[str, int]) -> duckdb.DuckDBPyConnection:
    """The independent reading, in tables."""
    tables = {
        "dataset": ("id BIGINT, instrument TEXT, proposal TEXT, type TEXT, sample TEXT, name TEXT, location TEXT, "
                    "startDate BIGINT", []),
        "parameter": ("id BIGINT, name TEXT, text TEXT, missing BOOLEAN", []),
        "element": ("id BIGINT, name TEXT, text TEXT", []),
        "number": ("id BIGINT, name TEXT, value DOUBLE", []),
        "link": ("output BIGINT, input BIGINT", []),
    }
    for message in sent:
        id = ids[message["location"]]
        start = microseconds(datetime.datetime.fromisoformat(message["startDate"]))
        kind = "processed" if "inputs" in message else "acquisition"
        fields = [INSTRUMENTS[message["instrument"]], message["proposal"], kind, message["sample"]["name"]]
        tables["dataset"][1].append((id, *fields, message["name"], message["location"], start))
        tables["link"][1].extend((id, ids[location]) for location in message.get("inputs", []))
        for name, text in message["parameters"].items():
            tables["parameter"][1].append((id, name, text, text.lower() in MISSING))
            tables["element"][1].extend((id, name, one) for one in {text, *elements(name, text)})
            tables["number"][1].extend((id, name, value) for value in numbers(name, text))
    database = duckdb.connect()
    for table, (columns, rows) in tables.items():
        database.execute(f"CREATE TABLE {table}({columns})")
        unnested = ", ".join(["unnest(?)"] * len(rows[0]))
        database.execute(f"INSERT INTO {table} SELECT {unnested}", [list(it) for it in zip(*rows)])
    return database


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def sql(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def of_field(condition: str) -> str:
    return f"SELECT id FROM dataset WHERE {condition}"


def of_parameter(name: str, table: str, condition: str) -> str:
    return f"SELECT id FROM {table} WHERE name = {sql(name)} AND ({condition})"


Both = tuple[str, str]  # the query, and SQL that selects the same ids


def text_question(rng: random.Random) -> Both:
    name = rng.choice(["definition", "Process_program", "Sample_animal", "my_count", "HTXRPD_energy"])
    asked = rng.choice(TEXTS[name] + ["SAD", "1", "lyo"])
    written = rng.choice([name, quoted(name)] + ["technique"] * (name == "definition"))
    equal = of_parameter(name, "element", f"text = {sql(asked)}")
    way = rng.randrange(5)
    if way == 0:
        return f"{written} = {quoted(asked)}", equal
    if way == 1:
        return f"{written} != {quoted(asked)}", f"({of_parameter(name, 'parameter', 'NOT missing')} EXCEPT {equal})"
    if way == 2:
        other = rng.choice(TEXTS[name])
        return (f"{written} in ({quoted(asked)}, {quoted(other)})",
                of_parameter(name, "element", f"text IN ({sql(asked)}, {sql(other)})"))
    if way == 3:
        return f"exists {written}", of_parameter(name, "parameter", "NOT missing")
    part = rng.choice(["Y", "o", "SAD", "1", "x", " "])
    return f"{written} ~ {quoted(part)}", of_parameter(name, "parameter", f"contains(lower(text), lower({sql(part)}))")


def number_question(rng: random.Random) -> Both:
    name = rng.choice(["EM_voltage", "HTXRPD_energy", "my_count"])
    factor, unit = 1, ""
    if name in UNITS and rng.random() < 0.6:
        unit = rng.choice(list(UNITS[name]))
        factor = UNITS[name][unit]

    constants = [12, 12.4, 5, 7.1, 300, 200, 80, 1, 2, 10, 69.9, 7, -3]

    def written(value: float) -> tuple[str, float, float]:
        ends = value - 1e-9 * abs(value), value + 1e-9 * abs(value)
        return f"{value / factor:.10g} {unit}".strip(), *ends

    if rng.random() < 0.2:
        (least, low, _), (most, _, high) = map(written, sorted(rng.sample(constants, 2)))
        within = f"value BETWEEN {low!r} AND {high!r}"
        return f"{name} between {least} and {most}", of_parameter(name, "number", within)
    text, low, high = written(rng.choice(constants))
    sign = rng.choice(["=", "!=", "<", "<=", ">", ">="])
    within = {"<": f"value < {low!r}", "<=": f"value <= {high!r}", ">": f"value > {high!r}", ">=": f"value >= {low!r}"}
    equal = of_parameter(name, "number", f"value BETWEEN {low!r} AND {high!r}")
    if sign == "=":
        return f"{name} = {text}", equal
    if sign == "!=":
        return f"{name} != {text}", f"({of_parameter(name, 'number', 'true')} EXCEPT {equal})"
    return f"{name} {sign} {text}", of_parameter(name, "number", within[sign])


def date_question(rng: random.Random) -> Both:
    day = utc(2022, 12, 30) + datetime.timedelta(days=rng.randrange(42))
    written, first, last = rng.choice([
        (f"{day:%Y-%m-%d}", day, day + datetime.timedelta(days=1)),
        (f"{day:%Y-%m-%dT12:30}", day.replace(hour=12, minute=30), day.replace(hour=12, minute=31)),
        (f"{day:%Y-%m-%d} 02:00+02:00", day, day + datetime.timedelta(minutes=1)),
        ("2023", utc(2023, 1, 1), utc(2024, 1, 1)),
        ("2023-01", utc(2023, 1, 1), utc(2023, 2, 1)),
    ])
    first, end = microseconds(first), microseconds(last)
    sign = rng.choice(["=", "<", "<=", ">", ">="])
    within = {
        "=": f"startDate >= {first} AND startDate < {end}",
        "<": f"startDate < {first}",
        "<=": f"startDate < {end}",
        ">": f"startDate >= {end}",
        ">=": f"startDate >= {first}",
    }
    return f"startDate {sign} {written}", of_field(within[sign])


def field_question(rng: random.Random) -> Both:
    instrument = rng.choice(list(INSTRUMENTS))
    return rng.choice([
        (f"instrument = {rng.choice([instrument, instrument.lower()])}",
         of_field(f"instrument = {sql(INSTRUMENTS[instrument])}")),
        ("proposal = MX-2485", of_field("proposal = 'mx2485'")),
        ("type = raw", of_field("type = 'acquisition'")),
        ("type != raw", of_field("type <> 'acquisition'")),
        ("name = lyso_1", of_field("name = 'lyso_1'")),
        ("name ~ LYSO", of_field("contains(lower(name), 'lyso')")),
        ("sample in (lyso, empty)", of_field("sample IN ('lyso', 'empty')")),
        ("location ~ /raw_data/d001", of_field("contains(lower(location), '/raw_data/d001')")),
    ])


def question(rng: random.Random, depth: int) -> Both:
    if depth == 0 or rng.random() < 0.25:
        kinds = [text_question, text_question, number_question, number_question, date_question, field_question]
        return rng.choice(kinds)(rng)
    way = rng.randrange(5)
    text, ids = question(rng, depth - 1)
    if way == 0:
        return f"not ({text})", f"(SELECT id FROM dataset EXCEPT {ids})"
    if way == 1:
        return f"input({text})", f"SELECT output AS id FROM link WHERE input IN ({ids})"
    if way == 2:
        return f"output({text})", f"SELECT input AS id FROM link WHERE output IN ({ids})"
    text2, ids2 = question(rng, depth - 1)
    if way == 3:
        return f"({text}) and ({text2})", f"({ids} INTERSECT {ids2})"
    return f"({text} or {text2})", f"({ids} UNION {ids2})"


def wait_for_search(weft: WeftServer) -> None:
    """The index is built after the start."""
    deadline = time.monotonic() + 60
    while requests.get(f"{weft.api}/datasets", params={"limit": 1}, timeout=30).status_code == 503:
        assert time.monotonic() < deadline, weft.log()
        time.sleep(0.1)


def found(weft: WeftServer, query: str) -> tuple[list[int], int]:
    ids, cursor = [], {}
    while True:
        page = get(weft, "datasets", q=query, limit=1000, **cursor)
        ids += [one["id"] for one in page["datasets"]]
        if "nextCursor" not in page:
            return ids, page["total"]
        cursor = {"cursor": page["nextCursor"]}


def counted(weft: WeftServer, query: str) -> list[dict[str, int]]:
    facets = get(weft, "facets", q=query, facets="instrument,technique:values:100")["facets"]
    return [{one["value"]: one["count"] for one in facet["counts"]} for facet in facets]


def counted_by_sql(database: duckdb.DuckDBPyConnection, ids: str) -> list[dict[str, int]]:
    names = {key: name for name, key in INSTRUMENTS.items()}
    by_instrument = f"SELECT instrument, count(*) FROM dataset WHERE id IN ({ids}) GROUP BY 1"
    instruments = database.execute(by_instrument).fetchall()
    techniques: dict[str, int] = {}
    for (text,) in database.execute(
        f"SELECT text FROM parameter WHERE name = 'definition' AND NOT missing AND id IN ({ids})"
    ).fetchall():
        for one in set(elements("definition", text) or [text]):
            techniques[one] = techniques.get(one, 0) + 1
    return [{names[key]: count for key, count in instruments}, techniques]


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
            ids, cursor = {}, {}
            while cursor is not None:
                page = get(weft, "datasets", limit=1000, **cursor)
                ids |= {one["location"]: one["id"] for one in page["datasets"]}
                cursor = {"cursor": page["nextCursor"]} if "nextCursor" in page else None
        assert len(ids) == DATASETS
        self.database = told(sent, ids)


@pytest.fixture(scope="module")
def facility(tmp_path_factory):
    return Facility(str(tmp_path_factory.mktemp("facility")))


@pytest.mark.parametrize("engine", ["naive", "index"])
def test_engine_answers_as_duckdb(facility, engine):
    rng = random.Random(SEED + 1)
    sizes = []
    with WeftServer(facility.data, ["--engine", engine]) as weft:
        wait_for_search(weft)
        for number in range(QUESTIONS[engine]):
            query, ids = question(rng, depth=3)
            wanted = sorted(id for (id,) in facility.database.execute(f"SELECT DISTINCT id FROM ({ids})").fetchall())
            ids_found, total = found(weft, query)
            assert ids_found == wanted, f"{query}\n{ids}"
            assert total == len(wanted), query
            if number % 10 == 0:
                assert counted(weft, query) == counted_by_sql(facility.database, ids), query
            sizes.append(len(wanted))
    # The questions tell something: most match some datasets and not others.
    assert sum(0 < size < DATASETS for size in sizes) > len(sizes) * 0.7


def test_comparison_can_fail(facility):
    """With one number of a hundred moved by a millionth, the same questions notice."""
    rng = random.Random(SEED + 1)
    asked = [question(rng, depth=3)[1] for _ in range(QUESTIONS["naive"])]

    def answers() -> list[list]:
        return [sorted(facility.database.execute(f"SELECT DISTINCT id FROM ({ids})").fetchall()) for ids in asked]

    right = answers()
    facility.database.execute("BEGIN")
    facility.database.execute("UPDATE number SET value = value + 1e-6 WHERE rowid % 100 = 0")
    wrong = answers()
    facility.database.execute("ROLLBACK")
    assert sum(one != other for one, other in zip(right, wrong)) > 5
