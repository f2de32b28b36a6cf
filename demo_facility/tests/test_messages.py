"""Bodies are those of the real client: XML with the right root, values of the scenario inside."""

import json
import xml.etree.ElementTree as ET

import pytest
from esrf_pathlib import ESRFPath

TNS = "{http://www.esrf.fr/icat}"


def _parameters(body: bytes) -> dict:
    return {p.find(TNS + "name").text: p.find(TNS + "value").text for p in ET.fromstring(body).iter(TNS + "parameter")}


def _about(messages, ending: str) -> dict:
    return next(_parameters(body) for line, body in messages if line["about"].endswith(ending) and not line["refused"])


def test_every_body_parses_with_the_right_root_except_the_broken(messages):
    roots = []
    for line, body in messages:
        if line["destination"] == "/queue/icatUpdateDatasetMetadata":
            assert set(json.loads(body)) == {"proposal", "beamline", "datasetPaths", "metadataName", "metadataValue"}
        elif line["refused"]:
            with pytest.raises(ET.ParseError):
                ET.fromstring(body)
        else:
            roots.append(ET.fromstring(body).tag)
    assert set(roots) == {TNS + "dataset", TNS + "investigation"}
    assert roots.count(TNS + "investigation") == 4


def test_the_talks_values_stand_at_sixty_degrees(messages):
    movie, motion, ctf = (_about(messages, f"Position_1/061{end}") for end in ("", "/MotionCor", "/CTF"))
    wanted = {
        "voltage": 300000,
        "magnification": 81000,
        "images_count": 5,
        "dose_initial": 4,
        "dose_per_frame": 5,
        "spherical_aberration": 2.7,
        "amplitude_contrast": 10,
        "sampling_rate": 1.06,
        "tilt_angle": 60,
    }
    assert {name: float(movie[f"EM_{name}"]) for name in wanted} == wanted
    assert movie["EM_grid_name"] == "mygrid1" and movie["Sample_name"] == "grid1"
    wanted = {"total_motion": 10, "average_motion": 6, "frame_range": 34, "frame_dose": 32.4, "total_dose": 12}
    assert {name: float(motion[f"EMMotionCorrection_{name}"]) for name in wanted} == wanted
    wanted = {"resolution_limit": 23, "defocus_u": 2, "defocus_v": 1, "angle": 23, "estimated_b_factor": 23.2}
    assert {name: float(ctf[f"EMCTF_{name}"]) for name in wanted} == wanted
    assert motion["input_datasets"] == movie["location"] and ctf["input_datasets"] == motion["location"]


def test_results_of_biosaxs_come_in_both_generations_of_text(messages):
    old = _about(messages, "folded_HlyA1_sc_0011_sample_folded_06/subtract")
    assert old["SAXS_guinier_rg"].startswith("2.") and "±" in old["SAXS_guinier_rg"]
    assert old["SAXS_guinier_points"].startswith("8-")
    assert len(old["input_datasets"].split(",")) == 3 and all(p.endswith("/integrate") for p in old["input_datasets"].split(","))
    new = _about(messages, "BSA/subtract")
    assert float(new["SAXS_guinier_rg"]) == pytest.approx(3.6 * 0.6**0.5, abs=0.15), "a ball of radius R has Rg = R sqrt(3/5)"
    assert _about(messages, "0009_buffer_after_folded_12/integrate")["SAXS_frames_averaged"] == "5-7"


def test_odd_habits_of_producers_are_kept(messages):
    autoproc = _about(messages, "run_01/autoPROC")
    assert len(autoproc["MXAutoprocIntegrationScaling_overall_r_merge"]) >= 400
    assert "MXAutoprocIntegrationScaling_overall_cc_ano" in autoproc
    slices = _about(messages, "bone_zseries_0001/slices")
    assert len(slices["TOMOReconstruction_angles_file"].split(",")) == 61
    by_hand = _about(messages, "reconstructed_volumes")
    assert by_hand["TOMOReconstruction_angles_file"] == "None" and by_hand["TOMOReconstruction_end_x"] == "-1"


def test_folders_follow_the_policy(messages):
    parsed = {}
    for line, body in messages:
        if line["about"].endswith(("sample_folded_06", "bone_zseries_0001", "bone_zseries_0001/slices")):
            path = ESRFPath(_parameters(body)["location"])
            parsed[path.name] = (path.proposal, path.beamline, path.collection, path.dataset)
    assert parsed["folded_HlyA1_sc_0011_sample_folded_06"] == ("mx2485", "bm29", "folded_HlyA1_sc", "0011_sample_folded_06")
    assert parsed["bone_zseries_0001"] == parsed["slices"] == ("ma5566", "id19", "bone", "zseries_0001")


def test_nothing_tells_of_this_machine_or_of_now(messages):
    for line, body in messages:
        if b"<tns:dataset" in body and not line["refused"]:
            parameters = _parameters(body)
            assert parameters["machine"].endswith(".example") and parameters["startDate"].startswith("2023-")
