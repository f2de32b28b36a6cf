"""The viewers that ship, over everything the demo facility sends: each is for the right datasets, and the sets of each
hold the right ones."""

import time

import pytest
from conftest import said

EVERYTHING = 1000


def viewer(http, name):
    return next(one for one in said(http)["viewers"] if one["name"] == name)


def find(http, query, **more):
    page = http.get("/api/v1/datasets", params={"q": query, "limit": EVERYTHING, **more} if query else {"limit": EVERYTHING, **more})
    assert page.status_code == 200, page.text
    return page.json()


def rows(http, name, related=(), **more):
    """The rows of a viewer's list, with some of its sets."""
    description = viewer(http, name)
    parts = [text for text in (description["for"], description["list"].get("rows")) if text]
    query = " and ".join(f"({part})" for part in parts)
    sets = [f"{one}:{description['related'][one]}" for one in related]
    return find(http, query, related=sets, limit=200, **more)["datasets"]


def folders(datasets):
    return {one["location"].split("/2023", 1)[1].split("/", 1)[1] for one in datasets}


def test_each_is_for_the_datasets_of_its_technique(demo):
    everything = {one["id"]: one for one in find(demo, "")["datasets"]}
    wanted = {
        "biosaxs": lambda one: one["instrument"] == "BM29",
        "cryoet": lambda one: one["instrument"] == "CM01",
        "mx": lambda one: one["instrument"] == "ID30A-3",
        # The orphan's raw scan was never announced: nothing says that it is tomography.
        "tomography": lambda one: one["instrument"] == "ID19" and "bone_alignment" not in one["location"],
        "default": lambda one: True,
    }
    for name, is_one in wanted.items():
        found = {one["id"] for one in find(demo, viewer(demo, name)["for"])["datasets"]}
        assert found == {id for id, one in everything.items() if is_one(one)}, name


def test_a_dataset_names_its_viewers_best_first(demo):
    for instrument, name in (("BM29", "biosaxs"), ("CM01", "cryoet"), ("ID30A-3", "mx"), ("ID19", "tomography")):
        for type in ("acquisition", "processed"):
            one = find(demo, f"instrument = {instrument} and type = {type}")["datasets"][0]
            names = demo.get(f"/api/v1/datasets/{one['id']}/viewers").json()["viewers"]
            if "bone_alignment" not in one["location"]:
                assert names == [name, "default"], one
    assert demo.get("/api/v1/datasets/999999/viewers").status_code == 404


def test_each_tilt_has_its_motion_correction_and_its_ctf(demo):
    tilts = rows(demo, "cryoet", ("motion", "ctf"), parameters="all", sort="EM_tilt_angle")
    assert len(tilts) == 61
    for tilt in tilts:
        assert tilt["relatedTotal"] == {"motion": 1, "ctf": 1}
        assert [one["name"] for one in tilt["related"]["motion"]] == [tilt["name"] + "_MotionCor"]
        assert [one["name"] for one in tilt["related"]["ctf"]] == [tilt["name"] + "_CTF"]
    last = tilts[-1]
    assert last["parameters"]["EM_tilt_angle"]["value"] == 60
    assert last["related"]["motion"][0]["parameters"]["EMMotionCorrection_total_motion"]["value"] == 10
    assert last["related"]["ctf"][0]["parameters"]["EMCTF_estimated_b_factor"]["text"] == "23.2"


def test_each_measurement_has_its_integration_and_its_subtraction(demo):
    found = rows(demo, "biosaxs", ("integrated", "subtracted"), parameters="SAXS_guinier_rg,SAXS_sample_type")
    by_folder = {one["location"].rsplit("/", 1)[1]: one for one in found}
    run = by_folder["folded_HlyA1_sc_0011_sample_folded_06"]
    assert run["relatedTotal"] == {"integrated": 3, "subtracted": 1}
    assert [one["location"].rsplit("/", 1)[1] for one in run["related"]["integrated"]] == [
        "integrate", "integrate_0002", "integrate_0003"]  # by startDate
    assert "±" in run["related"]["subtracted"][0]["parameters"]["SAXS_guinier_rg"]["text"]
    assert by_folder["folded_HlyA1_sc_0005_sample_folded_25"]["relatedTotal"]["subtracted"] == 1
    # Runs that share one folder: what is known of the measurement is what was said last, so the result has a row.
    acquisitions = [one for one in found if one["type"] == "acquisition"]
    assert len(acquisitions) == 12
    assert folders(one for one in found if one["type"] != "acquisition") == {"PROCESSED_DATA/BSA/subtract"}


def test_a_collection_has_its_pipelines_and_its_phasing(demo):
    found = {one["name"]: one for one in rows(demo, "mx", ("results", "phasing"), parameters="Process_program")}
    assert len(found) == 5
    main = found["run_01_datacollection"]
    assert {one["name"] for one in main["related"]["results"]} == {
        "autoPROC", "autoPROC_staraniso", "XIA2_DIALS", "EDNA_proc", "grenades_fastproc"}
    assert [one["name"] for one in main["related"]["phasing"]] == ["MR_phasing", "MR_refinement", "MR_ligand_fit"]
    for number in range(1, 5):
        sweep = found[f"run_02_0{number}_datacollection"]
        assert [one["location"].rsplit("/", 2)[1] for one in sweep["related"]["results"]] == ["run_02_MXPressM"]
        assert sweep["related"]["phasing"] == []


def test_a_scan_has_its_slices_volumes_and_what_was_stitched(demo):
    sets = ("slices", "volumes", "reconstructions", "stitched", "products")
    found = sorted(rows(demo, "tomography", sets), key=lambda one: one["name"])
    assert [one["name"] for one in found] == ["zseries_0001", "zseries_0002", "zseries_0003"]
    for scan in found:
        assert scan["relatedTotal"]["slices"] == scan["relatedTotal"]["volumes"] == scan["relatedTotal"]["stitched"] == 1
    # The last one was reconstructed once more by hand.
    assert [scan["relatedTotal"]["reconstructions"] for scan in found] == [2, 2, 3]
    assert [scan["relatedTotal"]["products"] for scan in found] == [4, 4, 5]


def test_every_parameter_that_a_viewer_shows_is_borne_by_a_dataset(demo, shipped):
    """What nobody sends is listed here by name, so that a misspelt name is seen."""
    import re

    sent = set()
    for one in find(demo, "", parameters="all")["datasets"]:
        sent |= set(one.get("parameters", {})) | set(one.get("sampleParameters", {}))
    unsent = set()
    for file in shipped.glob("*.yaml"):
        text = re.sub(r"#.*", "", file.read_text()).replace("{shell}", "overall")
        known = {one["name"] for one in demo.get("/api/v1/definitions").json()["definitions"]}
        words = set(re.findall(r"\w+", text)) & known
        unsent |= words - sent
    assert unsent - {"definition"} == {
        "SAXS_total", "SAXS_porod_MM_volume_estimation", "MXSAD_space_group", "MXSAD_cc_partial_model",
    }, unsent


def test_wrong_sets_are_refused_with_what_to_do(demo):
    def refused(*related, **more):
        answer = demo.get("/api/v1/datasets", params={"related": related, **more})
        assert answer.status_code == 400, answer.text
        return answer.json()

    assert "a name, a colon and a relation" in refused("output()")["message"]
    assert "two sets called a" in refused("a:output()", "a:input()")["message"]
    assert "at most 8" in refused(*(f"a{i}:output()" for i in range(9)))["message"]
    assert "it is at most 400" in refused("a:output()", limit=100, relatedLimit=401)["message"]
    assert "limit is at most 250" in refused(*(f"a{i}:output()" for i in range(8)), limit=251)["message"]
    assert refused("a:type = raw")["subject"].startswith("character ")
    assert refused("a:output(EM_votlage > 1)")["message"].startswith("the name")


def test_a_hub_shows_twenty_and_says_how_many(demo):
    from conftest import ROOT  # noqa: F401
    import sys

    sys.path.insert(0, str(ROOT / "tests/api"))
    inputs = "/data/visitor/mx1/id23eh1/20230101/RAW_DATA/hub/hub_0001"

    def message(location, name, start, inputs=""):
        more = f"<tns:parameter><tns:name>input_datasets</tns:name><tns:value>{inputs}</tns:value></tns:parameter>" if inputs else ""
        return (f'<tns:dataset xmlns:tns="http://www.esrf.fr/icat" complete="true"><tns:investigation>mx1</tns:investigation>'
                f"<tns:instrument>id23eh1</tns:instrument><tns:name>{name}</tns:name><tns:location>{location}</tns:location>"
                f"<tns:startDate>{start}</tns:startDate><tns:endDate>{start}</tns:endDate><tns:sample><tns:name>hub</tns:name></tns:sample>{more}</tns:dataset>")

    demo.post("/api/v1/messages", data=message(inputs, "hub", "2023-01-01T10:00:00Z").encode())
    seq = 0
    for number in range(30):
        body = message(f"/data/visitor/mx1/id23eh1/20230101/PROCESSED_DATA/hub/p{number:02}", f"p{number:02}",
                       f"2023-01-01T11:{59 - number:02}:00Z", inputs)
        seq = demo.post("/api/v1/messages", data=body.encode()).json()["seq"]
    hub = demo.get("/api/v1/datasets", params={"q": "name = hub and instrument = ID23-1", "related": ["made:output()"], "at_least": seq}).json()["datasets"][0]
    assert hub["relatedTotal"] == {"made": 30}
    assert [one["name"] for one in hub["related"]["made"]] == [f"p{number:02}" for number in range(29, 9, -1)]  # earliest first
    ask = {"q": f"id = {hub['id']}", "related": ["made:output()"], "limit": 1}
    whole = demo.get("/api/v1/datasets", params={**ask, "relatedLimit": 500}).json()["datasets"][0]
    assert whole["relatedTotal"] == {"made": 30}
    assert [one["name"] for one in whole["related"]["made"]] == [f"p{number:02}" for number in range(29, -1, -1)]
    few = demo.get("/api/v1/datasets", params={**ask, "relatedLimit": 3}).json()["datasets"][0]
    assert (few["relatedTotal"], len(few["related"]["made"])) == ({"made": 30}, 3)
    paged = demo.get("/api/v1/datasets", params={"from": hub["id"], "q": "output()", "sort": "startDate", "limit": 7}).json()
    assert (paged["total"], [one["name"] for one in paged["datasets"]]) == (30, [f"p{number:02}" for number in range(29, 22, -1)])


def test_a_page_of_61_rows_with_two_sets_is_quick(demo):
    """Measured: 61 rows, two sets, all parameters. A generous bound for a busy machine."""
    description = viewer(demo, "cryoet")
    params = {"q": f"({description['for']}) and ({description['list']['rows']})", "limit": 61, "parameters": "all",
              "related": [f"{name}:{description['related'][name]}" for name in ("motion", "ctf")]}
    import requests

    times = []
    for _ in range(20):
        began = time.perf_counter()
        answer = requests.get(demo.base + "/api/v1/datasets", params=params)
        times.append(time.perf_counter() - began)
        assert len(answer.json()["datasets"]) == 61
    print(f"61 rows, 2 sets: median {sorted(times)[10] * 1000:.1f} ms, {len(answer.content)} bytes")
    assert sorted(times)[10] < 0.5


@pytest.mark.parametrize("question, first", [("names=EM_voltage,nobody_knows", "EM_voltage"), ("prefix=EMCTF_", "EMCTF_")])
def test_definitions_by_name_and_by_prefix(demo, question, first):
    answer = demo.get(f"/api/v1/definitions?{question}")
    found = answer.json()["definitions"]
    assert all(one["name"].startswith(first) for one in found) and found
    if first == "EM_voltage":
        assert found == [{"name": "EM_voltage", "unit": "kV", "description": found[0]["description"], "group": "EM",
                          "type": found[0]["type"]}]
    again = demo.get(f"/api/v1/definitions?{question}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert demo.get("/api/v1/definitions?names=a&prefix=b").status_code == 400
