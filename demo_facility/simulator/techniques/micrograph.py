"""Pictures an electron microscope would take: a tilted specimen with gold beads, drifting movies, Thon rings."""

from __future__ import annotations

import numpy as np


def beads(count: int, rng: np.random.Generator) -> np.ndarray:
    """Positions of gold beads in a slab, x y z in -1..1 (z thin)."""
    return rng.uniform([-1, -1, -0.15], [1, 1, 0.15], size=(count, 3))


def tilted_view(positions: np.ndarray, tilt_degrees: float, size: int, shift: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """The expected counts: the specimen turned about y, thicker and darker at high tilt."""
    angle = np.radians(tilt_degrees)
    y, x = np.mgrid[0:size, 0:size].astype("float64")
    view = np.full((size, size), 60.0 * np.exp(-0.35 / np.cos(angle)))
    for px, py, pz in positions:
        cx = (px * np.cos(angle) + pz * np.sin(angle) + 1) / 2 * size + shift[0]
        cy = (py + 1) / 2 * size + shift[1]
        view *= 1 - 0.75 * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * (size / 48) ** 2))
    return view


def drift(frames: int, total_motion: float, rng: np.random.Generator) -> np.ndarray:
    """Shifts of each frame (x, y) whose path is total_motion long; the first frame stands still."""
    steps = rng.normal([1.0, 0.4], 0.5, size=(max(frames - 1, 1), 2)) * np.exp(-0.4 * np.arange(max(frames - 1, 1)))[:, None]
    steps *= total_motion / np.hypot(*steps.T).sum()
    return np.vstack([[0.0, 0.0], np.cumsum(steps, axis=0)])[:frames]


def movie(
    positions: np.ndarray, tilt: float, size: int, shifts: np.ndarray, pixel_size: float, rng: np.random.Generator
) -> np.ndarray:
    """Frames with shot noise, each shifted by its drift (Angstrom)."""
    views = [tilted_view(positions, tilt, size, tuple(shift / pixel_size)) for shift in shifts]
    return np.array([rng.poisson(view) for view in views], dtype="int16")


def aligned_sum(frames: np.ndarray, shifts: np.ndarray, pixel_size: float) -> np.ndarray:
    """Frames moved back by whole pixels and averaged."""
    moved = [
        np.roll(frame, tuple(-np.rint(shift[::-1] / pixel_size).astype(int)), axis=(0, 1)) for frame, shift in zip(frames, shifts)
    ]
    return np.mean(moved, axis=0).astype("float32")


def thon_rings(
    size: int, defocus_u_um: float, defocus_v_um: float, angle_degrees: float, pixel_size: float, rng: np.random.Generator
) -> np.ndarray:
    """The power spectrum of a micrograph: rings from an astigmatic defocus at 300 kV, with noise."""
    wavelength = 0.0197
    frequency = np.fft.fftshift(np.fft.fftfreq(size, pixel_size * 4))
    ky, kx = np.meshgrid(frequency, frequency, indexing="ij")
    k2 = kx**2 + ky**2
    azimuth = np.arctan2(ky, kx) - np.radians(angle_degrees)
    defocus = 1e4 * ((defocus_u_um + defocus_v_um) / 2 + (defocus_u_um - defocus_v_um) / 2 * np.cos(2 * azimuth))
    rings = np.sin(np.pi * wavelength * defocus * k2) ** 2 * np.exp(-60 * k2)
    return (rings + 0.08 * rng.standard_normal(rings.shape)).astype("float32")
