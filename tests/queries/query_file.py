"""A query file: what is asked of the demo facility and what it must answer. See README.md."""

from dataclasses import dataclass, field
from pathlib import Path

CELL = " | "


@dataclass
class Counted:
    """A facet or a statistic: what is counted by, and the lines expected."""

    by: str
    lines: list[str] = field(default_factory=list)


@dataclass
class QueryFile:
    path: Path
    title: str = ""
    queries: list[str] = field(default_factory=list)  # all have the same answer
    relative_to: str = ""  # the dataset that the query is seen from
    sort: str = ""
    total: int | None = None
    columns: list[str] = field(default_factory=lambda: ["folder"])
    rows: list[list[str]] | None = None
    error: list[str] = field(default_factory=list)
    facets: list[Counted] = field(default_factory=list)
    statistics: list[Counted] = field(default_factory=list)


def read_query_file(path: Path) -> QueryFile:
    out = QueryFile(path)
    lines = None  # where indented lines go
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip():
            continue
        if line.startswith("#"):
            out.title += line.lstrip("# ") + " "
        elif line.startswith("  ") and lines is not None:
            lines.append(line[2:])
        else:
            key, colon, value = line.partition(":")
            assert colon, f"{path.name}:{number}: expected 'key: value' or an indented line"
            lines = take(out, key, value.strip(), f"{path.name}:{number}")
    out.rows = None if out.rows is None else [row.split(CELL) for row in out.rows]
    assert out.title and out.queries, f"{path.name}: a comment and a query are missing"
    assert out.error or out.total is not None or out.rows is not None or out.facets or out.statistics, path.name
    return out


def take(out: QueryFile, key: str, value: str, place: str) -> list[str] | None:
    """Sets what the line says; the list that indented lines after it belong to."""
    if key in ("query", "also"):
        out.queries.append(value)
    elif key in ("sort", "relative_to"):
        setattr(out, key, value)
    elif key == "total":
        out.total = int(value)
    elif key == "columns":
        out.columns = value.split(CELL)
    elif key == "rows":
        out.rows = []
        return out.rows
    elif key == "error":
        return out.error
    elif key in ("facet", "statistics"):
        counted = Counted(value)
        (out.facets if key == "facet" else out.statistics).append(counted)
        return counted.lines
    else:
        raise AssertionError(f"{place}: unknown key {key!r}")
    return None
