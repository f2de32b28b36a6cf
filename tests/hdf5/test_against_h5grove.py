"""The four questions of H5Web, answered by Weft and by the real h5grove 4.0.0 on the same files: the same bytes."""

import json
import math

import h5py
import numpy as np
import pytest
from beside import ask_h5grove, in_order, selections

WHOLE = [{}, {"flatten": True}, {"format": "bin"}, {"format": "bin", "dtype": "safe"}, {"format": "npy"}, {"format": "csv"},
         {"format": "npy", "dtype": "safe"}, {"format": "xml"}, {"dtype": "float"}]
PARTS = [{}, {"format": "bin"}, {"format": "bin", "dtype": "safe"}]


def holds_addresses(kind: dict) -> bool:
    """What numpy keeps as pointers: its bytes in h5grove's answer are addresses of that process."""
    if kind["dtype"] == "|O":
        return True
    return any(holds_addresses(inner) for inner in kind.get("members", []) if isinstance(inner, dict))


def all_names(file) -> list[str]:
    with h5py.File(file) as opened:
        names, top = ["/"], opened["/"]
        top.id.links.visit(lambda name: names.append("/" + name.decode()))
    return names


def may_differ(kind: dict, shape, options: dict, path: str) -> bool:
    """Where Weft differs on purpose: docs/decisions/0023."""
    raw = options.get("format") in ("bin", "npy") and options.get("dtype") != "safe"
    if shape is None or holds_addresses(kind):
        return raw
    return raw and kind["dtype"] == "<f16"  # six bytes of sixteen are whatever lay in memory


class Comparison:
    def __init__(self, served):
        self.served = served
        self.same = 0

    def compare(self, route, file, path, **options):
        """Equal wherever h5grove answers; where it stops with a 500, Weft says something that is no 500."""
        status, theirs = ask_h5grove(route, file, path, **options)
        ours = self.served.ask(route, file, path, **options)
        asked = (route, file.name, path, options)
        if status == 500:
            assert ours[0] in (200, 404, 422), (asked, theirs, ours)
            return None
        assert ours == (status, theirs), (asked, theirs[:200], ours[1][:200])
        if status == 200 and options.get("format", "json") == "json":
            assert in_order(ours[1]) == in_order(theirs)
        self.same += 1
        return theirs if status == 200 else None

    def compare_dataset(self, file, path, about):
        kind, shape = about["type"], about["shape"]
        for selection in selections(shape):
            for options in WHOLE if selection is None else PARTS:
                if may_differ(kind, shape, options, path):
                    continue
                self.compare("data", file, path, **options, **({} if selection is None else {"selection": selection}))

    def compare_file(self, file):
        self.compare("paths", file, "/")
        for path in all_names(file):
            about = self.compare("meta", file, path)
            if about is None:
                continue
            about = json.loads(about)
            if about["kind"] in ("group", "dataset", "datatype"):
                self.compare("attr", file, path)
            if about["kind"] == "group":
                self.compare("paths", file, path)
            if about["kind"] == "dataset" and not path.startswith("/vlens/big"):  # h5py reads those in the wrong order
                self.compare_dataset(file, path, about)


def test_every_answer_of_every_class_is_that_of_h5grove(served, generated):
    comparison = Comparison(served)
    for name in ("every_class", "target", "virtual", "modern"):
        comparison.compare_file(generated / f"{name}.h5")
    assert comparison.same > 3000


def test_every_answer_of_the_demo_facility_is_that_of_h5grove(served, demo):
    """A file of each sort: processed and raw, with links valid and broken, of four techniques."""
    wanted = ["DDM_0022_sample-sub.h5", "BSA_0002_sample-integrate.h5", "DDM_0021_buffer/scan0001/pilatus_0000.h5",
              "bone_zseries_0001.h5", "Thau-A1_1_master.h5"]
    found = [next(file for file in sorted(demo.rglob("*.h5")) if str(file).endswith(name)) for name in wanted]
    comparison = Comparison(served)
    for file in found:
        served.add(file.parent)
        comparison.compare_file(file)
    assert comparison.same > 500


@pytest.mark.parametrize("follow", ["none", "all", "only_valid", "TRUE"])
def test_links_are_followed_as_h5grove_is_told_to(served, generated, follow):
    file = generated / "every_class.h5"
    for name in ("soft", "soft_broken", "external", "external_file_broken", "external_path_broken", "data"):
        theirs = ask_h5grove("meta", file, f"/links/{name}", resolve_links=follow)
        assert served.ask("meta", file, f"/links/{name}", resolve_links=follow) == theirs


@pytest.mark.parametrize("path", ["/nope", "/nope/x", "/spaces/line/x", "/links/external_file_broken/x", "spaces", "/spaces/",
                                  "//spaces//line", "/./spaces", "/spaces/line/"])
def test_paths_are_read_as_h5grove_reads_them(served, generated, path):
    file = generated / "every_class.h5"
    assert served.ask("meta", file, path) == ask_h5grove("meta", file, path)


@pytest.mark.parametrize("selection", ["3", "-1", "1:3", "::2", "1:8:3", "-3:", "8:2", "5:5", ":", " 3 ", "1_0:", "+3", "0:100",
                                       "100:", ":-1", "0:5:", "10", "-11", "::-1", "1,1", "a", "...", "1:2:3:4", "::0", ","])
def test_selections_are_read_as_h5grove_reads_them(served, generated, selection):
    file = generated / "every_class.h5"
    status, theirs = ask_h5grove("data", file, "/spaces/line", selection=selection)
    ours = served.ask("data", file, "/spaces/line", selection=selection)
    if status == 500:
        assert ours[0] == 422 and ours[1]
    else:
        assert ours == (status, theirs)


def test_attributes_can_be_asked_by_name(served, generated):
    answer = served.get("attr", generated / "every_class.h5", "/attributes", attr_keys=["number", "text"])
    assert answer.content == '{"number":5,"text":"µ text"}'.encode()
    assert served.ask("attr", generated / "every_class.h5", "/attributes", attr_keys="none such")[0] == 404


def test_big_endian_numbers_are_answered_where_h5grove_stops(served, generated):
    file = generated / "every_class.h5"
    for kind in ("i2", "u4", "i8", "f4", "f8"):
        assert ask_h5grove("data", file, f"/numbers/{kind}_be")[0] == 500
        assert served.ask("data", file, f"/numbers/{kind}_be") == served.ask("data", file, f"/numbers/{kind}_le")
    assert served.ask("data", file, "/vlens/big") == (200, b"[[0.1,2.0],[]]")


def test_what_has_no_bytes_of_its_own_is_refused_as_bytes(served, generated):
    for path in ("/strings/vlens", "/vlens/floats", "/references/objects", "/compounds/vlens"):
        assert served.ask("data", generated / "every_class.h5", path, format="bin")[0] == 422


def test_tiff_holds_the_same_pixels(served, generated):
    import io

    import tifffile
    file = generated / "every_class.h5"
    with h5py.File(file) as opened:
        for path in ("/spaces/cube", "/spaces/cube_be", "/numbers/f8_le", "/numbers/u1_le", "/numbers/i8_be"):
            answer = served.get("data", file, path, format="tiff")
            assert answer.headers["Content-Type"] == "image/tiff"
            assert 'filename="data.tiff"' in answer.headers["Content-Disposition"]
            np.testing.assert_array_equal(tifffile.imread(io.BytesIO(answer.content)), opened[path][()])


def test_headers_are_those_a_browser_needs(served, generated):
    file = generated / "every_class.h5"
    assert served.get("meta", file, "/").headers["Content-Type"] == "application/json"
    data = served.get("data", file, "/spaces/cube", format="bin")
    assert data.headers["Content-Type"] == "application/octet-stream"
    assert int(data.headers["Content-Length"]) == 4 * 5 * 6 * 4
    assert "data.npy" in served.get("data", file, "/spaces/cube", format="npy").headers["Content-Disposition"]


def test_singles_are_as_short_as_orjson_writes_them(served, generated, root):
    import orjson
    numbers = np.random.default_rng(7).integers(0, 2**32, 20_000, dtype=np.uint32).view("<f4")
    doubles = np.random.default_rng(8).integers(0, 2**63, 20_000, dtype=np.int64).view("<f8")
    folder = root / "mx1/id00/20250101/RAW_DATA/numbers"
    folder.mkdir(parents=True)
    with h5py.File(folder / "numbers.h5", "w") as file:
        file["f4"], file["f8"] = numbers, doubles
    served.add(folder)
    for name, values in (("f4", numbers), ("f8", doubles)):
        ours = served.ask("data", folder / "numbers.h5", f"/{name}")[1]
        assert ours == orjson.dumps(values, option=orjson.OPT_SERIALIZE_NUMPY)
        assert [math.isfinite(v) for v in values.tolist()] == [v is not None for v in json.loads(ours)]
