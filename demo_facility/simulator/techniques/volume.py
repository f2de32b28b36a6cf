"""A small tomograph: a porous bar of bone, its projections with flats and darks, and filtered back-projection.

Arrays are (z, y, x); angles in radians; lengths in pixels.
"""

from __future__ import annotations

import numpy as np


def bone(height: int, size: int, pores: int, rng: np.random.Generator) -> np.ndarray:
    """Attenuation per voxel: a cylinder with ball-shaped pores and a few dense grains."""
    z, y, x = np.indices((height, size, size)).astype("float64")
    middle = (size - 1) / 2
    body = np.where(np.hypot(y - middle, x - middle) < size * 0.42, 0.02, 0.0)
    for number in range(pores):
        cz, cy, cx = rng.uniform([0, size * 0.2, size * 0.2], [height, size * 0.8, size * 0.8])
        inside = (z - cz) ** 2 + (y - cy) ** 2 + (x - cx) ** 2 < rng.uniform(1.5, size * 0.09) ** 2
        body[inside] = 0.05 if number % 5 == 0 else 0.004
    return body


def _turned(volume: np.ndarray, angle: float) -> np.ndarray:
    """The volume turned about z, by bilinear interpolation; nothing outside."""
    size = volume.shape[1]
    middle = (size - 1) / 2
    y, x = np.mgrid[0:size, 0:size] - middle
    sx = np.cos(angle) * x - np.sin(angle) * y + middle
    sy = np.sin(angle) * x + np.cos(angle) * y + middle
    x0, y0 = np.clip(np.floor(sx).astype(int), 0, size - 2), np.clip(np.floor(sy).astype(int), 0, size - 2)
    fx, fy = np.clip(sx - x0, 0, 1), np.clip(sy - y0, 0, 1)
    inside = (sx >= 0) & (sx <= size - 1) & (sy >= 0) & (sy <= size - 1)
    top = volume[:, y0, x0] * (1 - fx) + volume[:, y0, x0 + 1] * fx
    bottom = volume[:, y0 + 1, x0] * (1 - fx) + volume[:, y0 + 1, x0 + 1] * fx
    return (top * (1 - fy) + bottom * fy) * inside


def project(volume: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Line integrals, (angle, z, x)."""
    return np.array([_turned(volume, angle).sum(axis=1) for angle in angles])


def expose(integrals: np.ndarray, flat: np.ndarray, dark: float, rng: np.random.Generator) -> np.ndarray:
    """Detector counts behind the sample."""
    return np.minimum(rng.poisson(flat * np.exp(-integrals) + dark), 65535).astype("uint16")


def reconstruct(integrals: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Filtered back-projection with a ramp filter over half a turn, (z, y, x)."""
    size = integrals.shape[2]
    padded = 2 * size
    ramp = 2 * np.abs(np.fft.fftfreq(padded))
    filtered = np.fft.ifft(np.fft.fft(integrals, padded, axis=2) * ramp, axis=2).real[:, :, :size]
    middle = (size - 1) / 2
    y, x = np.mgrid[0:size, 0:size] - middle
    volume = np.zeros((integrals.shape[1], size, size))
    for angle, rows in zip(angles, filtered):
        s = np.clip(np.cos(angle) * x + np.sin(angle) * y + middle, 0, size - 1.001)
        s0 = s.astype(int)
        volume += rows[:, s0] * (1 - (s - s0)) + rows[:, s0 + 1] * (s - s0)
    return (volume * np.pi / (2 * len(angles))).astype("float32")


def to_16_bit(volume: np.ndarray, low: float, high: float) -> np.ndarray:
    return (np.clip((volume - low) / (high - low), 0, 1) * 65535).astype("uint16")


def stitch(volumes: list[np.ndarray], step: int) -> np.ndarray:
    """Volumes of a z-series whose starts are `step` slices apart, averaged where they overlap."""
    height, *plane = volumes[0].shape
    total = np.zeros((step * (len(volumes) - 1) + height, *plane), dtype="float32")
    count = np.zeros((total.shape[0], 1, 1), dtype="float32")
    for number, volume in enumerate(volumes):
        total[number * step : number * step + height] += volume
        count[number * step : number * step + height] += 1
    return total / count
