"""Macromolecular crystallography in numbers and pictures: merging statistics, spots, snapshots, density.

The statistics follow from resolution limits, signal at low and high resolution, multiplicity and completeness, with the
usual relations between them; R values are fractions here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Signal:
    """What a pipeline made of the images; resolution limits in Angstrom."""

    low: float
    high: float
    i_over_sigma_low: float
    i_over_sigma_high: float
    multiplicity: float
    completeness: float
    completeness_high: float
    anomalous: bool

    def i_over_sigma(self, d: np.ndarray) -> np.ndarray:
        """Mean I/sigma falls exponentially with 1/d^2 from the lowest to the highest resolution."""
        x = (1 / d**2 - 1 / self.low**2) / (1 / self.high**2 - 1 / self.low**2)
        return self.i_over_sigma_low * (self.i_over_sigma_high / self.i_over_sigma_low) ** x


def cell_volume(cell: list[float]) -> float:
    a, b, c = cell[:3]
    ca, cb, cg = np.cos(np.radians(cell[3:]))
    return float(a * b * c * np.sqrt(1 - ca**2 - cb**2 - cg**2 + 2 * ca * cb * cg))


def _bins(low: float, high: float, count: int) -> np.ndarray:
    return 1 / np.cbrt(np.linspace(1 / low**3, 1 / high**3, count + 1))


def shell(signal: Signal, low: float, high: float, volume: float, operators: int, rng: np.random.Generator) -> dict[str, float]:
    """Statistics of one resolution shell."""
    d = _bins(low, high, 20)
    middle = (d[1:] + d[:-1]) / 2
    i_sigma = float(np.mean(signal.i_over_sigma(middle))) * (1 + 0.02 * rng.standard_normal())
    possible = 2 * np.pi / 3 * volume / operators * (1 / high**3 - 1 / low**3)
    at_edge = float(np.mean((middle - signal.high) < 0.05 * signal.high))
    completeness = signal.completeness + (signal.completeness_high - signal.completeness) * at_edge
    unique = round(possible * completeness / 100)
    n = signal.multiplicity
    r_merge = 0.8 / (i_sigma / np.sqrt(n))
    return {
        "resolution_limit_low": low,
        "resolution_limit_high": high,
        "r_merge": r_merge,
        "r_meas_all_IPlus_IMinus": r_merge * np.sqrt(n / (n - 1)),
        "r_pim_all_IPlus_IMinus": r_merge / np.sqrt(n - 1),
        "mean_I_over_sigI": i_sigma,
        "completeness": completeness,
        "multiplicity": n,
        "anomalous_completeness": completeness * 0.985,
        "anomalous_multiplicity": n / 2 * 1.02,
        "cc_half": 1 / (1 + 2 / i_sigma**2),
        "n_total_unique_observations": unique,
        "n_total_observations": round(unique * n),
    }


def statistics(signal: Signal, volume: float, operators: int, rng: np.random.Generator) -> dict[str, dict[str, float]]:
    edges = _bins(signal.low, signal.high, 10)
    limits = {
        "overall": (signal.low, signal.high),
        "inner": (signal.low, float(edges[1])),
        "outer": (float(edges[-2]), signal.high),
    }
    return {name: shell(signal, low, high, volume, operators, rng) for name, (low, high) in limits.items()}


def by_resolution(
    signal: Signal, volume: float, operators: int, rng: np.random.Generator, count: int = 12
) -> list[dict[str, float]]:
    edges = _bins(signal.low, signal.high, count).tolist()
    return [shell(signal, low, high, volume, operators, rng) for low, high in zip(edges, edges[1:])]


def diffraction_images(count: int, size: int, rng: np.random.Generator) -> np.ndarray:
    """Images with a beamstop, background and spots that come and go."""
    y, x = np.mgrid[0:size, 0:size] - size / 2
    radius = np.hypot(x, y)
    expected = 12 * np.exp(-radius / (size / 3)) * (radius > size / 20)
    spots = rng.uniform(-size / 2, size / 2, size=(90, 2))
    strength = 400 * np.exp(-np.hypot(*spots.T) / (size / 4)) * rng.exponential(1, 90)
    images = []
    for _ in range(count):
        image = expected.copy()
        for (sx, sy), power in zip(spots, strength * rng.uniform(0, 1, 90)):
            image += power * np.exp(-((x - sx) ** 2 + (y - sy) ** 2) / 1.5)
        images.append(rng.poisson(image))
    return np.array(images, dtype="uint16")


def snapshot(angle_degrees: float, size: int, rng: np.random.Generator) -> np.ndarray:
    """A crystal in its loop, seen at one angle."""
    y, x = (np.mgrid[0:size, 0:size] - size / 2) / size
    width = 0.10 + 0.05 * abs(np.cos(np.radians(angle_degrees)))
    image = np.full((size, size), 200.0)
    image[np.abs(np.hypot(x / 1.2, y) - 0.3) < 0.012] = 90
    image[(np.abs(x + 0.3 * y) < width) & (np.abs(y) < 0.14)] = 140
    image[(np.abs(y) < 0.012) & (x > 0.36)] = 60
    return image + rng.normal(0, 5, image.shape)


def density(atoms: np.ndarray, size: int, rng: np.random.Generator, noise: float) -> np.ndarray:
    """An electron density map of atoms (positions 0..1) with noise, in units of sigma."""
    grid = np.indices((size, size, size)).transpose(1, 2, 3, 0) / size
    rho = np.zeros((size, size, size))
    for atom in atoms:
        rho += np.exp(-(((grid - atom) ** 2).sum(axis=-1)) / (2 * 0.045**2))
    rho += noise * rng.standard_normal(rho.shape)
    return ((rho - rho.mean()) / rho.std()).astype("float32")


def chain(count: int, rng: np.random.Generator) -> np.ndarray:
    """Positions of a small chain of atoms inside the cell, 0..1."""
    walk = np.cumsum(rng.normal(0, 0.06, size=(count, 3)), axis=0)
    return 0.5 + (walk - walk.mean(axis=0)) * 0.6


def pdb(atoms: np.ndarray, cell: list[float], space_group: str, remark: str) -> str:
    a, b, c, alpha, beta, gamma = cell
    lines = [f"REMARK   3 {remark}", f"CRYST1{a:9.3f}{b:9.3f}{c:9.3f}{alpha:7.2f}{beta:7.2f}{gamma:7.2f} {space_group:11}"]
    for number, (x, y, z) in enumerate(atoms * cell[:3], 1):
        lines.append(f"ATOM  {number:5d}  CA  ALA A{number:4d}    {x:8.3f}{y:8.3f}{z:8.3f}  1.00 20.00           C")
    return "\n".join([*lines, "END"]) + "\n"
