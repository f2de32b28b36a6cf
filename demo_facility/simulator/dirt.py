"""The dirt of real facilities, as the scenario file lists it (field `dirt`): README.md names the kinds."""

from __future__ import annotations

import os
from datetime import timedelta

from .errors import DemoError
from .messages import Message, broken_copy, session_messages, update_message
from .scenario import Settings
from .session import Session, Statement

_BEFORE = ("unknown_parameter", "missing_raw")
_AFTER = ("repeated", "broken_xml", "update_metadata")


def _statement(session: Session, spec: Settings) -> Statement:
    """The last statement about the dataset in a folder of the session; `name` chooses when several share the folder."""
    folder = session.path(spec["dataset"])
    found = [s for s in session.statements if s.folder == folder and s.name == spec.get("name", s.name)]
    if not found:
        raise DemoError(
            f"{session.scenario.name}: dirt of kind {spec['kind']} names {spec['dataset']}, but no dataset is made there"
        )
    return found[-1]


def _message(session: Session, messages: list[Message], spec: Settings) -> Message:
    """The last message about that dataset, or the first with `which: first`."""
    statement = _statement(session, spec)
    about = [m for m in messages if m.key[2:] == (statement.folder, statement.name)]
    return about[0] if spec.get("which") == "first" else about[-1]


def soil_statements(session: Session) -> None:
    """Dirt that changes what is said: parameters nobody defined, processed data whose raw data never comes."""
    for spec in session.scenario.dirt:
        if spec["kind"] not in _BEFORE + _AFTER:
            raise DemoError(
                f"{session.scenario.name}: unknown kind of dirt {spec['kind']!r}; known are {', '.join(_BEFORE + _AFTER)}"
            )
        if spec["kind"] == "unknown_parameter":
            _statement(session, spec).parameters[spec["parameter"]] = spec["value"]
        if spec["kind"] == "missing_raw":
            _say_orphan(session, spec)


def _say_orphan(session: Session, spec: Settings) -> None:
    like = _statement(session, spec)
    folder = session.path(spec["folder"])
    session.disk.write(os.path.join(folder, "README.txt"), f"Made from {spec['input']}, which was never announced.\n")
    moment = like.end + timedelta(minutes=1)
    session.say(spec["orphan"], folder, like.sample, moment, moment, spec.get("parameters", {}), [session.path(spec["input"])])


def soiled_messages(session: Session) -> list[Message]:
    """All messages of the session in natural order, with the repeated, broken and updating ones behind."""
    messages = session_messages(session)
    more = []
    for spec in session.scenario.dirt:
        if spec["kind"] == "repeated":
            more += [_message(session, messages, spec)] * spec.get("times", 1)
        if spec["kind"] == "broken_xml":
            more.append(broken_copy(_message(session, messages, spec), spec["cut_at"]))
        if spec["kind"] == "update_metadata":
            more.append(update_message(session, [_statement(session, spec).folder], spec["parameter"], spec["value"]))
    return messages + more
