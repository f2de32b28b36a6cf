"""Small-angle scattering: form factors, noisy frames, and the analysis that the parameters are read from.

Lengths in nm, q in 1/nm, concentrations in mg/mL, masses in kDa, intensities in arbitrary units.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np


def _ball(qr: np.ndarray) -> np.ndarray:
    """Amplitude of a homogeneous ball, 1 at q = 0."""
    qr = np.maximum(qr, 1e-6)
    return 3 * (np.sin(qr) - qr * np.cos(qr)) / qr**3


def sphere(q: np.ndarray, radius: float) -> np.ndarray:
    return _ball(q * radius) ** 2


def core_shell(q: np.ndarray, core_radius: float, shell: float, core_contrast: float, shell_contrast: float) -> np.ndarray:
    outer = core_radius + shell
    core_weight = (core_contrast - shell_contrast) * core_radius**3
    outer_weight = shell_contrast * outer**3
    amplitude = core_weight * _ball(q * core_radius) + outer_weight * _ball(q * outer)
    return (amplitude / (core_weight + outer_weight)) ** 2


def ellipsoid(q: np.ndarray, equatorial: float, polar: float) -> np.ndarray:
    """An ellipsoid of revolution, averaged over its orientations."""
    cosines, weights = np.polynomial.legendre.leggauss(48)
    cosines, weights = (cosines + 1) / 2, weights / 2
    radius = np.sqrt(equatorial**2 * (1 - cosines**2) + polar**2 * cosines**2)
    return (_ball(q[:, None] * radius[None, :]) ** 2) @ weights


FORM_FACTORS = {"sphere": sphere, "core_shell": core_shell, "ellipsoid": ellipsoid}


@dataclass
class Curve:
    """I(q) with its standard deviation."""

    q: np.ndarray
    intensity: np.ndarray
    sigma: np.ndarray

    def __sub__(self, other: Curve) -> Curve:
        return Curve(self.q, self.intensity - other.intensity, np.hypot(self.sigma, other.sigma))


def noisy(q: np.ndarray, intensity: np.ndarray, relative_noise: float, beamstop: int, rng: np.random.Generator) -> Curve:
    """Counting noise that grows with q as fewer pixels count, and a shadow of the beamstop on the first points."""
    sigma = relative_noise * np.sqrt(intensity * intensity[beamstop]) * (1 + 0.15 * q)
    sigma[:beamstop] *= 30
    return Curve(q, intensity + sigma * rng.standard_normal(q.size), sigma)


def average(curves: list[Curve]) -> Curve:
    intensity = np.mean([c.intensity for c in curves], axis=0)
    sigma = np.sqrt(np.sum([c.sigma**2 for c in curves], axis=0)) / len(curves)
    return Curve(curves[0].q, intensity, sigma)


def equivalent_frames(frames: list[Curve], threshold: float = 1.25) -> tuple[int, int]:
    """The longest run of frames equal to the run's first within noise: first frame, and the frame behind the last."""
    best = (0, 1)
    for first in range(len(frames)):
        last = first + 1
        while last < len(frames) and _chi2(frames[first], frames[last]) < threshold:
            last += 1
        if last - first > best[1] - best[0]:
            best = (first, last)
    return best


def _chi2(a: Curve, b: Curve) -> float:
    return float(np.mean((a.intensity - b.intensity) ** 2 / (a.sigma**2 + b.sigma**2)))


@dataclass
class Guinier:
    """ln I = ln I0 - (q Rg)^2 / 3 between two points of the curve (end not included)."""

    rg: float
    rg_error: float
    i0: float
    i0_error: float
    start: int
    end: int


def guinier(curve: Curve) -> Guinier:
    """Starts at the first steady point, ends where q Rg passes 1.3; repeated until the end stands."""
    start = _first_steady_point(curve)
    end = start + 40
    for _ in range(30):
        fit = _guinier_fit(curve, start, end)
        reached = int(np.searchsorted(curve.q, 1.3 / max(fit.rg, 1e-3)))
        reached = min(max(reached, start + 8), curve.q.size)
        if reached == end:
            break
        end = reached
    return _with_spread(curve, _guinier_fit(curve, start, end))


def _with_spread(curve: Curve, fit: Guinier) -> Guinier:
    """Adds to the errors how much the result moves when a quarter of the points is left out at either end."""
    quarter = (fit.end - fit.start) // 4
    others = [_guinier_fit(curve, fit.start + quarter, fit.end), _guinier_fit(curve, fit.start, fit.end - quarter)]
    rg_spread, i0_spread = (float(np.std([getattr(f, name) for f in (fit, *others)])) for name in ("rg", "i0"))
    return replace(fit, rg_error=float(np.hypot(fit.rg_error, rg_spread)), i0_error=float(np.hypot(fit.i0_error, i0_spread)))


def _first_steady_point(curve: Curve) -> int:
    good = (curve.sigma < 3 * np.median(curve.sigma[:100])) & (curve.intensity > 0)
    return next(i for i in range(curve.q.size - 8) if good[i : i + 8].all())


def _guinier_fit(curve: Curve, start: int, end: int) -> Guinier:
    window = slice(start, end)
    keep = curve.intensity[window] > 0
    q2, i, s = curve.q[window][keep] ** 2, curve.intensity[window][keep], curve.sigma[window][keep]
    (slope, offset), covariance = np.polyfit(q2, np.log(i), 1, w=i / s, cov="unscaled")
    rg = np.sqrt(3 * max(-slope, 1e-6))
    i0 = np.exp(offset)
    return Guinier(rg, 1.5 / rg * np.sqrt(covariance[0, 0]), i0, i0 * np.sqrt(covariance[1, 1]), start, end)


@dataclass
class PairDistances:
    """p(r) by indirect Fourier transformation, and what follows from it."""

    r: np.ndarray
    p: np.ndarray
    sigma: np.ndarray
    rg: float
    rg_error: float
    d_max: float
    d_max_error: float
    chi2r: float
    i0: float


def pair_distances(curve: Curve, rough: Guinier, rng: np.random.Generator, repeats: int = 5) -> PairDistances:
    """Tikhonov-regularised p(r) with the smallest Dmax that explains the curve; errors from repeats with added noise."""
    window = slice(rough.start, int(np.searchsorted(curve.q, 8 / rough.rg)))
    cut = Curve(curve.q[window], curve.intensity[window], curve.sigma[window])
    shaken = [Curve(cut.q, cut.intensity + cut.sigma * rng.standard_normal(cut.q.size), cut.sigma) for _ in range(repeats)]
    r, p, chi2, d_max = _best_transform(cut, rough.rg)
    others = [_best_transform(c, rough.rg) for c in shaken]
    spread = np.std([np.interp(r, other[0], other[1], right=0) for other in others], axis=0)
    rgs = [_rg_of(other[0], other[1]) for other in others]
    step = r[1] - r[0]
    return PairDistances(
        r,
        p,
        spread,
        _rg_of(r, p),
        float(np.std(rgs)),
        d_max,
        float(np.std([o[3] for o in others])),
        chi2,
        float(4 * np.pi * p.sum() * step),
    )


def _rg_of(r: np.ndarray, p: np.ndarray) -> float:
    return float(np.sqrt(max((r**2 * p).sum() / (2 * p.sum()), 0)))


def _best_transform(curve: Curve, rg: float) -> tuple[np.ndarray, np.ndarray, float, float]:
    tried = [(d_max, *_transform(curve, d_max)) for d_max in np.linspace(2.2, 5.0, 15) * rg]
    lowest = min(chi2 for _, _, _, chi2 in tried)
    d_max, r, p, chi2 = next(t for t in tried if t[3] <= lowest * 1.02)
    return r, p, chi2, float(d_max)


def _transform(curve: Curve, d_max: float) -> tuple[np.ndarray, np.ndarray, float]:
    r = np.linspace(0, d_max, 50)
    kernel = 4 * np.pi * np.sinc(np.outer(curve.q, r) / np.pi) * (r[1] - r[0])
    inner = kernel[:, 1:-1] / curve.sigma[:, None]
    data = curve.intensity / curve.sigma
    bend = 2 * np.eye(48) - np.eye(48, k=1) - np.eye(48, k=-1)
    normal, smooth, right = inner.T @ inner, bend @ bend, inner.T @ data
    normal += 0.02 * np.trace(normal) / np.trace(smooth) * smooth
    p = np.zeros(50)
    p[1:-1] = _positive_solution(normal, right)
    chi2 = np.mean((inner @ p[1:-1] - data) ** 2)
    return r, p, float(chi2)


def _positive_solution(normal: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Solves normal x = right, setting to 0 what comes out negative, until nothing does."""
    free = np.ones(right.size, dtype=bool)
    solution = np.zeros(right.size)
    while free.any():
        solution[:] = 0
        solution[free] = np.linalg.solve(normal[np.ix_(free, free)], right[free])
        if (solution >= 0).all():
            break
        free &= solution > 0
    return np.maximum(solution, 0)


@dataclass
class Invariants:
    porod_volume: float
    vc: float
    vc_error: float
    mass: float
    mass_error: float


def invariants(curve: Curve, fit: Guinier) -> Invariants:
    """Porod's volume (to q Rg = 8, the Guinier line below the first point) and Rambo and Tainer's mass of a protein."""
    end = int(np.searchsorted(curve.q, 8 / fit.rg))
    q, i, s = curve.q[fit.start : end], curve.intensity[fit.start : end], curve.sigma[fit.start : end]
    low = np.linspace(0, q[0], 50)
    model = fit.i0 * np.exp(-((low * fit.rg) ** 2) / 3)
    porod = 2 * np.pi**2 * fit.i0 / (np.trapezoid(low**2 * model, low) + np.trapezoid(q**2 * i, q))
    total = np.trapezoid(low * model, low) + np.trapezoid(q * i, q)
    total_error = np.sqrt(np.sum((q * s * np.gradient(q)) ** 2))
    vc = fit.i0 / total
    vc_error = vc * np.hypot(total_error / total, fit.i0_error / fit.i0)
    mass = vc**2 / fit.rg / 0.1231
    mass_error = mass * np.hypot(2 * vc_error / vc, fit.rg_error / fit.rg)
    return Invariants(*map(float, (porod, vc, vc_error, mass, mass_error)))
