"""What the catalogue must show after a run: counted from what was written and said, never written down beforehand.

Volumes: `volume` follows links to files below the root; `plainVolume` counts the bytes of plain files alone.
A dataset is (location, name); if it was stated several times the last statement counts, as the client sent it.
"""

from __future__ import annotations

from collections import Counter

from .messages import Message
from .session import Session, Statement


def _datasets(session: Session) -> list[Statement]:
    latest: dict[tuple, Statement] = {}
    for statement in sorted(session.statements, key=lambda s: s.end):
        latest[(statement.folder, statement.name)] = statement
    return list(latest.values())


def _counters(session: Session, datasets: list[Statement]) -> dict:
    measured = [(d.processed, *session.disk.measure(d.folder)) for d in datasets]

    def total(column: int, processed: bool | None) -> int:
        return sum(row[column] for row in measured if processed is None or row[0] == processed)

    counters = {
        "samples": len({d.sample for d in datasets}),
        "datasets": len(datasets),
        "acquisition": sum(not d.processed for d in datasets),
        "processed": sum(d.processed for d in datasets),
    }
    for name, column in (("files", 1), ("volume", 2), ("plainVolume", 3)):
        capital = name[0].upper() + name[1:]
        counters |= {
            name: total(column, None),
            f"acquisition{capital}": total(column, False),
            f"processed{capital}": total(column, True),
        }
    return counters


def _owners(path: str, output: Statement, datasets: list[Statement]) -> list[Statement]:
    """Datasets whose folder is the path, else those in the deepest folder that holds it."""
    holding = [d for d in datasets if d is not output and (path == d.folder or path.startswith(d.folder + "/"))]
    deepest = max((len(d.folder) for d in holding), default=0)
    return [d for d in holding if len(d.folder) == deepest]


def _lineage(datasets: list[Statement]) -> dict:
    links, pending = set(), []
    for output in datasets:
        for path in output.inputs:
            owners = _owners(path, output, datasets)
            links |= {(output.folder, output.name, d.folder, d.name) for d in owners}
            if not owners:
                pending.append({"dataset": output.name, "location": output.folder, "input": path})
    return {"inputs": sum(len(d.inputs) for d in datasets), "links": len(links), "pending": pending}


def _dirt(session: Session, kind: str) -> list[dict]:
    return [{k: v for k, v in spec.items() if k != "kind"} for spec in session.scenario.dirt if spec["kind"] == kind]


def expect_investigation(session: Session, messages: list[Message]) -> dict:
    scenario = session.scenario
    datasets = _datasets(session)
    bodies = Counter(m.body for m in messages)
    return {
        "scenario": scenario.name,
        "proposal": scenario.proposal,
        "instrument": scenario.beamline,
        "startDate": scenario.investigation_start.isoformat(),
        "folder": session.folder,
        **_counters(session, datasets),
        **_lineage(datasets),
        "messages": len(messages),
        "distinctMessages": len(bodies),
        "statementsOfDatasets": len(session.statements),
        "refused": sum(m.refused for m in messages),
        "updates": _dirt(session, "update_metadata"),
        "unknownParameters": _dirt(session, "unknown_parameter"),
        "repeated": _dirt(session, "repeated"),
    }


def expect(sessions: list[tuple[Session, list[Message]]]) -> dict:
    investigations = [expect_investigation(session, messages) for session, messages in sessions]
    sums = ("samples", "datasets", "acquisition", "processed", "files", "inputs", "links", "messages", "refused")
    return {"investigations": investigations, "total": {name: sum(i[name] for i in investigations) for name in sums}}
