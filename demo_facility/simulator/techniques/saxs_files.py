"""Files of the BioSAXS pipeline: HDF5 in the layout of the beamline's job server, .dat curves and gallery pictures."""

from __future__ import annotations

import json

import numpy as np

from .. import formats, pictures
from ..pictures import Line
from .curves import Curve, Guinier, Invariants, PairDistances


def raw_file(images: np.ndarray, diode: np.ndarray, seconds_per_frame: float) -> bytes:
    """The detector's file: images and diode readings of each frame."""
    with formats.hdf5() as h5:
        h5.group("entry_0000", "NXentry", default="measurement")
        h5.group("entry_0000/measurement", "NXdata", signal="data")
        h5.file.create_dataset("entry_0000/measurement/data", data=images, compression="gzip", track_times=False)
        h5.put("entry_0000/measurement/diode", diode.astype("float32"))
        h5.put("entry_0000/measurement/exposure_time", np.float32(seconds_per_frame), units="s")
    return h5.content


def _open_entry(h5: formats.Hdf5, sample: dict, configuration: dict, default: str) -> None:
    h5.file.attrs["default"] = "entry_0000"
    h5.group("entry_0000", "NXentry", default=default)
    h5.group("entry_0000/configuration", "NXnote")
    h5.put("entry_0000/configuration/data", json.dumps(configuration, sort_keys=True))
    h5.put("entry_0000/configuration/type", "text/json")
    h5.group("entry_0000/sample", "NXsample")
    for name, value in sample.items():
        h5.put(f"entry_0000/sample/{name}", value)
    h5.group("entry_0000/BM29", "NXinstrument")


def integrate_file(
    frames: list[Curve], mean: Curve, kept: tuple[int, int], raw_link: str, sample: dict, configuration: dict
) -> bytes:
    with formats.hdf5() as h5:
        _open_entry(h5, sample, configuration, "4_azimuthal_integration/results")
        h5.group("entry_0000/0_measurement", "NXdata", signal="images")
        h5.external("entry_0000/0_measurement/images", raw_link, "/entry_0000/measurement/data")
        h5.external("entry_0000/0_measurement/diode", raw_link, "/entry_0000/measurement/diode")
        _frames(h5, frames, mean.q)
        h5.group("entry_0000/2_correlation_mapping", "NXprocess")
        h5.group("entry_0000/2_correlation_mapping/results", "NXdata")
        h5.put("entry_0000/2_correlation_mapping/results/to_merge", np.array(kept, dtype="int32"))
        h5.group("entry_0000/3_time_average", "NXprocess")
        h5.curve(
            "entry_0000/3_time_average/results",
            ("q", mean.q, "1/nm"),
            ("intensity_normed", mean.intensity, "arbitrary"),
            intensity_std=mean.sigma,
        )
        _azimuthal(h5, "4_azimuthal_integration", mean)
    return h5.content


def _frames(h5: formats.Hdf5, frames: list[Curve], q: np.ndarray) -> None:
    path = "entry_0000/1_integration"
    h5.group(path, "NXprocess", default="results")
    stack = np.array([frame.intensity for frame in frames])
    h5.curve(
        f"{path}/results", ("q", q, "1/nm"), ("I", stack, "arbitrary"), np.array([frame.sigma for frame in frames]), log=True
    )
    h5.group(f"{path}/hplc", "NXdata", signal="sum", axes=["frame_ids"])
    h5.put(f"{path}/hplc/frame_ids", np.arange(len(frames), dtype="int32"))
    h5.put(f"{path}/hplc/sum", stack.sum(axis=1).astype("float32"))


def _azimuthal(h5: formats.Hdf5, name: str, curve: Curve, **more) -> None:
    h5.group(f"entry_0000/{name}", "NXprocess", default="results")
    h5.curve(
        f"entry_0000/{name}/results", ("q", curve.q, "1/nm"), ("I", curve.intensity, "arbitrary"), curve.sigma, log=True, **more
    )


def subtract_file(
    curve: Curve, fit: Guinier, ift: PairDistances, found: Invariants, links: list[str], sample: dict, configuration: dict
) -> bytes:
    with formats.hdf5() as h5:
        _open_entry(h5, sample, configuration, "3_azimuthal_integration/results")
        h5.group("entry_0000/0_measurement", "NXcollection")
        for name, file in zip(["sample", *(f"buffer_{i}" for i in range(len(links) - 1))], links):
            h5.external(f"entry_0000/0_measurement/{name}", file, "/entry_0000/4_azimuthal_integration/results")
        h5.group("entry_0000/1_correlation_mapping", "NXprocess")
        h5.group("entry_0000/2_buffer_subtraction", "NXprocess")
        _azimuthal(h5, "3_azimuthal_integration", curve)
        _guinier(h5, curve, fit)
        _kratky(h5, curve, fit)
        _invariants(h5, found)
        _ift(h5, ift)
    return h5.content


def _guinier(h5: formats.Hdf5, curve: Curve, fit: Guinier) -> None:
    path = "entry_0000/4_Guinier_analysis"
    h5.group(path, "NXprocess", default="results")
    h5.group(f"{path}/guinier", "NXcollection")
    values = {"Rg": fit.rg, "Rg_error": fit.rg_error, "I0": fit.i0, "I0_error": fit.i0_error}
    for name, value in values.items():
        h5.put(f"{path}/guinier/{name}", np.float32(value), units="nm" if name.startswith("Rg") else "arbitrary")
    h5.put(f"{path}/guinier/start_point", fit.start)
    h5.put(f"{path}/guinier/end_point", fit.end)
    window = slice(fit.start, fit.end)
    q2 = curve.q[window] ** 2
    log_i = np.log(np.maximum(curve.intensity[window], 1e-12))
    line = np.log(fit.i0) - q2 * fit.rg**2 / 3
    h5.curve(
        f"{path}/results",
        ("q2", q2, "1/nm^2"),
        ("logI", log_i, "ln(arbitrary)"),
        curve.sigma[window] / np.maximum(curve.intensity[window], 1e-12),
        fit=line,
    )


def _kratky(h5: formats.Hdf5, curve: Curve, fit: Guinier) -> None:
    path = "entry_0000/5_dimensionless_Kratky_plot"
    x, y, errors = kratky(curve, fit)
    h5.group(path, "NXprocess", default="results")
    h5.curve(f"{path}/results", ("qRg", x, "1"), ("q2Rg2I∕I0", y, "1"), errors)


def kratky(curve: Curve, fit: Guinier) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The dimensionless Kratky plot, to q Rg = 8."""
    window = slice(fit.start, int(np.searchsorted(curve.q, 8 / fit.rg)))
    x = curve.q[window] * fit.rg
    return x, x**2 * curve.intensity[window] / fit.i0, x**2 * curve.sigma[window] / fit.i0


def _invariants(h5: formats.Hdf5, found: Invariants) -> None:
    path = "entry_0000/6_invariants"
    h5.group(path, "NXprocess")
    values = {
        "Vc": found.vc,
        "Vc_error": found.vc_error,
        "mass": found.mass,
        "mass_error": found.mass_error,
        "volume": found.porod_volume,
    }
    for name, value in values.items():
        h5.put(f"{path}/{name}", np.float32(value))


def _ift(h5: formats.Hdf5, ift: PairDistances) -> None:
    path = "entry_0000/7_indirect_Fourier_transformation"
    h5.group(path, "NXprocess", default="results")
    values = {
        "Dmax": ift.d_max,
        "Dmax_error": ift.d_max_error,
        "Rg": ift.rg,
        "Rg_error": ift.rg_error,
        "Chi2r": ift.chi2r,
        "I0": ift.i0,
    }
    for name, value in values.items():
        h5.put(f"{path}/{name}", np.float32(value))
    h5.curve(f"{path}/results", ("r", ift.r, "nm"), ("p(r)", ift.p, "arbitrary"), ift.sigma)


def dat(curve: Curve, title: str) -> str:
    """Three columns q, I, sigma with a comment on top, as ATSAS reads them."""
    rows = (f"{q:14.6e} {i:14.6e} {s:14.6e}" for q, i, s in zip(curve.q, curve.intensity, curve.sigma))
    return "\n".join([f"# {title}", "# q (1/nm)  I  sigma", *rows]) + "\n"


def bift_out(ift: PairDistances) -> str:
    head = [
        f"# Dmax= {ift.d_max:.2f} ± {ift.d_max_error:.2f}",
        f"# Rg= {ift.rg:.2f} ± {ift.rg_error:.2f}",
        f"# χ²= {ift.chi2r:.3f}",
        f"# I0= {ift.i0:.3f}",
        "# r p(r) sigma",
    ]
    rows = (f"{r:12.5e} {p:12.5e} {s:12.5e}" for r, p, s in zip(ift.r, ift.p, ift.sigma))
    return "\n".join([*head, *rows]) + "\n"


def scattering_picture(curve: Curve, title: str) -> bytes:
    thin = slice(None, None, 4)
    return pictures.plot(
        [Line(curve.q[thin], curve.intensity[thin], points=True, errors=curve.sigma[thin])],
        title,
        "q / (1/nm)",
        "I(q)",
        log_y=True,
    )


def analysis_pictures(curve: Curve, fit: Guinier, ift: PairDistances) -> dict[str, bytes]:
    """Kratky, Guinier and Density, as the portal shows them beside Scattering."""
    x, y, errors = kratky(curve, fit)
    window = slice(fit.start, fit.end)
    keep = curve.intensity[window] > 0
    q2, log_i = curve.q[window][keep] ** 2, np.log(curve.intensity[window][keep])
    line = Line(q2, np.log(fit.i0) - q2 * fit.rg**2 / 3, "#b03030")
    return {
        "Kratky": pictures.plot([Line(x, y, points=True, errors=errors)], "Dimensionless Kratky plot", "q Rg", "(q Rg)^2 I / I0"),
        "Guinier": pictures.plot(
            [Line(q2, log_i, points=True), line], f"Guinier: Rg = {fit.rg:.2f} nm", "q^2 / (1/nm^2)", "ln I"
        ),
        "Density": pictures.plot([Line(ift.r, ift.p, errors=ift.sigma)], f"p(r): Dmax = {ift.d_max:.1f} nm", "r / nm", "p(r)"),
    }
