"""Pictures, curves and volumes of the demo facility's own files, against numpy, h5py and Pillow reading the same files;
and what hostile files and killed readers do to the server: nothing."""

import io
import math
import os
import signal
import struct
import threading
import zlib

import h5py
import numpy
import pytest
import requests
from PIL import Image


def relative(dataset, path):
    return str(path.relative_to(dataset["location"]))


def values(column):
    return numpy.array([math.nan if value is None else value for value in column["values"]])


def test_a_text_curve_has_the_numbers_of_its_file(facility):
    dataset, path = facility.dataset_with("_subtracted.dat")
    answer = facility.ask(dataset, "curve", file=relative(dataset, path))
    assert answer.status_code == 200, answer.text
    curve = answer.json()
    table = numpy.loadtxt(path)
    assert [(column["name"], column["role"]) for column in curve["columns"]] == [
        ("q", "x"),
        ("I", "y"),
        ("sigma", "errors"),
    ]
    assert curve["columns"][0]["unit"] == "1/nm"
    for number, column in enumerate(curve["columns"]):
        numpy.testing.assert_array_equal(values(column), table[:, number])


def test_a_glob_names_the_first_match_and_columns_can_be_chosen(facility):
    dataset, path = facility.dataset_with("_BIFT.out")
    curve = facility.ask(dataset, "curve", file="gallery/*.out", columns="p(r),1").json()
    table = numpy.loadtxt(path)
    assert curve["file"] == relative(dataset, path)
    numpy.testing.assert_array_equal(values(curve["columns"][0]), table[:, 1])
    numpy.testing.assert_array_equal(values(curve["columns"][1]), table[:, 0])
    assert facility.ask(dataset, "curve", file="gallery/*.out", columns="no such").status_code == 404


def default_nxdata(file):
    place = file
    while place.attrs.get("NX_class") != "NXdata":
        place = file[place.attrs["default"]] if place.attrs["default"].startswith("/") else place[place.attrs["default"]]
    return place


def test_an_nxdata_curve_has_the_numbers_of_h5py(facility):
    dataset, path = facility.dataset_with(".h5")
    answer = facility.ask(dataset, "curve", file=relative(dataset, path))
    assert answer.status_code == 200, answer.text
    curve = answer.json()
    with h5py.File(path) as file:
        group = default_nxdata(file)
        assert curve["hdf5"] == group.name
        x, y = group[group.attrs["axes"][-1]], group[group.attrs["signal"]]
        assert curve["columns"][0]["unit"] == x.attrs["units"]
        assert curve["columns"][1]["label"] == y.attrs["long_name"]
        numpy.testing.assert_array_equal(values(curve["columns"][0]), x[()])
        numpy.testing.assert_array_equal(values(curve["columns"][1]), y[()])
        numpy.testing.assert_array_equal(values(curve["columns"][2]), group["errors"][()])
        assert curve["columns"][2]["role"] == "errors"
    assert facility.ask(dataset, "curve", file=relative(dataset, path), hdf5="/nowhere").status_code == 404


def test_the_gallery_lists_pictures_and_roles_find_them(facility):
    dataset, path = facility.dataset_with("_Scattering.png")
    gallery = facility.listed(dataset)
    found = {image["path"]: image for image in gallery["images"]}
    assert found[relative(dataset, path)]["size"] == path.stat().st_size
    assert found[relative(dataset, path)]["mediaType"] == "image/png"
    whole = facility.ask(dataset, "image", role="_Scattering")
    assert whole.content == path.read_bytes()
    assert whole.headers["Content-Type"] == "image/png"
    assert facility.ask(dataset, "image", role="_Astrology").status_code == 404
    assert facility.ask(dataset, "image", role="a/b").status_code == 400
    assert facility.ask(dataset, "image").status_code == 400


def test_a_thumbnail_is_the_picture_made_smaller_once(facility):
    dataset, path = facility.dataset_with("_Scattering.png")
    small = facility.ask(dataset, "image", file=relative(dataset, path), width=100)
    assert small.status_code == 200, small.text
    picture = numpy.asarray(Image.open(io.BytesIO(small.content)).convert("RGB"), dtype=float)
    original = Image.open(path).convert("RGB")
    assert picture.shape[1] == 100
    again = numpy.asarray(original.resize((picture.shape[1], picture.shape[0]), Image.Resampling.BOX), dtype=float)
    assert numpy.abs(picture - again).mean() < 3
    readers = facility.readers()
    assert readers
    for reader in readers:
        os.kill(reader, signal.SIGSTOP)  # nobody reads a file now
    try:
        second = facility.ask(dataset, "image", file=relative(dataset, path), width=100)
    finally:
        for reader in readers:
            os.kill(reader, signal.SIGCONT)
    assert second.status_code == 200, second.text
    assert second.content == small.content and second.headers["ETag"] == small.headers["ETag"]
    url = f"{facility.api}/datasets/{dataset['id']}/image"
    known = requests.get(
        url,
        params={"file": relative(dataset, path), "width": 100},
        headers={"If-None-Match": small.headers["ETag"]},
        timeout=30,
    )
    assert known.status_code == 304 and known.content == b""


def read_mrc(path):
    data = path.read_bytes()
    nx, ny, nz, mode = struct.unpack_from("<4i", data)
    kind = {0: "<i1", 1: "<i2", 2: "<f4", 6: "<u2", 12: "<f2"}[mode]
    (extended,) = struct.unpack_from("<i", data, 92)
    return numpy.frombuffer(data, kind, nx * ny * nz, 1024 + extended).reshape(nz, ny, nx)


def stretched(plane, low=0.5, high=99.5):
    plane = plane.astype(float)
    black, white = numpy.percentile(plane, [low, high])
    return numpy.clip((plane - black) / (white - black) * 255, 0, 255)


def test_an_mrc_volume_and_its_slices_are_those_of_numpy(facility):
    dataset, path = facility.dataset_with(".mrc")
    volume = read_mrc(path)
    header = facility.ask(dataset, "volume", file=relative(dataset, path)).json()
    assert header["shape"] == list(volume.shape)
    assert header["minimum"] == pytest.approx(float(volume.min()))
    assert header["mean"] == pytest.approx(float(volume.mean()), rel=1e-3)
    for axis, number in (("z", 0), ("y", 1), ("x", 2)):
        index = volume.shape[number] // 2
        png = facility.ask(dataset, "slice", file=relative(dataset, path), axis=axis, index=index)
        assert png.status_code == 200, png.text
        pixels = numpy.asarray(Image.open(io.BytesIO(png.content)), dtype=float)
        expected = stretched(numpy.take(volume, index, number))
        assert pixels.shape == expected.shape
        assert numpy.abs(pixels - expected).mean() < 8  # percentiles of few whole numbers
    assert facility.ask(dataset, "slice", file=relative(dataset, path), index=volume.shape[0]).status_code == 404
    assert facility.ask(dataset, "slice", file=relative(dataset, path), axis="w").status_code == 400


def test_a_tiff_is_shown_as_png(facility):
    dataset, path = facility.dataset_with(".tiff" if list(facility.root.rglob("*.tiff")) else ".tif")
    png = facility.ask(dataset, "image", file=relative(dataset, path), width=64)
    assert png.status_code == 200, png.text
    assert Image.open(io.BytesIO(png.content)).size[0] <= 64


def png_header(width, height):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def absurd_chunks():
    kept = io.BytesIO()
    with h5py.File(kept, "w") as file:
        group = file.create_group("d")
        group.attrs["NX_class"], group.attrs["signal"] = "NXdata", "y"
        group.create_dataset("y", shape=(1000,), maxshape=(None,), chunks=(2**29 - 1,), dtype="f8", compression="gzip")
    return kept.getvalue()


def lying_mrc():
    header = bytearray(1024)
    struct.pack_into("<4i", header, 0, 999_999, 999_999, 999_999, 2)
    header[208:216] = b"MAP DD\0\0"
    return bytes(header) + b"\0" * 4096


def all_answers(facility, dataset, name):
    return [
        facility.ask(dataset, "image", file=name, width=50),
        facility.ask(dataset, "curve", file=name),
        facility.ask(dataset, "volume", file=name),
        facility.ask(dataset, "slice", file=name, width=50),
        facility.ask(dataset, "slice", file=name, hdf5="/d/y"),
    ]


def still_answers(facility):
    dataset, path = facility.dataset_with("_subtracted.dat")
    assert facility.ask(dataset, "curve", file=relative(dataset, path)).status_code == 200


def is_clear(answer):
    return answer.status_code == 200 or (answer.status_code < 600 and answer.json()["message"])


def test_hostile_files_are_errors_and_the_server_lives(facility, hostile):
    files = {
        "huge.png": png_header(100_000, 100_000),
        "wide.png": png_header(1_000_000, 400),
        "chunks.h5": absurd_chunks(),
        "lies.mrc": lying_mrc(),
        "empty.dat": b"",
        "binary.dat": bytes(range(256)) * 100,
        "wide.csv": b"1," * 2_000_000 + b"1\n",
    }
    dataset = hostile("hostile", files)
    for name in files:
        for answer in all_answers(facility, dataset, name):
            # A chunk that was never written has no size: its values are the fill value.
            refused = answer.status_code in (400, 404, 413, 422, 501, 504) and answer.json()["message"]
            assert refused or name == "chunks.h5", (name, answer.url, answer.text[:200])
    still_answers(facility)


def test_cut_and_damaged_files_are_errors_or_answers_never_silence(facility, hostile):
    random = numpy.random.default_rng(5)
    files = {}
    for ending in ("_Scattering.png", ".h5", ".mrc", ".jpg"):
        _, path = facility.dataset_with(ending)
        whole = path.read_bytes()
        step = max(1024, len(whole) // 12 // 1024 * 1024)
        for size in range(1024, len(whole), step):
            files[f"cut_{size}{path.suffix}"] = whole[:size]
        for number in range(8):
            damaged = bytearray(whole)
            for at in random.integers(0, min(len(whole), 1 << 14), 20):
                damaged[at] ^= 1 << int(random.integers(8))
            files[f"damaged_{number}{path.suffix}"] = bytes(damaged)
    dataset = hostile("damaged", files)
    for name in files:
        what = {".h5": "curve", ".mrc": "slice"}.get("." + name.rsplit(".", 1)[1], "image")
        answer = facility.ask(dataset, what, file=name, **({} if what == "curve" else {"width": 40}))
        assert is_clear(answer), (name, answer.text[:200])
    still_answers(facility)


def test_readers_killed_between_and_during_requests_are_replaced(facility, hostile):
    still_answers(facility)
    for _ in range(3):
        for reader in facility.readers():
            os.kill(reader, signal.SIGKILL)
        still_answers(facility)
    rows = b"".join(b"%d %d\n" % (i, i * i) for i in range(1_500_000))
    dataset = hostile("long", {"long.dat": rows})
    told = []
    asking = threading.Thread(target=lambda: told.append(facility.ask(dataset, "curve", file="long.dat")))
    asking.start()
    for _ in range(2):
        threading.Event().wait(0.3)
        for reader in facility.readers():
            os.kill(reader, signal.SIGKILL)
    asking.join()
    assert told[0].status_code in (200, 422)
    still_answers(facility)


def test_nothing_outside_the_folder_is_read(facility):
    dataset, _ = facility.dataset_with("_subtracted.dat")
    for path in ("../../../etc/passwd", "/etc/passwd", "gallery/../../x", "%2e%2e/x"):
        for what in ("image", "curve", "volume", "slice"):
            assert facility.ask(dataset, what, file=path).status_code in (400, 403, 404), (what, path)
