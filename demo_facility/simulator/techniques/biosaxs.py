"""BioSAXS at BM29: frames of buffers and samples -> integrate (1:1) -> subtract (N:1 of processed datasets), and reprocessing (1:N).

A group of measurements has its folders either one for each run (`folders: own`) or shared by all runs of the collection
(`folders: shared`), as the beamline's job server does: then several messages speak of one dataset and the last one counts.
`generation` chooses the parameters of 2024 ("2.6±0.1", "8-81") or of 2025 (value and error apart).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from ..errors import DemoError
from ..scenario import Settings, parse_date
from ..session import Session
from . import curves, saxs_files
from .curves import Curve


@dataclass
class _Run:
    """One measurement: ten frames of a buffer or a sample."""

    group: Settings
    spec: Settings
    start: datetime
    dataset: str
    frames: list[Curve]
    integrated: str = ""
    integrate_file: str = ""
    mean: Curve | None = None

    @property
    def stem(self) -> str:
        return f"{self.group['collection']}_{self.dataset}"

    @property
    def seconds(self) -> float:
        return len(self.frames) * self.spec.get("seconds_per_frame", 1.0)


def run(session: Session) -> None:
    for group in session.settings["groups"]:
        runs = {spec["run"]: _measure(session, group, spec) for spec in group["runs"]}
        for run_ in runs.values():
            _integrate(session, run_)
        for subtraction in group["subtractions"]:
            _subtract(session, [_chosen(runs, n) for n in subtraction["buffers"]], _chosen(runs, subtraction["sample"]))
        for again in group.get("reprocess", []):
            _integrate(session, _chosen(runs, again["run"]), again)


def _chosen(runs: dict[int, _Run], number: int) -> _Run:
    if number not in runs:
        raise DemoError(f"biosaxs: run {number} is used but not measured; the runs of its group are {sorted(runs)}")
    return runs[number]


def _q(session: Session, points: int | None = None) -> np.ndarray:
    low, high = session.settings["q_range"]
    return np.linspace(low, high, points or session.settings["q_points"])


def _ideal(session: Session, group: Settings, spec: Settings, q: np.ndarray) -> np.ndarray:
    buffer = session.settings["buffer_level"] * (1 + 0.3 * np.exp(-q * 2))
    shape = dict(group["form_factor"])
    form_factor = curves.FORM_FACTORS.get(shape.pop("shape"))
    if form_factor is None:
        raise DemoError(f"biosaxs: form_factor.shape must be one of {', '.join(curves.FORM_FACTORS)}")
    return buffer + spec["concentration"] * group["i0_per_concentration"] * form_factor(q, **shape)


def _take_frames(session: Session, group: Settings, spec: Settings, q: np.ndarray, label: str) -> list[Curve]:
    """Frames named in `disturbed` (radiation damage, bubbles) scatter more at low q, each by another amount."""
    rng = session.rng("frames", spec["run"], group["collection"], label)
    ideal = _ideal(session, group, spec, q)
    frames = []
    for number in range(spec["frames"]):
        parasitic = 0.0
        if number in spec.get("disturbed", []):
            parasitic = (1.0 + 0.5 * number) * ideal.max() * np.exp(-((q * 1.5) ** 2))
        frames.append(curves.noisy(q, ideal + parasitic, session.settings["noise"], session.settings["beamstop_points"], rng))
    return frames


def _measure(session: Session, group: Settings, spec: Settings) -> _Run:
    frames = _take_frames(session, group, spec, _q(session), "first")
    run_ = _Run(group, spec, parse_date(spec["at"], f"run {spec['run']}: at"), f"{spec['run']:04d}_{spec['name']}", frames)
    folder = session.raw(group["collection"], run_.stem)
    rng = session.rng("detector", run_.stem)
    diode = rng.normal(0.01234, 4e-6, len(frames))
    session.disk.write(
        _detector_file(session, run_), saxs_files.raw_file(_images(frames, rng), diode, spec.get("seconds_per_frame", 1.0))
    )
    parameters = {
        "definition": "SAXS",
        **_sample_parameters(run_),
        **_setup(session, run_),
        "SAXS_directory": folder,
        "SAXS_prefix": run_.stem,
        "SAXS_run_number": spec["run"],
    }
    session.say(run_.dataset, folder, group["sample"], run_.start, run_.start + timedelta(seconds=run_.seconds), parameters)
    return run_


def _detector_file(session: Session, run_: _Run) -> str:
    return session.raw(run_.group["collection"], run_.stem, "scan0001", "pilatus_0000.h5")


def _images(frames: list[Curve], rng: np.random.Generator, size: int = 48) -> np.ndarray:
    """What a small detector would count: the curve spread over rings, with shot noise."""
    y, x = np.mgrid[0:size, 0:size]
    radius = np.hypot(x - size / 4, y - size / 2)
    q = frames[0].q
    at = q[0] + radius / radius.max() * (q[-1] - q[0])
    return np.array([rng.poisson(np.interp(at, q, np.maximum(frame.intensity, 0)) * 40) for frame in frames], dtype="uint16")


def _sample_parameters(run_: _Run) -> dict:
    group, spec = run_.group, run_.spec
    kind = "SAXS_experimentType" if group["generation"] == 2024 else "SAXS_experiment_type"
    return {
        kind: "sample-changer",
        "SAXS_concentration": spec["concentration"],
        "SAXS_comments": group["comments"],
        "SAXS_code": spec["name"],
        "SAXS_acronym": group["sample"],
        "SAXS_sample_type": "sample" if spec["concentration"] else "buffer",
        "SAXS_storage_temperature": group["storage_temperature"],
        "SAXS_exposure_temperature": group["exposure_temperature"],
    }


def _setup(session: Session, run_: _Run) -> dict:
    return {
        **session.settings["setup"],
        "SAXS_numberFrames": len(run_.frames),
        "SAXS_timePerFrame": run_.spec.get("seconds_per_frame", 1.0),
    }


def _place(session: Session, run_: _Run, process: str) -> str:
    collection = run_.group["collection"]
    parts = (collection,) if run_.group["folders"] == "shared" else (collection, run_.stem)
    return session.processed(*parts, process)


def _relative(target: str, folder: str) -> str:
    return os.path.relpath(target, folder)


def _integrate(session: Session, run_: _Run, again: Settings | None = None) -> None:
    """Integrates a run; with `again` once more, into a folder of its own and with another number of points."""
    points = again["q_points"] if again else session.settings["q_points"]
    frames = _take_frames(session, run_.group, run_.spec, _q(session, points), "again") if again else run_.frames
    first, behind = curves.equivalent_frames(frames)
    mean = curves.average(frames[first:behind])
    folder = _place(session, run_, again["folder"] if again else "integrate")
    configuration = {"npt": points, "unit": "q_nm^-1", "polarization_factor": 0.9}
    link = _relative(_detector_file(session, run_), folder)
    sample = {
        "name": run_.group["sample"],
        "concentration": run_.spec["concentration"],
        "temperature": run_.group["exposure_temperature"],
    }
    file = session.disk.write(
        f"{folder}/{run_.stem}-integrate.h5",
        saxs_files.integrate_file(frames, mean, (first, behind), link, sample, configuration),
    )
    session.disk.write(f"{folder}/gallery/{run_.stem}_avg.dat", saxs_files.dat(mean, run_.stem))
    session.disk.write(f"{folder}/gallery/{run_.stem}_Scattering.png", saxs_files.scattering_picture(mean, run_.stem))
    parameters = {
        "definition": "SAXS",
        "scanType": "integration",
        **_sample_parameters(run_),
        **_setup(session, run_),
        "SAXS_frames_averaged": f"{first}-{behind}",
    }
    begin = run_.start + timedelta(seconds=run_.seconds + (again["seconds_later"] if again else 1))
    session.say(
        "integrate",
        folder,
        run_.group["sample"],
        begin,
        begin + timedelta(seconds=4),
        parameters,
        [session.raw(run_.group["collection"], run_.stem)],
    )
    if not again:
        run_.integrated, run_.integrate_file, run_.mean = folder, file, mean


def _subtract(session: Session, buffers: list[_Run], sample: _Run) -> None:
    """Takes the mean of the buffers off the sample and reads the results from the curve; inputs are processed datasets."""
    curve = sample.mean - curves.average([buffer.mean for buffer in buffers])
    fit = curves.guinier(curve)
    ift = curves.pair_distances(curve, fit, session.rng("ift", sample.stem))
    found = curves.invariants(curve, fit)
    folder = _place(session, sample, "subtract")
    links = [_relative(run_.integrate_file, folder) for run_ in (sample, *buffers)]
    about = {"name": sample.group["sample"], "concentration": sample.spec["concentration"]}
    session.disk.write(
        f"{folder}/{sample.stem}-sub.h5",
        saxs_files.subtract_file(curve, fit, ift, found, links, about, {"buffers": [b.stem for b in buffers]}),
    )
    gallery = f"{folder}/gallery/{sample.stem}"
    session.disk.write(f"{gallery}_subtracted.dat", saxs_files.dat(curve, sample.stem))
    session.disk.write(f"{gallery}_BIFT.out", saxs_files.bift_out(ift))
    session.disk.write(f"{gallery}_Scattering.png", saxs_files.scattering_picture(curve, f"{sample.stem} minus buffer"))
    for name, picture in saxs_files.analysis_pictures(curve, fit, ift).items():
        session.disk.write(f"{gallery}_{name}.png", picture)
    results = _results_2024(fit, ift, found) if sample.group["generation"] == 2024 else _results_2025(fit, ift, found)
    parameters = {"definition": "SAXS", "scanType": "subtraction", **_sample_parameters(sample), **results}
    begin = max(run_.start + timedelta(seconds=run_.seconds) for run_ in (*buffers, sample)) + timedelta(seconds=8)
    inputs = [run_.integrated for run_ in (*buffers, sample)]
    session.say("subtract", folder, sample.group["sample"], begin, begin + timedelta(seconds=6), parameters, inputs)


def _with_error(value: float, error: float) -> str:
    return f"{value:.1f}±{error:.1f}"


def _results_2024(fit: curves.Guinier, ift: curves.PairDistances, found: curves.Invariants) -> dict:
    return {
        "SAXS_guinier_rg": _with_error(fit.rg, fit.rg_error),
        "SAXS_guinier_points": f"{fit.start}-{fit.end}",
        "SAXS_guinier_i0": _with_error(fit.i0, fit.i0_error),
        "SAXS_rg": _with_error(ift.rg, ift.rg_error),
        "SAXS_d_max": _with_error(ift.d_max, ift.d_max_error),
        "SAXS_porod_volume": f"{found.porod_volume:.4f}",
    }


def _results_2025(fit: curves.Guinier, ift: curves.PairDistances, found: curves.Invariants) -> dict:
    """The newer parameters; rg_std and rg_avg are exchanged, as the job server sends them."""
    return {
        "SAXS_guinier_rg": round(fit.rg, 3),
        "SAXS_guinier_sigma_rg": round(fit.rg_error, 4),
        "SAXS_guinier_points_start": fit.start,
        "SAXS_guinier_points_end": fit.end,
        "SAXS_guinier_i0": _with_error(fit.i0, fit.i0_error),
        "SAXS_rg": _with_error(ift.rg, ift.rg_error),
        "SAXS_rg_std": round(ift.rg, 3),
        "SAXS_rg_avg": round(ift.rg_error, 4),
        "SAXS_d_max": _with_error(ift.d_max, ift.d_max_error),
        "SAXS_chi2r": round(ift.chi2r, 3),
        "SAXS_porod_volume": f"{found.porod_volume:.4f}",
        "SAXS_vc": round(found.vc, 3),
        "SAXS_vc_error": round(found.vc_error, 3),
        "SAXS_mass": round(found.mass, 2),
        "SAXS_mass_error": round(found.mass_error, 2),
    }
