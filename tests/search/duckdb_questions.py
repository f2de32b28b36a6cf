"""Random questions, each written twice: in Weft's language, and as SQL for the tables of duckdb_facility.py."""

import datetime
import random

from duckdb_facility import DATASETS, INSTRUMENTS, TEXTS, UNITS, microseconds, utc

Both = tuple[str, str]  # the query, and SQL that selects the same ids


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def sql(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def of_field(condition: str) -> str:
    return f"SELECT id FROM dataset WHERE {condition}"


def of_parameter(name: str, table: str, condition: str) -> str:
    return f"SELECT id FROM {table} WHERE name = {sql(name)} AND ({condition})"


def text_question(rng: random.Random) -> Both:
    name = rng.choice(["definition", "Process_program", "Sample_animal", "my_count", "my_mood", "HTXRPD_energy"])
    asked = rng.choice(TEXTS[name] + ["SAD", "1", "lyo"])
    written = rng.choice([name, quoted(name)] + ["technique"] * (name == "definition"))

    def one_of(*texts: str) -> str:
        condition = f"text IN ({', '.join(map(sql, texts))})"
        return f"({of_parameter(name, 'parameter', condition)} UNION {of_parameter(name, 'element', condition)})"

    present = of_parameter(name, "element", "true")
    way = rng.randrange(5)
    if way == 0:
        return f"{written} = {quoted(asked)}", one_of(asked)
    if way == 1:
        return f"{written} != {quoted(asked)}", f"({present} EXCEPT {one_of(asked)})"
    if way == 2:
        other = rng.choice(TEXTS[name])
        return f"{written} in ({quoted(asked)}, {quoted(other)})", one_of(asked, other)
    if way == 3:
        return f"exists {written}", present
    part = rng.choice(["Y", "o", "SAD", "1", "x", " "])
    return f"{written} ~ {quoted(part)}", of_parameter(name, "parameter", f"contains(lower(text), lower({sql(part)}))")


def number_question(rng: random.Random) -> Both:
    name = rng.choice(["EM_voltage", "HTXRPD_energy", "my_count"])
    factor, unit = 1.0, ""
    if name in UNITS and rng.random() < 0.6:
        unit = rng.choice(list(UNITS[name]))
        factor = float(UNITS[name][unit])

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


def date(rng: random.Random) -> tuple[str, int, int]:
    """A date as written, its first microsecond, and the first after it."""
    day = utc(2022, 12, 30) + datetime.timedelta(days=rng.randrange(42))
    written, first, end = rng.choice([
        (f"{day:%Y-%m-%d}", day, day + datetime.timedelta(days=1)),
        (f"{day:%Y-%m-%dT12:30}", day.replace(hour=12, minute=30), day.replace(hour=12, minute=31)),
        (f"{day:%Y-%m-%d} 02:00+02:00", day, day + datetime.timedelta(minutes=1)),
        ("2023", utc(2023, 1, 1), utc(2024, 1, 1)),
        ("2023-01", utc(2023, 1, 1), utc(2023, 2, 1)),
    ])
    return written, microseconds(first), microseconds(end)


def date_question(rng: random.Random) -> Both:
    name = rng.choice(["startDate", "endDate", "actualStartDate"])

    (written, first, end), (last, _, end_of_last) = sorted([date(rng), date(rng)], key=lambda one: one[1])
    within = {
        "=": f"value >= {first} AND value < {end}",
        "!=": f"value < {first} OR value >= {end}",
        "<": f"value < {first}",
        "<=": f"value < {end}",
        ">": f"value >= {end}",
        ">=": f"value >= {first}",
        "between": f"value >= {first} AND value < {end_of_last}",
    }
    sign = rng.choice(list(within))
    value = f"{written} and {last}" if sign == "between" else written
    return f"{name} {sign} {value}", f"SELECT id FROM ({numbers_of(name)}) WHERE {within[sign]}"


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
        ("fileCount != 3", of_field("fileCount <> 3")),
        ("fileCount between 3 and 7", of_field("fileCount BETWEEN 3 AND 7")),
        ("volume >= 1.5 MB", of_field("volume >= 1500000")),
        ("not exists volume", of_field("volume IS NULL")),
    ])


# Table, and its columns: here is the dataset found, there the one asked about.
RELATIONS = {
    "input": ("link", "output", "input"),
    "output": ("link", "input", "output"),
    "ancestor": ("reach", "output", "input"),
    "descendant": ("reach", "input", "output"),
}


def across(rng: random.Random, asked: Both) -> Both:
    """Datasets with an input, output, ancestor or descendant that is `asked` for."""
    relation, (table, here, there) = rng.choice(list(RELATIONS.items()))
    text, ids = asked
    return f"{relation}({text})", f"SELECT {here} AS id FROM {table} WHERE {there} IN ({ids})"


def seen_from(rng: random.Random, asked: Both) -> Both:
    """The inputs, outputs, ancestors or descendants of one dataset that are `asked` for."""
    relation, (table, here, there) = rng.choice(list(RELATIONS.items()))
    start = rng.randrange(1, DATASETS + 1, 3)  # one that was made from others
    text, ids = asked
    theirs = f"SELECT {there} AS id FROM {table} WHERE {here} = {start}"
    return f"from dataset {start} {relation}({text})", f"({theirs} INTERSECT {ids})"


def question(rng: random.Random, depth: int) -> Both:
    if depth == 0 or rng.random() < 0.25:
        kinds = [text_question, text_question, number_question, number_question, date_question, field_question]
        return rng.choice(kinds)(rng)
    way = rng.randrange(7)
    if way == 0:
        return rng.choice([across, seen_from])(rng, ("", "SELECT id FROM dataset"))
    text, ids = question(rng, depth - 1)
    if way == 1:
        return f"not ({text})", f"(SELECT id FROM dataset EXCEPT {ids})"
    if way in (2, 3):
        return across(rng, (text, ids))
    text2, ids2 = question(rng, depth - 1)
    if way == 4:
        return f"({text}) and ({text2})", f"({ids} INTERSECT {ids2})"
    if way == 5:
        return f"({text}) or ({text2})", f"({ids} UNION {ids2})"
    text2, ids2 = seen_from(rng, (text2, ids2))
    return f"{text} or {text2}", f"({ids} UNION {ids2})"


TEXT_FIELDS = ["type", "instrument", "proposal", "sample", "name", "location"]
NUMBER_FIELDS = ["id", "startDate", "endDate", "fileCount", "volume"]
# Parameters that are declared as numbers or dates; and one that nobody declared, and numbers are sent for.
NUMBERS = ["EM_voltage", "HTXRPD_energy", "actualStartDate", "my_count"]
WORDS = ["definition", "Process_program", "Sample_animal", "my_mood"]
SORTS = TEXT_FIELDS + NUMBER_FIELDS + NUMBERS + WORDS


def first_value(name: str) -> str:
    """SQL for `id` and `value`, by which a dataset is sorted: of several the first. Those without one have no row."""
    if name in TEXT_FIELDS + NUMBER_FIELDS:
        return f"SELECT id, {name} AS value FROM dataset WHERE {name} IS NOT NULL"
    table, column = ("number", "value") if name in NUMBERS else ("element", "text")
    return f"SELECT id, {column} AS value FROM {table} WHERE name = {sql(name)} AND place = 0"


def ordered(name: str, descending: bool, ids: str) -> str:
    """SQL for the ids in order: what has no value comes last, both ways; equal ones by id, ascending."""
    return (f"SELECT id FROM dataset LEFT JOIN ({first_value(name)}) USING (id) WHERE id IN ({ids}) "
            f"ORDER BY value {'DESC' if descending else 'ASC'} NULLS LAST, id")


def texts_of(name: str) -> str:
    """SQL for `id`, `value` and `place` of all values, as texts."""
    if name in TEXT_FIELDS + NUMBER_FIELDS:
        shown = "shown" if name == "instrument" else f"{name}::TEXT"
        return f"SELECT id, {shown} AS value, 0 AS place FROM dataset WHERE {name} IS NOT NULL"
    return f"SELECT id, text AS value, place FROM element WHERE name = {sql(name)}"


def numbers_of(name: str) -> str:
    """SQL for `id` and `value` of all numbers."""
    return first_value(name) if name in NUMBER_FIELDS else f"SELECT id, value FROM number WHERE name = {sql(name)}"


COUNTED = ["instrument", "type", "sample", "fileCount", "definition", "my_count", "EM_voltage", "Sample_animal"]
DATES = ["startDate", "endDate", "actualStartDate"]
PARTS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
GROUPS = COUNTED + list(PARTS) + [f"{date}:{part}" for date in DATES for part in PARTS]


def group(by: str) -> str:
    """SQL for `id` and `value`, by which a dataset is counted. Those without one have no row."""
    column, _, part = by.rpartition(":")
    if part in PARTS:
        dates = first_value(column or "startDate")
        return f"SELECT id, strftime(make_timestamp(value::BIGINT), '{PARTS[part]}') AS value FROM ({dates})"
    return f"SELECT id, value FROM ({texts_of(by)}) WHERE place = 0"


RAW = "FILTER (type = 'acquisition')"
PROCESSED = "FILTER (type <> 'acquisition')"
COUNTERS = {
    "samples": "count(DISTINCT (proposal, instrument, sample))",
    "datasets": "count(*)",
    "acquisition": f"count(*) {RAW}",
    "processed": f"count(*) {PROCESSED}",
    "files": "coalesce(sum(fileCount), 0)",
    "acquisitionFiles": f"coalesce(sum(fileCount) {RAW}, 0)",
    "processedFiles": f"coalesce(sum(fileCount) {PROCESSED}, 0)",
    "volume": "coalesce(sum(volume), 0)",
    "acquisitionVolume": f"coalesce(sum(volume) {RAW}, 0)",
    "processedVolume": f"coalesce(sum(volume) {PROCESSED}, 0)",
    "notWalked": "count(*) FILTER (fileCount IS NULL)",
}


def counters(by: list[str], ids: str) -> str:
    """SQL for one row a group, by its values: these, then the counters."""
    joins = "".join(f" LEFT JOIN ({group(one)}) AS by{place}(id, value) USING (id)" for place, one in enumerate(by))
    values = [f"coalesce(by{place}.value, '')" for place in range(len(by))]
    grouped = f" GROUP BY {', '.join(values)} ORDER BY {', '.join(values)}" if by else ""
    return f"SELECT {', '.join(values + list(COUNTERS.values()))} FROM dataset{joins} WHERE id IN ({ids}){grouped}"


def counted(name: str, ids: str) -> str:
    """SQL for values and how many datasets have each, the most frequent first."""
    found = f"SELECT * FROM ({texts_of(name)}) WHERE id IN ({ids})"
    return f"SELECT value, count(DISTINCT id) FROM ({found}) GROUP BY value ORDER BY 2 DESC, value"


def extent(name: str, ids: str) -> str:
    """SQL for how many datasets have a number, the least and the greatest."""
    return f"SELECT count(DISTINCT id), min(value), max(value) FROM ({numbers_of(name)}) WHERE id IN ({ids})"


def in_buckets(name: str, ids: str, edges: list[float]) -> str:
    """SQL for how many datasets have a number in each bucket: from its edge to before the next, the last one to it."""
    counts = []
    for low, high in zip(edges, edges[1:]):
        below = f"value <= {high!r}" if high == edges[-1] else f"value < {high!r}"
        counts.append(f"count(DISTINCT id) FILTER (value >= {low!r} AND {below})")
    return f"SELECT {', '.join(counts)} FROM ({numbers_of(name)}) WHERE id IN ({ids})"
