"""Two peers in PostgreSQL 15: a jsonb document a dataset under a GIN index, and ICAT-like rows, a row a parameter."""

import pathlib
import time

import orjson

from postgres_server import PostgresServer
from questions import FACETS, PAGE, RESOLUTION, TOP, Answer, Question
from reading import Folded, Values

FIELDS = {"instrument", "type"}  # facets that are columns
COLUMNS = ["id", "type", "instrument", "proposal", "sample", "location", "name", "started", "files", "volume"]


def like(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def columns_of(folded: Folded) -> tuple:
    return (folded.id, folded.type, folded.instrument, folded.proposal, folded.sample or None, folded.location, folded.name, folded.start,
            folded.files, folded.volume)


class Postgres:
    """What both have in common: the dataset's own columns, link rows, the shape of answers."""

    folder = ""

    def __init__(self, cache: pathlib.Path):
        self.home = cache / self.folder
        self.server = self.connection = None

    def start(self, loading: bool = False) -> None:
        hasty = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "wal_level": "minimal", "max_wal_senders": "0",
                 "max_wal_size": "1GB"}
        self.server = PostgresServer(self.home, hasty if loading else None)
        self.connection = self.server.connect(autocommit=True, prepare_threshold=None)  # planned with the constants, each time

    def stop(self) -> None:
        if self.server:
            self.connection.close()
            self.server.stop()
            self.server = None

    def bytes(self) -> int:
        return int(self.connection.execute("SELECT pg_database_size('postgres')").fetchone()[0])

    def files(self) -> pathlib.Path:
        return self.home / "data" / "base"

    def begin_load(self, names: list) -> None:
        for sentence in ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "CREATE EXTENSION pg_trgm"):
            self.connection.execute(sentence)
        self.connection.execute("CREATE TABLE link(output bigint not null, input bigint not null)")
        self.create()

    def copy(self, table: str, columns: list, rows) -> None:
        with self.connection.cursor().copy(f"COPY {table}({','.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def load(self, batch: list[tuple[Folded, Values]]) -> None:
        self.copy("link", ["output", "input"], ((f.id, i) for f, _ in batch for i in f.inputs))
        self.load_datasets(batch)

    def end_load(self) -> None:
        self.connection.execute("ALTER TABLE link ADD PRIMARY KEY (output, input)")
        self.connection.execute("CREATE INDEX link_input ON link(input, output)")
        self.index()
        self.connection.execute("VACUUM ANALYZE")
        self.connection.execute("CHECKPOINT")

    def ask(self, question: Question) -> tuple[float, Answer]:
        sql, arguments, read = self.sentence(question)
        began = time.perf_counter()
        rows = self.connection.execute(sql, arguments).fetchall()
        took = time.perf_counter() - began
        return took, read(rows)

    def sentence(self, q: Question) -> tuple:
        if q.kind.startswith("Q5"):
            here, there = ("output", "input") if q.kind == "Q5 up" else ("input", "output")
            return (f"WITH RECURSIVE w(id) AS (SELECT {there} FROM link WHERE {here} = %s UNION "
                    f"SELECT l.{there} FROM w JOIN link l ON l.{here} = w.id) SELECT id FROM w ORDER BY id", (q.start,), self.read_ids)
        if q.kind == "Q6":
            return ("SELECT instrument, extract(year FROM to_timestamp(started / 1000000) AT TIME ZONE 'UTC')::int, count(*), "
                    "coalesce(sum(files), 0)::bigint, coalesce(sum(volume), 0)::bigint FROM dataset GROUP BY 1, 2", (), self.read_groups)
        if q.kind == "Q7":
            return (self.page("SELECT id, started FROM dataset WHERE sample ILIKE %s", False), (like(q.substring),), self.read_page)
        where, arguments = self.where(q)
        if q.kind.startswith("Q3"):
            sql, more = self.facets(where)
            return sql, [*arguments, *more], self.read_facets
        if q.kind == "Q4":
            sql, more = self.documents(where)
            return sql, [*arguments, *more], self.read_documents
        if q.kind == "ancestor(Q1)":
            return (f"WITH RECURSIVE q AS (SELECT id FROM dataset d WHERE {where}), w(id) AS (SELECT output FROM link JOIN q ON input = q.id UNION "
                    "SELECT l.output FROM w JOIN link l ON l.input = w.id) "
                    f"SELECT (SELECT count(*) FROM w), ARRAY(SELECT id FROM w ORDER BY id LIMIT {PAGE})", arguments, self.read_page)
        return self.page(f"SELECT id, started FROM dataset d WHERE {where}", q.newest_first), arguments, self.read_page

    def page(self, select: str, newest_first: bool) -> str:
        order = "started DESC NULLS LAST, id" if newest_first else "id"
        return (f"WITH q AS MATERIALIZED ({select}) SELECT (SELECT count(*) FROM q), ARRAY(SELECT id FROM q ORDER BY {order} LIMIT {PAGE})")

    def facets(self, where: str) -> tuple[str, list]:
        """One sentence: the result once, then a count by each."""
        columns = ", ".join(f"{self.facet_column(name)} AS f{at}" for at, name in enumerate(FACETS))
        counts = [f"(SELECT {at} AS facet, f{at} AS value, count(*) AS n FROM q WHERE f{at} IS NOT NULL GROUP BY f{at} "
                  f"ORDER BY n DESC, f{at} LIMIT {TOP})" for at in range(len(FACETS))]
        return f"WITH q AS MATERIALIZED (SELECT {columns} FROM dataset d WHERE {where}) " + " UNION ALL ".join(counts), []

    @staticmethod
    def read_page(rows) -> Answer:
        return Answer(count=rows[0][0], ids=rows[0][1])

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


class PostgresJsonb(Postgres):
    name, folder = "PostgreSQL jsonb + GIN", "postgres_jsonb"
    about = "a document a dataset, GIN (jsonb_path_ops), trigram index on the sample's name, link rows"

    def create(self) -> None:
        self.connection.execute("CREATE TABLE dataset(id bigint, type text, instrument text, proposal text, sample text, location text, "
                                "name text, started bigint, files bigint, volume bigint, doc jsonb not null)")

    def load_datasets(self, batch) -> None:
        self.copy("dataset", [*COLUMNS, "doc"], ((*columns_of(f), self.document(f, v)) for f, v in batch))

    @staticmethod
    def document(folded: Folded, values: Values) -> str:
        document = {"@instrument": folded.instrument, "@type": folded.type, **values.texts}
        document |= {name: orjson.Fragment(letters) for name, letters in values.numbers.items()}
        if values.dirty:
            document["@number"] = values.dirty
        if values.raw:
            document["@raw"] = values.raw
        return orjson.dumps(document).decode()

    def index(self) -> None:
        for sentence in ("ALTER TABLE dataset ADD PRIMARY KEY (id)", "CREATE INDEX dataset_doc ON dataset USING gin(doc jsonb_path_ops)",
                         "CREATE INDEX dataset_sample ON dataset USING gin(sample gin_trgm_ops)", "CREATE INDEX dataset_started ON dataset(started)",
                         "CREATE INDEX dataset_counts ON dataset(instrument, started) INCLUDE (files, volume)"):
            self.connection.execute(sentence)

    def where(self, q: Question) -> tuple[str, list]:
        wanted = {"definition": [q.technique]}
        if q.instrument:
            wanted["@instrument"] = q.instrument
        if q.animal:
            wanted["Sample_animal"] = q.animal
        where = "doc @> %s::jsonb"
        arguments = [orjson.dumps(wanted).decode()]
        if q.limits_resolution:
            end = q.below - 1e-9 * abs(q.below)
            where += " AND doc @@ %s::jsonpath"
            arguments.append(f'$."{RESOLUTION}" < {end!r} || $."@number"."{RESOLUTION}" < {end!r}')
        return where, arguments

    @staticmethod
    def facet_column(name: str) -> str:
        return name if name in FIELDS else f"doc->>'{name}'"

    def documents(self, where: str) -> tuple[str, list]:
        return (f"WITH q AS MATERIALIZED (SELECT id, started FROM dataset d WHERE {where}), "
                f"page AS (SELECT id, started FROM q ORDER BY started DESC NULLS LAST, id LIMIT {PAGE}) "
                "SELECT (SELECT count(*) FROM q), page.id, d.doc::text FROM page JOIN dataset d ON d.id = page.id "
                "ORDER BY page.started DESC NULLS LAST, page.id"), []

    @staticmethod
    def read_documents(rows) -> Answer:
        from reading import read_exactly
        answer = Answer(count=rows[0][0] if rows else 0, ids=[row[1] for row in rows])
        for _, number, text in rows:
            document = read_exactly(text)
            raw = document.pop("@raw", {})
            document.pop("@number", None)
            answer.documents[number] = {n: v for n, v in document.items() if n[0] != "@" and not isinstance(v, list)} | raw
            answer.documents[number] |= {n: v[0] for n, v in document.items() if isinstance(v, list) and n not in raw}
        return answer


class PostgresRows(Postgres):
    name, folder = "PostgreSQL ICAT-like rows", "postgres_rows"
    about = ("a row a parameter with (type, text) and (type, number) indexes; without ICAT's createId, createTime, modId, modTime, "
             "with the instrument beside the dataset: kinder than ICAT's own tables")

    def create(self) -> None:
        self.types: dict = {}
        self.connection.execute("CREATE TABLE dataset(id bigint, type text, instrument text, proposal text, sample text, location text, "
                                "name text, started bigint, files bigint, volume bigint)")
        self.connection.execute("CREATE TABLE parametertype(id int primary key, name text not null unique)")
        # position: of an element of a multi-valued text; -1: text as sent where the others do not give it back
        self.connection.execute("CREATE TABLE datasetparameter(dataset_id bigint not null, type_id int not null, position int not null, "
                                "stringvalue text, numericvalue double precision, number_letters text)")

    def load_datasets(self, batch) -> None:
        self.copy("dataset", COLUMNS, (columns_of(f) for f, _ in batch))
        known = len(self.types)
        rows = [row for f, v in batch for row in self.rows(f.id, v)]
        self.copy("parametertype", ["id", "name"], [(at, name) for name, at in self.types.items() if at > known])
        self.copy("datasetparameter", ["dataset_id", "type_id", "position", "stringvalue", "numericvalue", "number_letters"], rows)

    def rows(self, dataset: int, values: Values):
        for name, value in values.texts.items():
            for position, text in enumerate(value if isinstance(value, list) else [value]):
                yield dataset, self.type(name), position, text, values.dirty.get(name), None
        for name, letters in values.numbers.items():
            number = float(letters)
            yield dataset, self.type(name), 0, None, number, None if repr(number).removesuffix(".0") == letters else letters
        for name, text in values.raw.items():
            yield dataset, self.type(name), -1, text, None, None

    def type(self, name: str) -> int:
        return self.types.setdefault(name, len(self.types) + 1)

    def index(self) -> None:
        for sentence in ("ALTER TABLE dataset ADD PRIMARY KEY (id)", "CREATE INDEX dataset_instrument ON dataset(instrument)",
                         "CREATE INDEX dataset_sample ON dataset USING gin(sample gin_trgm_ops)", "CREATE INDEX dataset_started ON dataset(started)",
                         "CREATE INDEX dataset_counts ON dataset(instrument, started) INCLUDE (files, volume)",
                         "ALTER TABLE datasetparameter ADD PRIMARY KEY (dataset_id, type_id, position)",
                         "CREATE INDEX parameter_text ON datasetparameter(type_id, left(stringvalue, 200), dataset_id) WHERE position >= 0 AND stringvalue IS NOT NULL",
                         "CREATE INDEX parameter_number ON datasetparameter(type_id, numericvalue, dataset_id) WHERE numericvalue IS NOT NULL"):
            self.connection.execute(sentence)

    def _type_of(self, name: str) -> int:
        if not getattr(self, "types", None):
            self.types = {name: at for at, name in self.connection.execute("SELECT id, name FROM parametertype").fetchall()}
        return self.types.get(name, 0)

    def where(self, q: Question) -> tuple[str, list]:
        has_text = ("EXISTS (SELECT FROM datasetparameter p WHERE p.dataset_id = d.id AND p.type_id = {} AND p.position >= 0 "
                    "AND left(p.stringvalue, 200) = %s)")
        parts, arguments = [has_text.format(self._type_of("definition"))], [q.technique]
        if q.instrument:
            parts.append("d.instrument = %s")
            arguments.append(q.instrument)
        if q.animal:
            parts.append(has_text.format(self._type_of("Sample_animal")))
            arguments.append(q.animal)
        if q.limits_resolution:
            parts.append(f"EXISTS (SELECT FROM datasetparameter p WHERE p.dataset_id = d.id AND p.type_id = {self._type_of(RESOLUTION)} "
                         "AND p.numericvalue < %s)")
            arguments.append(q.below - 1e-9 * abs(q.below))
        return " AND ".join(parts), arguments

    def facets(self, where: str) -> tuple[str, list]:
        counts = []
        for at, name in enumerate(FACETS):
            if name in FIELDS:
                source, value = "q", f"q.{name}"
            else:
                source = f"q JOIN datasetparameter p ON p.dataset_id = q.id AND p.type_id = {self._type_of(name)} AND p.position >= 0"
                value = "p.stringvalue"
            counts.append(f"(SELECT {at}, {value} AS value, count(*) AS n FROM {source} WHERE {value} IS NOT NULL GROUP BY {value} "
                          f"ORDER BY n DESC, value LIMIT {TOP})")
        return f"WITH q AS MATERIALIZED (SELECT id, instrument, type FROM dataset d WHERE {where}) " + " UNION ALL ".join(counts), []

    def documents(self, where: str) -> tuple[str, list]:
        return (f"WITH q AS MATERIALIZED (SELECT id, started FROM dataset d WHERE {where}), "
                f"page AS (SELECT id, started FROM q ORDER BY started DESC NULLS LAST, id LIMIT {PAGE}) "
                "SELECT (SELECT count(*) FROM q), page.id, t.name, p.position, coalesce(p.stringvalue, p.number_letters, p.numericvalue::text) "
                "FROM page JOIN datasetparameter p ON p.dataset_id = page.id JOIN parametertype t ON t.id = p.type_id "
                "ORDER BY page.started DESC NULLS LAST, page.id, p.position DESC"), []

    @staticmethod
    def read_documents(rows) -> Answer:
        answer = Answer(count=rows[0][0] if rows else 0, ids=list(dict.fromkeys(row[1] for row in rows)))
        for _, number, name, _, text in rows:  # the text as sent, position -1, comes last and wins
            answer.documents.setdefault(number, {})[name] = text
        return answer
