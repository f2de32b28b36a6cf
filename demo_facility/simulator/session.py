"""A session being simulated: its folders, its random numbers and the statements made in it, in the order they are made."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from .disk import Disk
from .scenario import Scenario


@dataclass
class Statement:
    """What one message will say about one dataset. It is processed if it names inputs."""

    name: str
    folder: str
    sample: str
    start: datetime
    end: datetime
    parameters: dict = field(default_factory=dict)
    inputs: list[str] = field(default_factory=list)

    @property
    def processed(self) -> bool:
        return bool(self.inputs)


class Session:
    def __init__(self, scenario: Scenario, disk: Disk, seed: int):
        self.scenario = scenario
        self.settings = scenario.settings
        self.disk = disk
        self.seed = seed
        self.folder = os.path.join(disk.root, "visitor", scenario.proposal, scenario.beamline_folder, scenario.session)
        self.statements: list[Statement] = []
        disk.open_session(self.folder)

    def path(self, *parts: str) -> str:
        return os.path.join(self.folder, *parts)

    def raw(self, *parts: str) -> str:
        return self.path("RAW_DATA", *parts)

    def processed(self, *parts: str) -> str:
        return self.path("PROCESSED_DATA", *parts)

    def rng(self, *labels) -> np.random.Generator:
        """Random numbers that depend on seed, scenario and label alone: adding a dataset does not change the others."""
        words = [zlib.crc32(str(label).encode()) for label in (self.scenario.name, *labels)]
        return np.random.default_rng([self.seed, *words])

    def say(
        self, name: str, folder: str, sample: str, start: datetime, end: datetime, parameters: dict, inputs: list[str] = ()
    ) -> Statement:
        statement = Statement(name, folder, sample, start, end, dict(parameters), list(inputs))
        self.statements.append(statement)
        return statement

    def draw(self, spec, rng: np.random.Generator, x: float = 0.0):
        """A value of the scenario: as it stands, or {base, slope, noise, digits} -> base + slope*x + noise."""
        if not isinstance(spec, dict):
            return spec
        value = spec["base"] + spec.get("slope", 0.0) * x + spec.get("noise", 0.0) * rng.standard_normal()
        return round(float(value), spec.get("digits", 3))
