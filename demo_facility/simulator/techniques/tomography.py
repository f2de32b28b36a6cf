"""A z-series of scans: raw -> projections, slices, volumes, workflows (1:N, sent again by each workflow) -> stitching (N:1) -> cast (1:1).

Names repeat from scan to scan (`slices`, `volumes`, ...): only the folder tells them apart. Two workflows run on each scan,
first slices, later volumes; both announce projections and slices again, so several messages speak of one dataset.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from .. import formats, pictures
from ..scenario import parse_date
from ..session import Session
from . import volume as tomograph


@dataclass
class _Scan:
    """One scan of the series, raw and reconstructed."""

    number: int
    name: str
    stem: str
    start: datetime
    angles: np.ndarray
    integrals: np.ndarray
    volume: np.ndarray
    raw: str
    processed: str


def run(session: Session) -> None:
    s = session.settings
    height = s["slices"] + (s["scans"] - 1) * s["slices_between_scans"]
    sample = tomograph.bone(height, s["pixels"], s["pores"], session.rng("bone"))
    scans = [_scan(session, number, sample) for number in range(s["scans"])]
    for scan in scans:
        _write_products(session, scan)
        _say_workflow(session, scan, ["projections", "slices", "workflows"], s["minutes_until"]["slices"])
        _say_workflow(session, scan, ["projections", "slices", "volumes", "workflows"], s["minutes_until"]["volumes"])
    _interactive(session, scans[-1])
    _cast(session, *_stitch(session, scans))


def _scan(session: Session, number: int, sample: np.ndarray) -> _Scan:
    s = session.settings
    name = f"{s['series']}_{number + 1:04d}"
    stem = f"{s['collection']}_{name}"
    angles = -np.linspace(0, np.radians(s["scan_range"]), s["projections"])
    seen = sample[number * s["slices_between_scans"] :][: s["slices"]]
    rng = session.rng("scan", number)
    flat = s["flat_counts"] * (1 + 0.05 * rng.standard_normal(seen.shape[::2]))
    counts = tomograph.expose(tomograph.project(seen, angles), flat, s["dark_counts"], rng)
    integrals = -np.log((counts - s["dark_counts"]).clip(1) / flat)
    start = parse_date(s["first_scan"], "settings.first_scan") + number * timedelta(minutes=s["minutes_between_scans"])
    raw, processed = session.raw(s["collection"], stem), session.processed(s["collection"], stem)
    scan = _Scan(number, name, stem, start, angles, integrals, tomograph.reconstruct(integrals, angles), raw, processed)
    session.disk.write(f"{raw}/{stem}.h5", _raw_file(s, counts, flat, angles, rng))
    session.say(name, raw, s["sample"], start, start + timedelta(seconds=s["scan_seconds"]), _raw_parameters(session, scan))
    return scan


def _raw_parameters(session: Session, scan: _Scan) -> dict:
    s = session.settings
    height = s["slices_between_scans"] * s["acquisition"]["TOMOAcquisition_sample_pixel_size"] / 1000
    return s["acquisition"] | {
        "TOMOAcquisition_proj_n": s["projections"],
        "TOMOAcquisition_scan_range": s["scan_range"],
        "TOMOAcquisition_duration": s["scan_seconds"],
        "TOMOAcquisitionZseries_z_n_steps": s["scans"],
        "TOMOAcquisitionZseries_z_delta": round(height, 6),
        "TOMOAcquisitionZseries_z_start": round(scan.number * height, 6),
        "TOMO_x_pixel_n": s["pixels"],
        "TOMO_y_pixel_n": s["slices"],
        "TOMO_zStages": s["scans"],
    }


def _raw_file(s: dict, counts: np.ndarray, flat: np.ndarray, angles: np.ndarray, rng: np.random.Generator) -> bytes:
    with formats.hdf5() as h5:
        h5.file.attrs["default"] = "1.1"
        h5.group("1.1", "NXentry", default="measurement")
        h5.group("1.1/measurement", "NXdata", signal="projections")
        for name, values in (
            ("projections", counts),
            ("flats", rng.poisson(flat[None].repeat(3, 0))),
            ("darks", rng.poisson(s["dark_counts"], (3, *flat.shape))),
        ):
            h5.file.create_dataset(f"1.1/measurement/{name}", data=values.astype("uint16"), compression="gzip", track_times=False)
        h5.put("1.1/measurement/rotation_angle", np.degrees(angles), units="deg")
    return h5.content


def _write_products(session: Session, scan: _Scan) -> None:
    _write_projections(session, scan)
    _write_slice(session, scan)
    _write_volume(session, scan)
    graph = {
        "graph": {"id": session.settings["workflow"], "schema_version": "1.1"},
        "nodes": [{"id": "reconstruct", "default_inputs": [{"name": "bliss_hdf5", "value": f"{scan.raw}/{scan.stem}.h5"}]}],
    }
    session.disk.write(f"{scan.processed}/workflows/gallery/{scan.stem}.json", formats.pretty_json(graph))
    session.disk.link(session.processed(session.settings["collection"], "SLICES", scan.stem), f"{scan.processed}/slices")


def _array_file(path: str, values: np.ndarray, **attributes) -> bytes:
    with formats.hdf5() as h5:
        group, _, name = path.rpartition("/")
        h5.file.attrs["default"] = group
        h5.group(group, "NXdata", signal=name)
        h5.file.create_dataset(path, data=values, compression="gzip", track_times=False)
        for key, value in attributes.items():
            h5.file[path].attrs[key] = value
    return h5.content


def _write_projections(session: Session, scan: _Scan) -> None:
    folder = f"{scan.processed}/projections"
    session.disk.write(f"{folder}/{scan.stem}.nx", _array_file("entry0000/data/data", scan.integrals.astype("float32")))
    degrees = np.degrees(scan.angles)
    for wanted in np.arange(0, -session.settings["scan_range"] - 1, -90.0):
        nearest = int(np.argmin(np.abs(degrees - wanted)))
        session.disk.write(f"{folder}/gallery/{scan.stem}_{wanted:.2f}deg.jpg", pictures.jpeg(scan.integrals[nearest], 200))
    session.disk.write(f"{folder}/gallery/{scan.stem}.gif", pictures.gif(scan.integrals[::6], 128))


def _write_slice(session: Session, scan: _Scan) -> None:
    """One preview slice: a file, a folder with its part file, and two sizes of picture. The label says absorption whatever the method."""
    middle = session.settings["slices"] // 2
    folder, name = f"{scan.processed}/slices", f"{scan.stem}_absorption_xy_{middle:05d}"
    session.disk.write(
        f"{folder}/{name}.hdf5", _array_file("entry0000/reconstruction/results/data", scan.volume[middle : middle + 1])
    )
    session.disk.write(
        f"{folder}/{name}/{name}_{middle:05d}.hdf5",
        _array_file("entry0000/reconstruction/results/data", scan.volume[middle : middle + 1]),
    )
    session.disk.write(f"{folder}/gallery/absorption_xy_{middle:05d}.jpg", pictures.jpeg(scan.volume[middle], 200))
    session.disk.write(f"{folder}/gallery/absorption_xy_{middle:05d}_large.jpg", pictures.jpeg(scan.volume[middle], 640))


def _volume_folder(scan: _Scan) -> str:
    return f"{scan.processed}/volumes/{scan.stem}_absorption_16Bit_tiff"


def _write_volume(session: Session, scan: _Scan) -> None:
    folder = _volume_folder(scan)
    low, high = session.settings["grey_range"]
    session.disk.write(f"{folder}/{scan.stem}.tiff", formats.tiff(tomograph.to_16_bit(scan.volume, low, high)))
    session.disk.write(f"{folder}/{scan.stem}_infos.txt", f"low = {low}\nhigh = {high}\n")
    _write_sections(session, f"{folder}/gallery", scan.volume)


def _write_sections(session: Session, gallery: str, volume: np.ndarray) -> None:
    """Three slices along each axis, at 1/4, 1/2 and 3/4."""
    for axis, plane in enumerate(("xy", "xz", "yz")):
        for quarter in (1, 2, 3):
            index = volume.shape[axis] * quarter // 4
            section = np.take(volume, index, axis=axis)
            session.disk.write(f"{gallery}/absorption_{plane}_{index:05d}.jpg", pictures.jpeg(section, 200))


def _reconstruction(session: Session, scan: _Scan, first: int, last: int) -> dict:
    """What nabu resolved. angles_file is no file: it holds all rotation angles in radians."""
    s = session.settings
    voxel = s["acquisition"]["TOMOAcquisition_sample_pixel_size"]
    ends = {"x": (0, s["pixels"] - 1), "y": (0, s["pixels"] - 1), "z": (first, last)}
    return {
        **s["reconstruction"],
        **{f"TOMOReconstruction_start_{axis}": start for axis, (start, _) in ends.items()},
        **{f"TOMOReconstruction_end_{axis}": end for axis, (_, end) in ends.items()},
        **{f"TOMOReconstruction_voxel_size_{axis}": voxel for axis in "xyz"},
        "TOMOReconstruction_rotation_axis_position": (s["pixels"] - 1) / 2,
        "TOMOReconstruction_angles_file": ",".join(str(angle) for angle in scan.angles.tolist()),
    }


def _product(session: Session, scan: _Scan, name: str) -> tuple[str, dict]:
    """Folder and parameters of a product of a scan."""
    slices = session.settings["slices"]
    if name == "projections":
        return f"{scan.processed}/projections", {"Workflow_type": "projections"}
    if name == "slices":
        return f"{scan.processed}/slices", {"Workflow_type": "slices", **_reconstruction(session, scan, slices // 2, slices // 2)}
    if name == "volumes":
        return _volume_folder(scan), {"Workflow_type": "volumes", **_reconstruction(session, scan, 0, slices - 1)}
    return f"{scan.processed}/workflows/gallery", {}


def _say_workflow(session: Session, scan: _Scan, products: list[str], minutes: float) -> None:
    """Products carry the moment of sending twice; only `workflows` carries the interval. Their sample is the collection."""
    s = session.settings
    begin = scan.start + timedelta(minutes=minutes)
    for number, name in enumerate(products):
        folder, parameters = _product(session, scan, name)
        moment = begin + timedelta(seconds=20 * (number + 1))
        sample, start = (s["sample"], begin) if name == "workflows" else (s["collection"], moment)
        session.say(name, folder, sample, start, moment, parameters, [scan.raw])


def _interactive(session: Session, scan: _Scan) -> None:
    """The last scan reconstructed once more by hand: nabu's configuration as it was typed, with -1 and None in it."""
    s = session.settings
    folder = f"{scan.processed}/reconstructed_volumes"
    session.disk.write(f"{folder}/{scan.stem}_vol.hdf5", _array_file("entry0000/reconstruction/results/data", scan.volume))
    _write_sections(session, f"{folder}/gallery", scan.volume)
    moment = scan.start + timedelta(minutes=s["minutes_until"]["interactive"])
    session.say("reconstructed_volumes", folder, s["sample"], moment, moment, s["interactive"], [scan.raw])


def _stitch(session: Session, scans: list[_Scan]) -> tuple[str, np.ndarray, datetime]:
    s = session.settings
    whole = tomograph.stitch([scan.volume for scan in scans], s["slices_between_scans"])
    name = f"{s['collection']}_{s['series']}_stitched"
    folder = session.processed(s["collection"], name, "stitched_volume")
    session.disk.write(f"{folder}/{name}.hdf5", _array_file("entry0000/reconstruction/results/data", whole))
    _write_sections(session, f"{folder}/gallery", whole)
    end = scans[-1].start + timedelta(minutes=s["minutes_until"]["stitching"])
    voxels = dict(zip("zyx", whole.shape))
    parameters = {
        "Process_program": "nabu-stitching",
        "Workflow_type": "stitching",
        **{f"TOMOReconstruction_nb_voxel_{axis}": n for axis, n in voxels.items()},
    }
    session.say(
        "stitched_volume",
        folder,
        s["sample"],
        end - timedelta(minutes=5),
        end,
        parameters,
        [_volume_folder(scan) for scan in scans],
    )
    return folder, whole, end


def _cast(session: Session, stitched: str, whole: np.ndarray, after: datetime) -> None:
    s = session.settings
    low, high = (round(float(value), 6) for value in np.percentile(whole, s["cast_percentiles"]))
    folder = f"{stitched.rpartition('/')[0]}/cast_16bit"
    session.disk.write(f"{folder}/{s['collection']}_cast.tiff", formats.tiff(tomograph.to_16_bit(whole, low, high)))
    session.disk.write(f"{folder}/gallery/histogram.png", _histogram(whole))
    begin = after + timedelta(minutes=1)
    parameters = {"Process_program": "nabu-cast", "Workflow_type": "cast", "TOMO_min32to16bits": low, "TOMO_max32to16bits": high}
    session.say("cast_16bit", folder, s["sample"], begin, begin + timedelta(minutes=2), parameters, [stitched])


def _histogram(volume: np.ndarray) -> bytes:
    counts, edges = np.histogram(volume, bins=120)
    return pictures.plot(
        [pictures.Line((edges[1:] + edges[:-1]) / 2, counts + 1.0)],
        "Histogram of the stitched volume",
        "value",
        "voxels + 1",
        log_y=True,
    )
