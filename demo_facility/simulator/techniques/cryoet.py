"""A tilt series at the electron microscope: movie -> MotionCor -> CTF, as scipion announces it.

Folders: RAW_DATA/{grid}/{tilt series}/NNN holds a link to the movie and a gallery; PROCESSED_DATA/.../NNN/MotionCor and CTF
hold links to micrographs. The linked MRC files stand in NOBACKUP of the session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from .. import formats, pictures
from ..scenario import parse_date
from ..session import Session
from . import micrograph


@dataclass
class _Tilt:
    """One tilt angle: where its files go and when it was taken."""

    number: str
    angle: float
    start: datetime
    stem: str
    place: tuple[str, str, str]


def _tilts(session: Session) -> list[_Tilt]:
    s = session.settings
    first, every = parse_date(s["first_movie"], "settings.first_movie"), timedelta(seconds=s["seconds_between_movies"])
    angles = np.linspace(*s["tilt_range"], s["tilts"])
    tilts = []
    for index, angle in enumerate(angles.round(3).tolist()):
        number, start = f"{index + 1:03d}", first + index * every
        stem = f"{s['tilt_series']}_{number}_{angle:.2f}_{start:%Y%m%d_%H%M%S}_fractions"
        tilts.append(_Tilt(number, angle, start, stem, (s["grid"], s["tilt_series"], number)))
    return tilts


def _values(session: Session, group: str, tilt: _Tilt) -> dict:
    """Parameters of a stage; values that the scenario states for this very angle go before drawn ones."""
    s = session.settings
    rng = session.rng(group, tilt.number)
    drawn = {name: session.draw(spec, rng, abs(tilt.angle)) for name, spec in s[group].items()}
    stated = s["stated"].get(tilt.angle, {}).get(group, {})
    return {**drawn, **stated}


def run(session: Session) -> None:
    specimen = micrograph.beads(session.settings["beads"], session.rng("beads"))
    tilts = _tilts(session)
    for index, tilt in enumerate(tilts):
        motion = _values(session, "motioncor", tilt)
        shifts = micrograph.drift(
            session.settings["movie"]["EM_images_count"],
            motion["EMMotionCorrection_total_motion"],
            session.rng("drift", tilt.number),
        )
        frames = _movie(session, tilt, specimen, shifts)
        _motioncor(session, tilt, frames, shifts, motion)
        _ctf(session, tilt, extra=_extra_files(session, index, len(tilts)))


def _extra_files(session: Session, index: int, tilts: int) -> int:
    """`extra_ctf_files` further files, dealt out to the CTF folders one after the other."""
    extra = session.settings["extra_ctf_files"]
    return extra // tilts + (index < extra % tilts)


def _say(session: Session, name: str, folder: str, parameters: dict, inputs: list[str], begin: datetime, seconds: float) -> None:
    session.say(name, folder, session.settings["sample"], begin, begin + timedelta(seconds=seconds), parameters, inputs)


def _movie(session: Session, tilt: _Tilt, specimen: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    parameters = _values(session, "movie", tilt) | {"EM_tilt_angle": tilt.angle}
    pixel_size = parameters["EM_sampling_rate"]
    size = session.settings["pixels"]
    frames = micrograph.movie(specimen, tilt.angle, size, shifts, pixel_size, session.rng("movie", tilt.number))
    folder = session.raw(*tilt.place)
    stored = session.disk.write(session.path("NOBACKUP", "frames", f"{tilt.stem}.mrc"), formats.mrc(frames, pixel_size))
    session.disk.link(f"{folder}/{tilt.stem}.mrc", stored)
    session.disk.write(f"{folder}/gallery/{tilt.stem}.jpg", pictures.jpeg(frames.mean(axis=0), 320))
    _say(session, tilt.number, folder, parameters, [], tilt.start, session.settings["seconds"]["movie"])
    return frames


def _motioncor(session: Session, tilt: _Tilt, frames: np.ndarray, shifts: np.ndarray, motion: dict) -> None:
    pixel_size = session.settings["movie"]["EM_sampling_rate"]
    image = micrograph.aligned_sum(frames, shifts, pixel_size)
    folder = session.processed(*tilt.place, "MotionCor")
    name = f"{tilt.stem}_aligned_mic_DW"
    stored = session.disk.write(session.path("NOBACKUP", "scipion", "extra", f"{name}.mrc"), formats.mrc(image, pixel_size))
    session.disk.link(f"{folder}/{name}.mrc", stored)
    session.disk.write(f"{folder}/gallery/{name}.jpg", pictures.jpeg(image, 320))
    number = np.arange(1, len(shifts) + 1)
    lines = [pictures.Line(number, shifts[:, 0]), pictures.Line(number, shifts[:, 1], "#b03030")]
    graph = pictures.plot(
        lines, f"Global shifts, tilt {tilt.angle:g}°", "frame", "shift x (blue), y (red) / Angstrom", size=(420, 300)
    )
    session.disk.write(f"{folder}/gallery/{tilt.stem}_global_shifts.png", graph)
    begin = tilt.start + timedelta(seconds=session.settings["seconds"]["movie"])
    _say(
        session,
        f"{tilt.number}_MotionCor",
        folder,
        motion,
        [session.raw(*tilt.place)],
        begin,
        session.settings["seconds"]["motioncor"],
    )


def _ctf(session: Session, tilt: _Tilt, extra: int) -> None:
    s = session.settings
    ctf = _values(session, "ctf", tilt)
    pixel_size = s["movie"]["EM_sampling_rate"]
    rings = micrograph.thon_rings(
        s["pixels"],
        ctf["EMCTF_defocus_u"],
        ctf["EMCTF_defocus_v"],
        ctf["EMCTF_angle"],
        pixel_size,
        session.rng("rings", tilt.number),
    )
    folder = session.processed(*tilt.place, "CTF")
    name = f"{tilt.stem}_aligned_mic_DW_ctf"
    stored = session.disk.write(session.path("NOBACKUP", "scipion", "extra", f"{name}.mrc"), formats.mrc(rings, pixel_size))
    session.disk.link(f"{folder}/{name}.mrc", stored)
    session.disk.write(f"{folder}/gallery/{name}.jpg", pictures.jpeg(rings, 320))
    for number in range(extra):
        average = "\n".join(f"{value:.5f}" for value in rings.mean(axis=0))
        session.disk.write(f"{folder}/{name}_avrot_{number + 1}.txt", average + "\n")
    begin = tilt.start + timedelta(seconds=s["seconds"]["movie"] + s["seconds"]["motioncor"])
    _say(session, f"{tilt.number}_CTF", folder, ctf, [session.processed(*tilt.place, "MotionCor")], begin, s["seconds"]["ctf"])
