"""Scenario files: YAML in, a checked Scenario out. README.md explains every field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from .errors import DemoError

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"

_TEXT_FIELDS = (
    *("name", "title", "technique", "proposal", "beamline", "beamline_folder"),
    *("session", "investigation_start", "machine", "software"),
)


class Settings(dict):
    """A mapping whose missing keys are explained."""

    def __init__(self, values: dict, where: str):
        super().__init__({key: _wrap(value, f"{where}.{key}") for key, value in values.items()})
        self._where = where

    def __missing__(self, key):
        raise DemoError(f"{self._where}.{key} is missing: add it to the scenario file")


def _wrap(value: Any, where: str) -> Any:
    if isinstance(value, dict):
        return Settings(value, where)
    if isinstance(value, list):
        return [_wrap(part, f"{where}[{i}]") for i, part in enumerate(value)]
    return value


@dataclass(frozen=True)
class Scenario:
    """One session of one proposal at one instrument, and what happens in it."""

    name: str
    title: str
    technique: str
    proposal: str
    beamline: str
    beamline_folder: str
    session: str
    investigation_start: datetime
    machine: str
    software: str
    settings: Settings
    dirt: list[Settings]


def parse_date(text: Any, where: str) -> datetime:
    """A date with an offset, so that nothing depends on the zone of this machine."""
    if not isinstance(text, str):
        raise DemoError(f'{where}: write the date as quoted text, for example "2023-03-31T16:18:28+02:00"')
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        raise DemoError(f'{where}: {text!r} is no ISO date, for example "2023-03-31T16:18:28+02:00"') from None
    if date.tzinfo is None:
        raise DemoError(f"{where}: {text!r} has no offset; add it, for example +02:00")
    return date


def available() -> list[str]:
    return sorted(path.stem for path in SCENARIOS.glob("*.yaml"))


def _find(name: str) -> Path:
    path = Path(name) if name.endswith((".yaml", ".yml")) else SCENARIOS / f"{name}.yaml"
    if not path.is_file():
        raise DemoError(f"there is no scenario {name!r}; there are {', '.join(available())}, or give a path that ends in .yaml")
    return path


def load(name: str, changes: list[tuple[str, Any]] = ()) -> Scenario:
    """Reads a scenario by name or path and applies the settings given on the command line that concern it."""
    path = _find(name)
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise DemoError(f"{path} is not YAML: {error}") from None
    if not isinstance(raw, dict):
        raise DemoError(f"{path}: a scenario is a mapping of fields, see demo_facility/README.md")
    for field in _TEXT_FIELDS:
        if not isinstance(raw.get(field), str):
            raise DemoError(f"{path}: the field {field} is missing or is not text (quote it)")
    settings = raw.get("settings")
    if not isinstance(settings, dict):
        raise DemoError(f"{path}: the field settings is missing or is no mapping")
    for key, value in changes:
        owner, _, setting = key.rpartition(".")
        if owner in ("", raw["name"]) and setting in settings:
            settings[setting] = value
    fields = {field: raw[field] for field in _TEXT_FIELDS}
    fields["investigation_start"] = parse_date(raw["investigation_start"], f"{path.name}: investigation_start")
    where = path.name
    return Scenario(
        **fields, settings=Settings(settings, f"{where}: settings"), dirt=_wrap(raw.get("dirt") or [], f"{where}: dirt")
    )


def parse_changes(texts: list[str], scenarios: list[str]) -> list[tuple[str, Any]]:
    """`tilts=7` or `cryoet.tilts=7` -> (key, value); a key that no chosen scenario has is an error."""
    changes = []
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign:
            raise DemoError(f"--set {text}: write KEY=VALUE, for example --set tilts=7")
        owner, _, setting = key.rpartition(".")
        known = {name: load(name) for name in scenarios}
        if not any(setting in s.settings and owner in ("", s.name) for s in known.values()):
            raise DemoError(f"--set {text}: none of the scenarios {', '.join(scenarios)} has a setting {key!r}")
        changes.append((key, yaml.safe_load(value)))
    return changes
