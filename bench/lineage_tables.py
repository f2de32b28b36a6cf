#!/usr/bin/env python3
"""JOB rows against link rows against list parameters: three ways to keep "this was made from that" in a database.

    .venv/bin/python bench/lineage_tables.py --datasets 1776288 [--databases sqlite postgresql] [--ways job link list]

One made-up catalogue (seeded), the same for all: raw and processed datasets, jobs of every shape, chains up to six deep,
a few hubs such as a flat field that thousands use. Each way is loaded in bulk but for the last datasets; these then
arrive one by one, as messages do, 64 a transaction, durable. Then raws arrive after what was made from them. Then people
ask. Every answer is compared with a walk over the graph in memory. Needs no Weft. The report: docs/job-table-or-soft-links.md.

job   ICAT's JOB, DATACOLLECTION and DATACOLLECTIONDATASET, with the columns and keys that ICAT 6.2 gives them
link  pairs (output, input), indexed both ways
list  DATASETPARAMETER input_datasetIds and output_datasetIds: ids in one text, blanks between
"""

import argparse
import itertools
import json
import pathlib
import random
import shutil
import sqlite3
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "compare"))
from postgres_server import PostgresServer  # noqa: E402

FIRST_ID = 1_000_000_001  # ESRF's ids have ten digits
INPUTS, OUTPUTS = 1, 2  # types of the list parameters
AUDIT = "weft", "2026-01-01 00:00:00", "weft", "2026-01-01 00:00:00"  # createId createTime modId modTime: never null in ICAT
AUDIT_COLUMNS = "createId varchar(255) not null, createTime timestamp not null, modId varchar(255) not null, modTime timestamp not null"
AUDIT_NAMES = ["createId", "createTime", "modId", "modTime"]
GROUP = 64  # datasets a transaction


# --- The catalogue ---------------------------------------------------------------------------------------------------


class Graph:
    """Datasets are numbers from 0 in order of arrival; jobs are (inputs, outputs), inputs before outputs."""

    def __init__(self, datasets: int, seed: int = 4):
        self.rng, self.datasets, self.jobs, self.slots = random.Random(seed), 0, [], []
        self.raw = bytearray()
        hubs, size = [], 0
        while self.datasets < datasets:
            size = min(self.rng.randrange(48, 249), datasets - self.datasets)
            self._investigation(size, hubs)
        self.inputs, self.outputs = {}, {}
        for inputs, outputs in self.jobs:
            for made in outputs:
                self.inputs.setdefault(made, []).extend(inputs)
                for source in inputs:
                    self.outputs.setdefault(source, []).append(made)
        self.links = sum(len(i) * len(o) for i, o in self.jobs)

    def _investigation(self, size: int, hubs: list) -> None:
        first, rng = self.datasets, self.rng
        raws = max(1, round(size * 0.55))
        if len(hubs) < max(2, self.datasets // 100_000):
            hubs.append(first)
        levels = [list(range(first, first + raws))]
        following = first + raws
        while following < first + size:
            depth = min(len(levels), rng.choices(range(1, 7), (70, 14, 7, 4, 3, 2))[0])
            inputs, outputs = self._shape(levels[depth - 1], first + size - following)
            if depth == 1 and rng.random() < 0.05:
                inputs = sorted({*inputs, rng.choice(hubs)})
            made = list(range(following, following + outputs))
            following += outputs
            self.jobs.append((inputs, made))
            if depth == len(levels):
                levels.append([])
            levels[depth] += made
        self.slots.append((first, raws))
        self.datasets += size
        self.raw += b"\1" * raws + b"\0" * (size - raws)

    def _shape(self, sources: list, room: int) -> tuple[list, int]:
        shape, rng = self.rng.random(), self.rng
        if shape < 0.75:
            wanted, outputs = 1, 1
        elif shape < 0.83:
            wanted, outputs = 1, rng.randrange(2, 13)
        elif shape < 0.98:
            wanted, outputs = min(200, 2 + int(rng.paretovariate(0.62))), 1
        else:
            wanted, outputs = rng.randrange(2, 5), rng.randrange(2, 4)
        return sorted(rng.sample(sources, min(wanted, len(sources)))), min(outputs, room)

    def reached(self, starts, neighbours: dict) -> list:
        seen, edge = set(), list(starts)
        while edge:
            edge = [n for at in edge for n in neighbours.get(at, ()) if n not in seen and not seen.add(n)]
        return sorted(seen)

    def location(self, number: int) -> str:
        kind = "RAW_DATA" if self.raw[number] else "PROCESSED_DATA"
        return f"/data/visitor/mx{number // 150}/id30a1/20260101/{kind}/sample_{number % 40}/run_{number}"


# --- Two databases, one face -----------------------------------------------------------------------------------------


class Sqlite:
    name, here = "sqlite", "?"

    def __init__(self, folder: pathlib.Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "lineage.sqlite"
        self.begin_way()

    def begin_way(self) -> None:
        for file in self.path.parent.glob("lineage.sqlite*"):
            file.unlink()
        self.connection = sqlite3.connect(self.path, isolation_level=None, cached_statements=500)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-2000000", "temp_store=MEMORY", "mmap_size=8000000000"):
            self.connection.execute(f"PRAGMA {pragma}")

    def execute(self, sql: str, arguments=()):
        return self.connection.execute(sql, arguments)

    def insert(self, table: str, columns: list, rows: list) -> None:
        self.connection.executemany(f"INSERT INTO {table}({','.join(columns)}) VALUES ({','.join('?' * len(columns))})", rows)

    def ids_at(self, locations: list) -> list:
        marks = ",".join("?" * len(locations))
        return [row[0] for row in self.execute(f"SELECT id FROM dataset WHERE location IN ({marks})", locations)]

    def bulk(self, table: str, columns: list, rows) -> None:
        self.execute("BEGIN")
        while part := list(itertools.islice(rows, 50_000)):
            self.insert(table, columns, part)
        self.execute("COMMIT")

    def settle(self) -> None:
        self.execute("ANALYZE")
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.execute("PRAGMA wal_autocheckpoint=0")  # so that the log's size says what was written

    def logged(self) -> int:
        return pathlib.Path(f"{self.path}-wal").stat().st_size

    def bytes_of(self, tables: list) -> int:
        marks = ",".join("?" * len(tables))
        return self.execute(f"SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name IN ({marks}))",
                            tables).fetchone()[0]

    def elements(self, text: str) -> str:
        return f"json_each('[' || replace({text}, ' ', ',') || ']')"

    def close(self) -> None:
        self.connection.close()
        for file in self.path.parent.glob("lineage.sqlite*"):
            file.unlink()


class Postgresql:
    name, here = "postgresql", "%s"

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        self.server = PostgresServer(folder)
        self.connection = self.server.connect(autocommit=True)
        self.connection.prepare_threshold = 0

    def begin_way(self) -> None:
        self.execute("DROP SCHEMA IF EXISTS public CASCADE")
        self.execute("CREATE SCHEMA public")

    def execute(self, sql: str, arguments=()):
        return self.connection.execute(sql, arguments or None)

    def insert(self, table: str, columns: list, rows: list) -> None:
        sql = f"INSERT INTO {table}({','.join(columns)}) VALUES ({','.join(['%s'] * len(columns))})"
        if len(rows) == 1:
            self.execute(sql, rows[0])
        else:
            self.connection.cursor().executemany(sql, rows)  # one round trip: psycopg sends them as a pipeline

    def ids_at(self, locations: list) -> list:
        return [row[0] for row in self.execute("SELECT id FROM dataset WHERE location = ANY(%s)", (locations,))]

    def bulk(self, table: str, columns: list, rows) -> None:
        with self.connection.cursor().copy(f"COPY {table}({','.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def settle(self) -> None:
        self.execute("VACUUM ANALYZE")
        self.execute("CHECKPOINT")

    def logged(self) -> int:
        return int(self.execute("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn").fetchone()[0])

    def bytes_of(self, tables: list) -> int:
        return sum(self.execute("SELECT pg_total_relation_size(%s::regclass)", (table,)).fetchone()[0] for table in tables)

    def elements(self, text: str) -> str:
        return f"(SELECT x::bigint AS value FROM unnest(string_to_array({text}, ' ')) x) e"

    def close(self) -> None:
        self.connection.close()
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


# --- The three ways --------------------------------------------------------------------------------------------------


class Way:
    """What a way must do. Ids are the database's; `job` is a key that all outputs of one run share."""

    tables: list = []

    def __init__(self, database, graph: Graph):
        self.db, self.graph, self.sql = database, graph, {}
        self._fresh = itertools.count(FIRST_ID + 10_000_000)

    def sentence(self, text: str) -> str:
        return text.replace("?", self.db.here)

    def walk(self, step_from_start: str, step: str) -> str:
        """The transitive closure: UNION, not UNION ALL, so that what was seen is not walked again."""
        return self.sentence(f"WITH RECURSIVE w(id) AS ({step_from_start} UNION {step}) SELECT id FROM w")


class LinkWay(Way):
    name, tables = "link", ["link"]

    def create(self) -> None:
        self.db.execute("CREATE TABLE link(output bigint not null, input bigint not null)" if self.db.name == "postgresql" else
                        "CREATE TABLE link(output bigint not null, input bigint not null, primary key(output, input)) WITHOUT ROWID")

    def load(self, jobs) -> None:
        pairs = ((FIRST_ID + o, FIRST_ID + i) for inputs, outputs in jobs for o in outputs for i in inputs)
        self.db.bulk("link", ["output", "input"], pairs)
        if self.db.name == "postgresql":
            self.db.execute("ALTER TABLE link ADD PRIMARY KEY(output, input)")
        self.db.execute("CREATE INDEX link_input ON link(input, output)")

    def arrive(self, output: int, inputs: list, job: int) -> None:
        self.db.insert("link", ["output", "input"], [(output, i) for i in inputs])

    def late(self, raw: int, waiting: list) -> None:
        self.db.insert("link", ["output", "input"], [(output, raw) for output, _ in waiting])

    def queries(self) -> dict:
        s = self.sentence
        return {
            "inputs": s("SELECT input FROM link WHERE output = ?"),
            "outputs": s("SELECT output FROM link WHERE input = ?"),
            "ancestors": self.walk("SELECT input FROM link WHERE output = ?", "SELECT l.input FROM w JOIN link l ON l.output = w.id"),
            "descendants": self.walk("SELECT output FROM link WHERE input = ?", "SELECT l.output FROM w JOIN link l ON l.input = w.id"),
            "made of a slot": self.walk("SELECT output FROM link WHERE input BETWEEN ? AND ?",
                                        "SELECT l.output FROM w JOIN link l ON l.input = w.id"),
            "page": s("SELECT d.id, (SELECT count(*) FROM link WHERE output = d.id), (SELECT count(*) FROM link WHERE input = d.id) "
                      "FROM dataset d WHERE d.id BETWEEN ? AND ? ORDER BY d.id"),
        }


class JobWay(Way):
    name, tables = "job", ["job", "datacollection", "datacollectiondataset"]

    def create(self) -> None:
        self.db.execute(f"CREATE TABLE datacollection(id bigint primary key, {AUDIT_COLUMNS}, doi varchar(255))")
        self.db.execute(f"CREATE TABLE datacollectiondataset(id bigint primary key, {AUDIT_COLUMNS}, "
                        "datacollection_id bigint not null, dataset_id bigint not null)")
        self.db.execute(f"CREATE TABLE job(id bigint primary key, {AUDIT_COLUMNS}, arguments varchar(255), application_id bigint not null, "
                        "inputdatacollection_id bigint, outputdatacollection_id bigint)")
        self.jobs = {}  # the ingester's memory of the jobs it has made: ICAT's JOB has no key to look one up by

    def load(self, jobs) -> None:
        collections, members, rows = [], [], []
        for number, (inputs, outputs) in enumerate(jobs):
            source, result = next(self._fresh), next(self._fresh)
            collections += [(source,), (result,)]
            members += [(source, FIRST_ID + i) for i in inputs] + [(result, FIRST_ID + o) for o in outputs]
            rows.append((source, result))
        collection = ["id", *AUDIT_NAMES]
        self.db.bulk("datacollection", collection, ((c, *AUDIT) for (c,) in collections))
        self.db.bulk("datacollectiondataset", [*collection, "datacollection_id", "dataset_id"],
                     ((next(self._fresh), *AUDIT, c, d) for c, d in members))
        self.db.bulk("job", [*collection, "application_id", "inputdatacollection_id", "outputdatacollection_id"],
                     ((next(self._fresh), *AUDIT, 1, i, o) for i, o in rows))
        self.db.execute("CREATE UNIQUE INDEX member_key ON datacollectiondataset(datacollection_id, dataset_id)")
        self.db.execute("CREATE INDEX member_dataset ON datacollectiondataset(dataset_id)")
        self.db.execute("CREATE INDEX job_input ON job(inputdatacollection_id)")
        self.db.execute("CREATE INDEX job_output ON job(outputdatacollection_id)")

    def arrive(self, output: int, inputs: list, job: int) -> None:
        members = []
        if job not in self.jobs:
            source, result = self.jobs[job] = next(self._fresh), next(self._fresh)
            self.db.insert("datacollection", ["id", *AUDIT_NAMES], [(source, *AUDIT), (result, *AUDIT)])
            self.db.insert("job", ["id", *AUDIT_NAMES, "application_id", "inputdatacollection_id", "outputdatacollection_id"],
                           [(next(self._fresh), *AUDIT, 1, source, result)])
            members = [(source, i) for i in inputs]
        members.append((self.jobs[job][1], output))
        self._members(members)

    def _members(self, members: list) -> None:
        self.db.insert("datacollectiondataset", ["id", *AUDIT_NAMES, "datacollection_id", "dataset_id"],
                       [(next(self._fresh), *AUDIT, c, d) for c, d in members])

    def late(self, raw: int, waiting: list) -> None:
        self._members([(collection, raw) for collection in {self.jobs[job][0] for _, job in waiting}])

    def queries(self) -> dict:
        up = ("datacollectiondataset o JOIN job j ON j.outputdatacollection_id = o.datacollection_id "
              "JOIN datacollectiondataset i ON i.datacollection_id = j.inputdatacollection_id")
        down = ("datacollectiondataset i JOIN job j ON j.inputdatacollection_id = i.datacollection_id "
                "JOIN datacollectiondataset o ON o.datacollection_id = j.outputdatacollection_id")
        s = self.sentence
        further_down = f"SELECT o.dataset_id FROM w JOIN {down.replace('i JOIN', 'i ON i.dataset_id = w.id JOIN', 1)}"
        return {
            "inputs": s(f"SELECT DISTINCT i.dataset_id FROM {up} WHERE o.dataset_id = ?"),
            "outputs": s(f"SELECT DISTINCT o.dataset_id FROM {down} WHERE i.dataset_id = ?"),
            "ancestors": self.walk(f"SELECT i.dataset_id FROM {up} WHERE o.dataset_id = ?",
                                   f"SELECT i.dataset_id FROM w JOIN {up.replace('o JOIN', 'o ON o.dataset_id = w.id JOIN', 1)}"),
            "descendants": self.walk(f"SELECT o.dataset_id FROM {down} WHERE i.dataset_id = ?", further_down),
            "made of a slot": self.walk(f"SELECT o.dataset_id FROM {down} WHERE i.dataset_id BETWEEN ? AND ?", further_down),
            "page": s(f"SELECT d.id, (SELECT count(DISTINCT i.dataset_id) FROM {up} WHERE o.dataset_id = d.id), "
                      f"(SELECT count(DISTINCT o.dataset_id) FROM {down} WHERE i.dataset_id = d.id) "
                      "FROM dataset d WHERE d.id BETWEEN ? AND ? ORDER BY d.id"),
        }


class ListWay(Way):
    name, tables = "list", ["datasetparameter"]
    columns = ["id", *AUDIT_NAMES, "dataset_id", "parametertype_id", "stringvalue"]

    def create(self) -> None:
        self.db.execute(f"CREATE TABLE datasetparameter(id bigint primary key, {AUDIT_COLUMNS}, dataset_id bigint not null, "
                        "parametertype_id bigint not null, stringvalue text, numericvalue double precision, datetimevalue timestamp, "
                        "rangetop double precision, rangebottom double precision, error double precision)")

    def load(self, jobs) -> None:
        inputs, outputs = {}, {}
        for sources, made in jobs:
            for o in made:
                inputs.setdefault(o, []).extend(sources)
            for i in sources:
                outputs.setdefault(i, []).extend(made)
        rows = itertools.chain(((INPUTS, d, l) for d, l in inputs.items()), ((OUTPUTS, d, l) for d, l in outputs.items()))
        self.too_long = sum(11 * len(l) - 1 > 4000 for l in itertools.chain(inputs.values(), outputs.values()))
        self.db.bulk("datasetparameter", self.columns,
                     ((next(self._fresh), *AUDIT, FIRST_ID + d, kind, " ".join(str(FIRST_ID + x) for x in l)) for kind, d, l in rows))
        self.db.execute("CREATE UNIQUE INDEX parameter_key ON datasetparameter(dataset_id, parametertype_id)")
        self.db.execute("CREATE INDEX parameter_type ON datasetparameter(parametertype_id)")

    def _append(self, changes: list) -> None:
        """One sentence that appends in place; ICAT's own interface would read the text, and write it back whole."""
        marks = ",".join(["?"] * len(self.columns))
        sql = self.sentence(f"INSERT INTO datasetparameter({','.join(self.columns)}) VALUES ({marks}) ON CONFLICT (dataset_id, parametertype_id) "
                            "DO UPDATE SET stringvalue = datasetparameter.stringvalue || ' ' || excluded.stringvalue")
        rows = [(next(self._fresh), *AUDIT, dataset, kind, text) for dataset, kind, text in changes]
        if not rows:
            return
        if self.db.name == "postgresql" and len(rows) > 1:
            self.db.connection.cursor().executemany(sql, rows)
        elif self.db.name == "sqlite":
            self.db.connection.executemany(sql, rows)
        else:
            self.db.execute(sql, rows[0])

    def arrive(self, output: int, inputs: list, job: int) -> None:
        own = [(output, INPUTS, " ".join(map(str, inputs)))] if inputs else []
        self._append(own + [(i, OUTPUTS, str(output)) for i in inputs])

    def late(self, raw: int, waiting: list) -> None:
        self._append([(output, INPUTS, str(raw)) for output, _ in waiting] +
                     [(raw, OUTPUTS, " ".join(str(output) for output, _ in waiting))])

    def queries(self) -> dict:
        def direct(kind, where):
            return f"SELECT e.value FROM datasetparameter p, {self._elements()} WHERE p.parametertype_id = {kind} AND p.dataset_id {where}"

        def further(kind):
            if self.db.name == "sqlite":  # by a scalar: a join makes SQLite read all lists of that type for a bloom filter
                text = f"(SELECT stringvalue FROM datasetparameter WHERE dataset_id = w.id AND parametertype_id = {kind})"
                return f"SELECT e.value FROM w CROSS JOIN {self.db.elements(text)} e"
            return (f"SELECT e.value FROM w JOIN datasetparameter p ON p.dataset_id = w.id AND p.parametertype_id = {kind} "
                    f"CROSS JOIN LATERAL {self._elements(False)}")

        count = "coalesce((SELECT length(stringvalue) - length(replace(stringvalue, ' ', '')) + 1 FROM datasetparameter " \
                "WHERE dataset_id = d.id AND parametertype_id = {}), 0)"
        s = self.sentence
        return {
            "inputs": s(direct(INPUTS, "= ?")),
            "outputs": s(direct(OUTPUTS, "= ?")),
            "ancestors": self.walk(direct(INPUTS, "= ?"), further(INPUTS)),
            "descendants": self.walk(direct(OUTPUTS, "= ?"), further(OUTPUTS)),
            "made of a slot": self.walk(direct(OUTPUTS, "BETWEEN ? AND ?"), further(OUTPUTS)),
            "page": s(f"SELECT d.id, {count.format(INPUTS)}, {count.format(OUTPUTS)} FROM dataset d WHERE d.id BETWEEN ? AND ? ORDER BY d.id"),
        }

    def _elements(self, lateral: bool = True) -> str:
        if self.db.name == "sqlite":
            return self.db.elements("p.stringvalue") + " e"
        return ("LATERAL " if lateral else "") + self.db.elements("p.stringvalue")


# --- Measuring -------------------------------------------------------------------------------------------------------


def quantiles(seconds: list) -> dict:
    ordered = sorted(seconds)
    return {"median ms": round(statistics.median(ordered) * 1e3, 4), "p99 ms": round(ordered[int(len(ordered) * 0.99)] * 1e3, 4),
            "mean ms": round(statistics.fmean(ordered) * 1e3, 4)}


class Measurement:
    def __init__(self, way: Way, options):
        self.way, self.db, self.graph, self.options = way, way.db, way.graph, options
        self.found = {"database": self.db.name, "way": way.name, "datasets": self.graph.datasets, "links": self.graph.links}

    def run(self) -> dict:
        self.db.begin_way()
        self.bulk()
        self.arriving()
        self.hub_arriving()
        self.late_raws()
        self.db.settle()
        self.asking()
        return self.found

    def bulk(self) -> None:
        """Everything but the jobs whose outputs arrive last."""
        graph, began = self.graph, time.perf_counter()
        jobs = sorted(range(len(graph.jobs)), key=lambda j: graph.jobs[j][1][0])
        self.last = jobs[-self.options.arriving:]
        last = {o for j in self.last for o in graph.jobs[j][1]}
        self.db.execute("CREATE TABLE dataset(id bigint primary key, location varchar(511) not null)")
        self.db.bulk("dataset", ["id", "location"], ((FIRST_ID + n, graph.location(n)) for n in range(graph.datasets) if n not in last))
        self.db.execute("CREATE INDEX dataset_location ON dataset(location)")
        self.db.execute("CREATE TABLE waiting(path varchar(511) not null, output bigint not null, job bigint not null)")
        self.db.execute("CREATE INDEX waiting_path ON waiting(path)")
        began = time.perf_counter()
        self.way.create()
        self.way.load([graph.jobs[j] for j in jobs[:-self.options.arriving]])
        self.found["bulk load s"] = round(time.perf_counter() - began, 1)
        self.db.settle()
        held = self.db.bytes_of(self.way.tables)
        links = sum(len(graph.jobs[j][0]) * len(graph.jobs[j][1]) for j in jobs[:-self.options.arriving])
        self.found |= {"bytes": held, "bytes a link": round(held / links, 1), "bytes a dataset": round(held / graph.datasets, 1)}
        if hasattr(self.way, "too_long"):
            self.found["lists over 4,000 characters"] = self.way.too_long

    def _arrive(self, arrivals: list, label: str) -> None:
        """(output, location, paths of its inputs, job): the row and the resolving are the same for all, the linking is timed."""
        linking, logged, began = [], self.db.logged(), time.perf_counter()
        for at in range(0, len(arrivals), GROUP):
            self.db.execute("BEGIN")
            for output, location, paths, job in arrivals[at:at + GROUP]:
                self.db.insert("dataset", ["id", "location"], [(output, location)])
                inputs = sorted(self.db.ids_at(paths))
                before = time.perf_counter()
                self.way.arrive(output, inputs, job)
                linking.append(time.perf_counter() - before)
            self.db.execute("COMMIT")
        whole = time.perf_counter() - began
        self.found[label] = quantiles(linking) | {"datasets": len(arrivals), "a second": round(len(arrivals) / whole),
                                                  "log bytes a dataset": round((self.db.logged() - logged) / len(arrivals))}

    def arriving(self) -> None:
        graph = self.graph
        arrivals = [(FIRST_ID + o, graph.location(o), [graph.location(i) for i in graph.jobs[j][0]], j)
                    for j in self.last for o in graph.jobs[j][1]]
        self._arrive(arrivals, "arriving")

    def hub_arriving(self) -> None:
        """Each of these is made from one and the same raw dataset, a new one: a flat field, a mask, a calibration."""
        base = FIRST_ID + 5_000_000
        path = "/data/visitor/blc1/id30a1/20260101/RAW_DATA/flat/flat_0001"
        self.db.insert("dataset", ["id", "location"], [(base, path)])
        self._arrive([(base + 1 + n, f"{path}/made_{n}", [path], 10**9 + n) for n in range(self.options.hub)], "hub arriving")

    def late_raws(self) -> None:
        """Outputs that came before their raw wait by path, in the same table for all three; then the raws come."""
        base, rng = FIRST_ID + 6_000_000, random.Random(5)
        shapes = [rng.choices((1, 2, 5, 20), (70, 15, 10, 5))[0] for _ in range(self.options.late)] + [self.options.hub]
        fresh, raws = itertools.count(base), []
        self.db.execute("BEGIN")
        for number, outputs in enumerate(shapes):
            path = f"/data/visitor/late{number}/id30a1/20260101/RAW_DATA/s/late_{number}"
            for k in range(outputs):
                output, job = next(fresh), 2 * 10**9 + base + number * 10_000 + k
                self.db.insert("dataset", ["id", "location"], [(output, f"{path}_made_{k}")])
                self.way.arrive(output, [], job)
                self.db.insert("waiting", ["path", "output", "job"], [(path, output, job)])
            raws.append((next(fresh), path))
        self.db.execute("COMMIT")
        self.db.settle()
        ways = [self._late(raw, path) for raw, path in raws]
        self.found["late raw"] = quantiles(ways[:-1]) | {"hub ms": round(ways[-1] * 1e3, 2), "hub outputs": self.options.hub}
        wrong = [n for n, outputs in enumerate(shapes) if len(self.ask("outputs", raws[n][0])) != outputs]
        if wrong:
            sys.exit(f"{self.db.name} {self.way.name}: late raws {wrong[:5]} did not get their outputs")

    def _late(self, raw: int, path: str) -> float:
        """A raw arrives in a transaction of its own; timed without its commit."""
        here = self.db.here
        self.db.execute("BEGIN")
        self.db.insert("dataset", ["id", "location"], [(raw, path)])
        before = time.perf_counter()
        waiting = self.db.execute(f"SELECT output, job FROM waiting WHERE path = {here}", (path,)).fetchall()
        self.way.late(raw, waiting)
        self.db.execute(f"DELETE FROM waiting WHERE path = {here}", (path,))
        took = time.perf_counter() - before
        self.db.execute("COMMIT")
        return took

    def ask(self, query: str, *arguments) -> list:
        return self.db.execute(self.sentences[query], arguments).fetchall() if hasattr(self, "sentences") else \
            self.db.execute(self.way.queries()[query], arguments).fetchall()

    def asking(self) -> None:
        graph, rng, self.sentences = self.graph, random.Random(6), self.way.queries()
        times = self.options.times
        processed, sources = list(graph.inputs), list(graph.outputs)
        deep = [p for p in rng.sample(processed, min(len(processed), 40 * times)) if any(i in graph.inputs for i in graph.inputs[p])]
        questions = {
            "inputs": [(n, graph.inputs[n]) for n in rng.choices(processed, k=times)],
            "outputs": [(n, graph.outputs[n]) for n in rng.choices(sources, k=times)],
            "ancestors": [(n, graph.reached([n], graph.inputs)) for n in rng.choices(deep or processed, k=times)],
            "descendants": [(n, graph.reached([n], graph.outputs)) for n in rng.choices(sources, k=times)],
        }
        for query, asked in questions.items():
            self._timed(query, [((FIRST_ID + n,), sorted({(FIRST_ID + d,) for d in expected})) for n, expected in asked])
        hub = max(graph.outputs, key=lambda n: len(graph.outputs[n]))
        hub_down = graph.reached([hub], graph.outputs)
        self._timed("descendants", [((FIRST_ID + hub,), sorted((FIRST_ID + d,) for d in hub_down))] * 10, "descendants of a hub")
        self.found["descendants of a hub"]["found"] = len(hub_down)
        slots = [(first, raws) for first, raws in rng.choices(graph.slots, k=times)]
        self._timed("made of a slot", [((FIRST_ID + f, FIRST_ID + f + n - 1), sorted(
            (FIRST_ID + d,) for d in graph.reached(range(f, f + n), graph.outputs))) for f, n in slots])
        starts = [rng.randrange(graph.datasets - 50) for _ in range(times)]
        self._timed("page", [((FIRST_ID + s, FIRST_ID + s + 49), [
            (FIRST_ID + n, len(set(graph.inputs.get(n, ()))), len(set(graph.outputs.get(n, ())))) for n in range(s, s + 50)]) for s in starts])

    def _timed(self, query: str, asked: list, label: str = "") -> None:
        for arguments, _ in asked[:5]:
            self.ask(query, *arguments)
        took = []
        for arguments, expected in asked:
            before = time.perf_counter()
            answer = self.ask(query, *arguments)
            took.append(time.perf_counter() - before)
            if sorted({tuple(row) for row in answer}) != expected:
                sys.exit(f"{self.db.name} {self.way.name}: {query}{arguments} answered {len(answer)} rows, {len(expected)} expected")
        self.found[label or query] = quantiles(took) | {"times": len(took)}


def closure(graph: Graph) -> dict:
    """What the transitive lists (__full_input_datasetIds, __full_output_datasetIds) would hold."""
    pairs = too_long = 0
    reach: dict = {}
    down: dict = {}
    for inputs, outputs in graph.jobs:
        above = frozenset(inputs).union(*(reach.get(i, ()) for i in inputs))
        for o in outputs:
            reach[o] = above | reach.get(o, frozenset())
    for o, above in reach.items():
        pairs += len(above)
        too_long += 11 * len(above) - 1 > 4000
        for i in above:
            down[i] = down.get(i, 0) + 1
    return {"closure pairs": pairs, "text bytes of both lists": 2 * 11 * pairs,
            "lists over 4,000 characters": too_long + sum(11 * n - 1 > 4000 for n in down.values())}


ROWS = [  # what the table says, key, quantity
    ("**ingest**", None, None),
    ("bulk load, s", "bulk load s", None),
    ("a dataset arrives: linking it", "arriving", "mean ms"),
    ("... 99th percentile", "arriving", "p99 ms"),
    ("... bytes logged, the dataset's own row included", "arriving", "log bytes a dataset"),
    ("one of {hub:,} outputs of one raw arrives", "hub arriving", "mean ms"),
    ("... bytes logged", "hub arriving", "log bytes a dataset"),
    ("a raw arrives after its outputs", "late raw", "mean ms"),
    ("... after {hub:,} of them", "late raw", "hub ms"),
    ("**asking**", None, None),
    ("inputs of one", "inputs", "median ms"),
    ("outputs of one", "outputs", "median ms"),
    ("ancestors of one", "ancestors", "median ms"),
    ("... 99th percentile", "ancestors", "p99 ms"),
    ("descendants of one", "descendants", "median ms"),
    ("... 99th percentile", "descendants", "p99 ms"),
    ("descendants of a hub ({found:,})", "descendants of a hub", "median ms"),
    ("all that was made of one investigation's raw data", "made of a slot", "median ms"),
    ("counts of inputs and outputs for a page of 50", "page", "median ms"),
    ("**space**", None, None),
    ("bytes a link, indexes included", "bytes a link", None),
    ("MB", "bytes", None),
]


def shown(value) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3g}"


def table(found: list, hub: int) -> str:
    """Markdown: a column a database and way."""
    lines = ["| ms, unless said otherwise | " + " | ".join(f"{one['database']} {one['way']}" for one in found) + " |",
             "|---|" + "---|" * len(found)]
    deepest = max(one["descendants of a hub"]["found"] for one in found)
    for about, key, part in ROWS:
        values = [one[key][part] if part else one[key] / (1e6 if key == "bytes" else 1) for one in found] if key else []
        lines.append(f"| {about.format(hub=hub, found=deepest)} | " + " | ".join(map(shown, values) if values else [""] * len(found)) + " |")
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--datasets", type=int, default=1_776_288)
    options.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"])
    options.add_argument("--ways", nargs="+", default=["job", "link", "list"], choices=["job", "link", "list"])
    options.add_argument("--arriving", type=int, default=10_000, help="jobs that arrive one by one")
    options.add_argument("--hub", type=int, default=5_000, help="outputs of one raw")
    options.add_argument("--late", type=int, default=1_000, help="raws that arrive after what was made from them")
    options.add_argument("--times", type=int, default=500, help="questions of each kind")
    options.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("build/lineage_tables"))
    options.add_argument("--out", type=pathlib.Path, help="where the lines of JSON are kept too")
    o = options.parse_args()
    graph = Graph(o.datasets)
    shape = {"datasets": graph.datasets, "raw": sum(graph.raw), "jobs": len(graph.jobs), "links": graph.links,
             "most inputs": max(map(len, graph.inputs.values())), "most outputs": max(map(len, graph.outputs.values()))}
    lines = [shape | closure(graph)]
    print(json.dumps(lines[0]), flush=True)
    ways = {"job": JobWay, "link": LinkWay, "list": ListWay}
    for name in o.databases:
        database = {"sqlite": Sqlite, "postgresql": Postgresql}[name](o.folder / name)
        try:
            for way in o.ways:
                lines.append(Measurement(ways[way](database, graph), o).run())
                print(json.dumps(lines[-1]), flush=True)
        finally:
            database.close()
    print(table(lines[1:], o.hub))
    if o.out:
        o.out.write_text("".join(json.dumps(line) + "\n" for line in lines))


if __name__ == "__main__":
    main()
