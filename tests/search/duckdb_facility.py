"""A made-up facility: what it sends, and DuckDB told of it by a reading that shares nothing with Weft's.

The reading knows of each parameter its text, its elements and its numbers in one unit, as spec/query-language.md and
docs/reference/definitions.md say.
"""

import datetime
import random
import re
from decimal import Decimal

import duckdb

DATASETS = 1000
INSTRUMENTS = {"ID30A-1": "id30a1", "ID30B": "id30b", "BM29": "bm29"}
MISSING = {"", "na", "n/a", "none", "null", "nan", "undefined"}
MEGABYTE = 1_000_000

# What each parameter is sent as, and its units: how much one of them is in the parameter's own.
TEXTS = {
    "EM_voltage": ["300", "200000", "120 kV", "80000 V", "NA", "12 m", "high", "120, 80000"],
    "HTXRPD_energy": ["12", "12.4 keV", "12400 eV", "7.1e3 eV", "5", "about 12", "69.9 ± 0.1 keV", "", "[12]",
                      "[69.9 5]"],
    "definition": ["MX", "MX SAD", "MX,SAD", "SAD MX SAD", "TOMO", "SAXS", "NA"],
    "Process_program": ["autoPROC", "XDSAPP", "xia2 dials", "Autoproc"],
    "Sample_animal": ["Lyon", "lyon", "New York", "None", 'say "cheese"', "Évry"],
    "my_count": ["1", "2", "10", "7.5", "many", "-3", "007", "1,2,3", "[10, 2, 10]"],
    "my_mood": ["good", "bad", "Good", "NA", "good, bad"],
    "actualStartDate": ["2023-01-05", "2023-01-05T12:30:00+02:00", "2022-12-31T23:59:59.5Z", "someday", "NA"],
}
UNITS = {
    "EM_voltage": {"kV": Decimal(1), "V": Decimal("0.001")},
    "HTXRPD_energy": {"keV": Decimal(1), "eV": Decimal("0.001")},
}


def elements(parameter: str, text: str) -> list[str]:
    """Of a text that has several values, or one in brackets; else none."""
    if parameter == "definition":
        parts = re.findall("[^ ,]+", text)
        return parts if len(parts) > 1 else []
    if match := re.fullmatch(r"\[(.*)\]", text):
        return re.findall(r"[^ ,]+", match[1])
    return re.split(", ?", text) if re.fullmatch(r"-?[\d.]+(, ?-?[\d.]+)+", text) else []


def numbers(parameter: str, text: str) -> list[float]:
    """In the parameter's own unit; of a date the microseconds since 1970."""
    if text.lower() in MISSING:
        return []
    if parameter == "actualStartDate":
        return [microseconds(moment(text))] if text[0].isdigit() else []
    if several := elements(parameter, text):
        found = [numbers(parameter, one) for one in several]
        return [one[0] for one in found] if all(found) else []
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?(?:e\d+)?)(?: ± [\d.]+)?(?: (\w+))?", text)
    if not match:
        return []
    number, unit = Decimal(match[1]), match[2]
    if not unit:
        return [float(number / 1000 if parameter == "EM_voltage" and number >= 1000 else number)]
    factor = UNITS.get(parameter, {}).get(unit)
    return [] if factor is None else [float(number * factor)]


def utc(year: int, month: int, day: int) -> datetime.datetime:
    return datetime.datetime(year, month, day, tzinfo=datetime.timezone.utc)


def moment(text: str) -> datetime.datetime:
    """Without zone it is UTC."""
    found = datetime.datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=datetime.timezone.utc)


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
        if rng.random() < 0.7:
            message["endDate"] = (start + rng.choice([0, 1, 400]) * datetime.timedelta(hours=1)).isoformat()
        if rng.random() < 0.7:
            message["parameters"] |= {"__fileCount": rng.randrange(12), "__volume": rng.randrange(5) * MEGABYTE // 2}
        if number % 20 == 1:
            message["datasetType"] = "calibration"
        if number % 3 == 0 and sent:
            message["inputs"] = [one["location"] for one in rng.sample(sent, min(len(sent), rng.randint(1, 3)))]
        sent.append(message)
    return sent


TABLES = {
    "dataset": "id BIGINT, instrument TEXT, shown TEXT, proposal TEXT, type TEXT, sample TEXT, name TEXT, "
    "location TEXT, startDate BIGINT, endDate BIGINT, fileCount BIGINT, volume BIGINT",
    "parameter": "id BIGINT, name TEXT, text TEXT",
    "element": "id BIGINT, name TEXT, text TEXT, place INTEGER",  # the whole text where it has none; not of NA
    "number": "id BIGINT, name TEXT, value DOUBLE, place INTEGER",
    "link": "output BIGINT, input BIGINT",
}

# What was made from what, over any number of links.
REACH = """CREATE VIEW reach AS WITH RECURSIVE path(output, input) AS (
    SELECT output, input FROM link
    UNION SELECT path.output, link.input FROM path JOIN link ON link.output = path.input
) SELECT * FROM path"""


def told(sent: list[dict], ids: dict[str, int]) -> duckdb.DuckDBPyConnection:
    rows: dict[str, list[tuple]] = {table: [] for table in TABLES}
    for message in sent:
        id = ids[message["location"]]
        rows["dataset"].append((id, *fields(message)))
        rows["link"] += [(id, ids[location]) for location in message.get("inputs", [])]
        for name, text in message["parameters"].items():
            if name not in TEXTS:
                continue
            several = [] if text.lower() in MISSING else elements(name, text) or [text]
            rows["parameter"].append((id, name, text))
            rows["element"] += [(id, name, one, place) for place, one in enumerate(several)]
            rows["number"] += [(id, name, value, place) for place, value in enumerate(numbers(name, text))]
    database = duckdb.connect()
    for table, columns in TABLES.items():
        database.execute(f"CREATE TABLE {table}({columns})")
        unnested = ", ".join(["unnest(?)"] * len(rows[table][0]))
        database.execute(f"INSERT INTO {table} SELECT {unnested}", [list(it) for it in zip(*rows[table])])
    database.execute(REACH)
    return database


def fields(message: dict) -> tuple:
    """As the columns of the table `dataset` after its id."""
    instrument = message["instrument"]
    kind = message.get("datasetType") or ("processed" if "inputs" in message else "acquisition")
    texts = (INSTRUMENTS[instrument], instrument, message["proposal"], kind, message["sample"]["name"])
    dates = (microseconds(moment(message[name])) if name in message else None for name in ("startDate", "endDate"))
    counts = (message["parameters"].get(name) for name in ("__fileCount", "__volume"))
    return *texts, message["name"], message["location"], *dates, *counts
