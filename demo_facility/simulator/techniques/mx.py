"""MX at an automatic beamline: collections -> pipelines (1:N), a merge of sweeps (N:1), molecular replacement (1:1:1).

Raw folders hold images, metadata.json and a gallery with crystal snapshots, as MXCuBE leaves them.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from .. import formats, pictures
from ..errors import DemoError
from ..scenario import Settings, parse_date
from ..session import Session
from . import crystal


def run(session: Session) -> None:
    folders = {spec["label"]: _collect(session, spec) for spec in session.settings["collections"]}
    for spec in session.settings["pipelines"]:
        _remember(folders, spec, _process(session, spec, _inputs(folders, spec)))
    atoms = crystal.chain(session.settings["model_atoms"], session.rng("model"))
    for spec in session.settings["replacement"]:
        _remember(folders, spec, _solve(session, spec, _inputs(folders, spec), atoms))


def _remember(folders: dict[str, str], spec: Settings, folder: str) -> None:
    folders[spec.get("label", spec["name"])] = folder


def _inputs(folders: dict[str, str], spec: Settings) -> list[str]:
    for label in spec["inputs"]:
        if label not in folders:
            raise DemoError(f"mx: {spec['name']} names the input {label!r}; made so far are {', '.join(folders)}")
    return [folders[label] for label in spec["inputs"]]


def _sample(session: Session) -> dict:
    return session.settings["sample"]


def _place(session: Session) -> tuple[str, str]:
    sample = _sample(session)
    return sample["SampleProtein_acronym"], sample["Sample_name"]


def _collect(session: Session, spec: Settings) -> str:
    folder = session.raw(*_place(session), spec["run"], spec["name"])
    rng = session.rng("collection", spec["label"])
    start = parse_date(spec["at"], f"collection {spec['label']}: at")
    parameters = _raw_parameters(session, spec, folder)
    prefix = f"{_sample(session)['Sample_name']}_{spec['number']}"
    images = crystal.diffraction_images(session.settings["stored_images"], session.settings["pixels"], rng)
    session.disk.write(f"{folder}/{prefix}_data_000001.h5", _images_file(images))
    session.disk.write(f"{folder}/{prefix}_master.h5", _master_file(f"{prefix}_data_000001.h5", parameters))
    session.disk.write(
        f"{folder}/metadata.json",
        formats.pretty_json({**parameters, "startDate": start.isoformat(), "proposal": session.scenario.proposal}),
    )
    for number, angle in enumerate((0, 90, 180, 270), 1):
        session.disk.write(f"{folder}/gallery/{prefix}_{number}.snapshot.jpeg", pictures.jpeg(crystal.snapshot(angle, 200, rng)))
    session.disk.write(f"{folder}/gallery/{prefix}_0001.thumb.jpeg", pictures.jpeg(-np.sqrt(images[0].astype(float)), 200))
    end = start + timedelta(seconds=parameters["MX_numberOfImages"] * parameters["MX_exposureTime"])
    sample = parameters.pop("Sample_name")
    session.say(spec["name"], folder, sample, start, end, parameters)
    return folder


def _raw_parameters(session: Session, spec: Settings, folder: str) -> dict:
    s = session.settings
    own = {key: value for key, value in spec.items() if key.startswith(("MX_", "Workflow_"))}
    values = {**s["sample"], **s["beamline_values"], **s["collection_values"], **own}
    images, width, begin = values["MX_numberOfImages"], values["MX_oscillationRange"], values["MX_oscillationStart"]
    return values | {
        "definition": "MX",
        "scanType": "datacollection",
        "MX_directory": folder,
        "MX_template": f"{_sample(session)['Sample_name']}_{spec['number']}_%04d.h5",
        "MX_axis_start": begin,
        "MX_axis_end": round(begin + images * width, 3),
    }


def _images_file(images: np.ndarray) -> bytes:
    with formats.hdf5() as h5:
        h5.group("entry", "NXentry", default="data")
        h5.group("entry/data", "NXdata", signal="data")
        h5.file.create_dataset("entry/data/data", data=images, compression="gzip", track_times=False)
    return h5.content


def _master_file(data_file: str, parameters: dict) -> bytes:
    with formats.hdf5() as h5:
        h5.file.attrs["default"] = "entry"
        h5.group("entry", "NXentry", default="data")
        h5.put("entry/definition", "NXmx")
        h5.group("entry/data", "NXdata", signal="data")
        h5.external("entry/data/data", data_file, "/entry/data/data")
        h5.group("entry/instrument", "NXinstrument")
        h5.group("entry/instrument/beam", "NXbeam")
        h5.put("entry/instrument/beam/incident_wavelength", parameters["InstrumentMonochromator_wavelength"], units="angstrom")
        h5.group("entry/instrument/detector", "NXdetector")
        h5.put("entry/instrument/detector/detector_distance", parameters["MX_detectorDistance"], units="mm")
    return h5.content


def _process(session: Session, spec: Settings, inputs: list[str]) -> str:
    """One pipeline on one or several sweeps: statistics, a log, merged reflections and a plot."""
    s = session.settings
    rng = session.rng("pipeline", spec["name"], spec["run"])
    folder = session.processed(*_place(session), spec["run"], spec["name"])
    signal = crystal.Signal(**{**s["signal"], **spec["signal"]}, anomalous=spec["anomalous"])
    volume, operators = crystal.cell_volume(s["crystal"]["cell"]), s["crystal"]["operators"]
    shells = crystal.statistics(signal, volume, operators, rng)
    bins = crystal.by_resolution(signal, volume, operators, rng)
    session.disk.write(f"{folder}/{spec['name']}.log", _log(spec["program"], shells, inputs))
    session.disk.write(f"{folder}/{spec['name']}_merged.hkl", _reflections(signal, rng))
    session.disk.write(f"{folder}/gallery/{spec['name']}_resolution.png", _plot(spec["program"], bins))
    start = parse_date(spec["at"], f"pipeline {spec['name']}: at")
    parameters = {"scanType": "integration", "Process_program": spec["program"], **_cell(session, rng), **_scaling(spec, shells)}
    session.say(
        spec["name"],
        folder,
        _sample(session)["Sample_name"],
        start,
        start + timedelta(seconds=spec["seconds"]),
        parameters,
        inputs,
    )
    return folder


def _cell(session: Session, rng: np.random.Generator) -> dict:
    known = session.settings["crystal"]
    lengths = [round(length * (1 + 2e-4 * rng.standard_normal()), 3) for length in dict.fromkeys(known["cell"][:3])]
    refined = dict(zip(dict.fromkeys(known["cell"][:3]), lengths))
    values = [*(refined[length] for length in known["cell"][:3]), *known["cell"][3:]]
    names = ("cell_a", "cell_b", "cell_c", "cell_alpha", "cell_beta", "cell_gamma")
    return {
        "MXAutoprocIntegration_space_group": known["space_group"],
        **{f"MXAutoprocIntegration_{n}": f"{v:.3f}" for n, v in zip(names, values)},
    }


def _scaling(spec: Settings, shells: dict[str, dict[str, float]]) -> dict:
    parameters = {"MXAutoprocIntegration_anomalous": str(int(spec["anomalous"]))}
    for name, values in shells.items():
        for key, value in values.items():
            parameters[f"MXAutoprocIntegrationScaling_{name}_{key}"] = _text(key, value, spec.get("r_values", "percent"))
        if spec["anomalous"]:
            parameters[f"MXAutoprocIntegrationScaling_{name}_{spec.get('cc_ano_name', 'ccAno')}"] = (
                f"{values['cc_half'] * 0.6:.3f}"
            )
    return parameters


def _text(key: str, value: float, r_values: str) -> str:
    """R values in percent; or, as one pipeline does by mistake, the text of the fraction a hundred times."""
    if key.startswith("r_"):
        return f"{value:.3f}".lstrip("0") * 100 if r_values == "text_times_100" else f"{value * 100:.1f}"
    if key.startswith("n_total"):
        return str(value)
    return f"{value:.3f}" if key.startswith(("cc_", "resolution")) else f"{value:.1f}"


def _log(program: str, shells: dict[str, dict[str, float]], inputs: list[str]) -> str:
    lines = [f"{program}", *(f"sweep {path}" for path in inputs), f"{'':32}" + "".join(f"{name:>12}" for name in shells)]
    lines += [f"{key:32}" + "".join(f"{values[key]:12.3f}" for values in shells.values()) for key in shells["overall"]]
    return "\n".join(lines) + "\n"


def _reflections(signal: crystal.Signal, rng: np.random.Generator, count: int = 300) -> str:
    d = 1 / np.cbrt(rng.uniform(1 / signal.low**3, 1 / signal.high**3, count))
    indices = rng.integers(0, 40, size=(count, 3))
    ratio = signal.i_over_sigma(d) * rng.exponential(1, count)
    rows = (f"{h:4d}{k:4d}{l:4d}{r * 10:12.2f}{10.0:10.2f}{x:8.3f}" for (h, k, l), r, x in zip(indices, ratio, d))
    return "\n".join(["#   h   k   l           I     sigma       d", *rows]) + "\n"


def _plot(program: str, bins: list[dict[str, float]]) -> bytes:
    x = np.array([1 / values["resolution_limit_high"] ** 2 for values in bins])
    i_sigma = np.array([values["mean_I_over_sigI"] for values in bins])
    cc = np.array([values["cc_half"] for values in bins]) * i_sigma.max()
    lines = [pictures.Line(x, i_sigma), pictures.Line(x, cc, "#b03030")]
    return pictures.plot(lines, program, "1 / d^2 / (1/Angstrom^2)", "I/sigma (blue), CC1/2 scaled (red)")


def _solve(session: Session, spec: Settings, inputs: list[str], atoms: np.ndarray) -> str:
    """A step of molecular replacement: model, maps, a picture; it goes on from the step before."""
    rng = session.rng("solve", spec["name"])
    folder = session.processed(*_place(session), spec["run"], spec["name"])
    known = session.settings["crystal"]
    rho = crystal.density(atoms, session.settings["map_points"], rng, spec["map_noise"])
    spacing = known["cell"][0] / session.settings["map_points"]
    session.disk.write(f"{folder}/{spec['files']}.pdb", crystal.pdb(atoms, known["cell"], known["space_group"], spec["program"]))
    session.disk.write(f"{folder}/2FOFC_{spec['files']}.map", formats.mrc(rho, spacing))
    session.disk.write(f"{folder}/gallery/{spec['files']}_2FOFC.png", _map_picture(rho, spec["name"]))
    parameters = {name: session.draw(value, rng) for name, value in spec["parameters"].items()}
    files = {name: f"{folder}/{spec['files']}.pdb" for name in [spec["pdb_parameter"]]}
    start = parse_date(spec["at"], f"step {spec['name']}: at")
    every = {"scanType": spec["scan_type"], "Process_program": spec["program"], **parameters, **files}
    session.say(
        spec["name"], folder, _sample(session)["Sample_name"], start, start + timedelta(seconds=spec["seconds"]), every, inputs
    )
    return folder


def _map_picture(rho: np.ndarray, title: str) -> bytes:
    profile = rho.max(axis=(0, 1))
    place = np.linspace(0, 1, profile.size)
    lines = [pictures.Line(place, profile), pictures.Line(place, rho.mean(axis=(0, 1)), "#b03030")]
    return pictures.plot(lines, f"Density along c: {title}", "z / c", "highest (blue), mean (red) / sigma", size=(420, 300))
