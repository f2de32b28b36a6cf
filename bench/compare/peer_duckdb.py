"""DuckDB in process: one wide table, a column a parameter (two when it comes as text and as number), link rows."""

import pathlib
import time

import duckdb
import orjson

from processes import own
from questions import FACETS, PAGE, RESOLUTION, TOP, Answer, Question
from reading import Folded, Values, read_exactly

PORTION = 50_000  # datasets a file of JSON lines that DuckDB reads in
LISTS = ("definition",)  # multi-valued and searched: a list column


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class DuckDb:
    name, folder = "DuckDB " + duckdb.__version__, "duckdb"
    about = "one wide table, a column a parameter; pages of whole datasets from a table of documents beside it"

    def __init__(self, cache: pathlib.Path):
        self.home = cache / self.folder
        self.connection = None

    def start(self, loading: bool = False) -> None:
        own(self.home)
        self.connection = duckdb.connect(str(self.home / "catalogue.duckdb"), config={"threads": 2, "memory_limit": "6GB"})
        self.connection.execute("SET preserve_insertion_order = true")

    def stop(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None

    def bytes(self) -> int:
        return (self.home / "catalogue.duckdb").stat().st_size

    def files(self) -> pathlib.Path:
        return self.home

    def begin_load(self, names: list) -> None:
        self.fields = {"id": "BIGINT", "type": "VARCHAR", "instrument": "VARCHAR", "proposal": "VARCHAR", "sample": "VARCHAR", "location": "VARCHAR",
                       "name": "VARCHAR", "started": "BIGINT", "files": "BIGINT", "volume": "BIGINT"}
        parameters = {f"t:{name}": "VARCHAR[]" if name in LISTS else "VARCHAR" for name in names} | {f"n:{name}": "DOUBLE" for name in names}
        self.columns = self.fields | {"inputs": "BIGINT[]", "doc": "VARCHAR"} | parameters
        wide = ", ".join(f"{quoted(name)} {kind}" for name, kind in (self.fields | parameters).items())
        for table in ("dataset", "document", "link", "portion"):
            self.connection.execute(f"DROP TABLE IF EXISTS {table}")
        self.connection.execute(f"CREATE TABLE dataset({wide})")
        self.connection.execute("CREATE TABLE document(id BIGINT, doc VARCHAR)")
        self.connection.execute("CREATE TABLE link(output BIGINT, input BIGINT)")
        self.wide, self.pending = list(self.fields | parameters), []

    def load(self, batch: list) -> None:
        self.pending += batch
        if len(self.pending) >= PORTION:
            self.write_portion()

    def write_portion(self) -> None:
        file = self.home / "portion.ndjson"
        with open(file, "wb") as out:
            out.writelines(orjson.dumps(self.line(f, v), option=orjson.OPT_APPEND_NEWLINE) for f, v in self.pending)
        self.pending = []
        kinds = "{" + ", ".join(f"'{name.replace(chr(39), chr(39) * 2)}': '{kind}'" for name, kind in self.columns.items()) + "}"
        c = self.connection
        c.execute(f"CREATE TABLE portion AS SELECT * FROM read_json('{file}', format='newline_delimited', columns={kinds}, maximum_object_size=67108864)")
        c.execute(f"INSERT INTO dataset SELECT {', '.join(map(quoted, self.wide))} FROM portion")
        c.execute("INSERT INTO document SELECT id, doc FROM portion")
        c.execute("INSERT INTO link SELECT id, unnest(inputs) FROM portion WHERE inputs IS NOT NULL")
        c.execute("DROP TABLE portion")
        file.unlink()

    @staticmethod
    def line(f: Folded, v: Values) -> dict:
        line = {"id": f.id, "type": f.type, "instrument": f.instrument, "proposal": f.proposal, "sample": f.sample or None, "location": f.location,
                "name": f.name, "started": f.start, "files": f.files, "volume": f.volume}
        if f.inputs:
            line["inputs"] = f.inputs
        for name, value in v.texts.items():
            line[f"t:{name}"] = value if name in LISTS else value[0] if isinstance(value, list) else value
        for name, letters in v.numbers.items():
            line[f"n:{name}"] = orjson.Fragment(letters)
        for name, number in v.dirty.items():
            line[f"n:{name}"] = number
        shown = {name: value[0] if isinstance(value, list) else value for name, value in v.texts.items()} | v.numbers | v.raw
        line["doc"] = orjson.dumps(shown).decode()
        return line

    def end_load(self) -> None:
        if self.pending:
            self.write_portion()
        self.connection.execute("CHECKPOINT")
        self.connection.execute("ANALYZE")

    def ask(self, question: Question) -> tuple[float, Answer]:
        sql, arguments, read = self.sentence(question)
        began = time.perf_counter()
        rows = self.connection.execute(sql, arguments).fetchall()
        took = time.perf_counter() - began
        return took, read(rows)

    def sentence(self, q: Question) -> tuple:
        if q.kind.startswith("Q5"):
            here, there = ("output", "input") if q.kind == "Q5 up" else ("input", "output")
            return (f"WITH RECURSIVE w(id) AS (SELECT {there} FROM link WHERE {here} = ? UNION "
                    f"SELECT l.{there} FROM w JOIN link l ON l.{here} = w.id) SELECT id FROM w ORDER BY id", [q.start], self.read_ids)
        if q.kind == "Q6":
            return ("SELECT instrument, year(make_timestamp(started)), count(*), coalesce(sum(files), 0), coalesce(sum(volume), 0) "
                    "FROM dataset GROUP BY 1, 2", [], self.read_groups)
        if q.kind == "Q7":
            where, arguments = "contains(lower(sample), ?)", [q.substring.lower()]
        else:
            where, arguments = self.where(q)
        if q.kind.startswith("Q3"):
            return self.facets(where), arguments, self.read_facets
        if q.kind == "Q4":
            return (f"WITH q AS MATERIALIZED (SELECT id, started FROM dataset WHERE {where}), page AS (SELECT * FROM q ORDER BY started DESC NULLS LAST, id "
                    f"LIMIT {PAGE}) SELECT (SELECT count(*) FROM q), page.id, doc FROM page JOIN document USING (id) "
                    "ORDER BY started DESC NULLS LAST, id", arguments, self.read_documents)
        if q.kind == "ancestor(Q1)":
            return (f"WITH RECURSIVE q AS (SELECT id FROM dataset WHERE {where}), w(id) AS (SELECT output FROM link JOIN q ON input = q.id UNION "
                    "SELECT l.output FROM w JOIN link l ON l.input = w.id) "
                    f"SELECT (SELECT count(*) FROM w), ARRAY(SELECT id FROM w ORDER BY id LIMIT {PAGE})", arguments, self.read_page)
        order = "started DESC NULLS LAST, id" if q.newest_first else "id"
        return (f"WITH q AS MATERIALIZED (SELECT id, started FROM dataset WHERE {where}) SELECT (SELECT count(*) FROM q), "
                f"ARRAY(SELECT id FROM q ORDER BY {order} LIMIT {PAGE})", arguments, self.read_page)

    @staticmethod
    def where(q: Question) -> tuple[str, list]:
        parts, arguments = ['list_contains("t:definition", ?)'], [q.technique]
        if q.instrument:
            parts.append("instrument = ?")
            arguments.append(q.instrument)
        if q.animal:
            parts.append('"t:Sample_animal" = ?')
            arguments.append(q.animal)
        if q.limits_resolution:
            parts.append(f"{quoted('n:' + RESOLUTION)} < ?")
            arguments.append(q.below - 1e-9 * abs(q.below))
        return " AND ".join(parts), arguments

    @staticmethod
    def facets(where: str) -> str:
        columns = ", ".join(f"{name if name in ('instrument', 'type') else quoted('t:' + name)} AS f{at}" for at, name in enumerate(FACETS))
        counts = [f"(SELECT {at} AS facet, f{at} AS value, count(*) AS n FROM q WHERE f{at} IS NOT NULL GROUP BY f{at} "
                  f"ORDER BY n DESC, f{at} LIMIT {TOP})" for at in range(len(FACETS))]
        return f"WITH q AS MATERIALIZED (SELECT {columns} FROM dataset WHERE {where}) " + " UNION ALL ".join(counts)

    @staticmethod
    def read_page(rows) -> Answer:
        return Answer(count=rows[0][0], ids=rows[0][1] or [])

    @staticmethod
    def read_ids(rows) -> Answer:
        ids = [row[0] for row in rows]
        return Answer(count=len(ids), ids=ids)

    @staticmethod
    def read_groups(rows) -> Answer:
        return Answer(groups={(instrument, str(year) if year else ""): tuple(map(int, counts)) for instrument, year, *counts in rows})

    @staticmethod
    def read_facets(rows) -> Answer:
        facets = {name: [] for name in FACETS}
        for at, value, count in rows:
            facets[FACETS[at]].append((value, count))
        return Answer(facets={name: sorted(counts, key=lambda c: (-c[1], c[0])) for name, counts in facets.items()})

    @staticmethod
    def read_documents(rows) -> Answer:
        return Answer(count=rows[0][0] if rows else 0, ids=[row[1] for row in rows],
                      documents={number: read_exactly(doc) for _, number, doc in rows})
