"""Files that are broken, that lead elsewhere, or that ask for too much: an error, and the server lives."""

import os
import pathlib
import random

import h5py
import numpy as np
import pytest
import requests

NAMES = ["/", "/numbers", "/numbers/f4_le", "/compounds/nested_2d", "/strings/vlens", "/vlens/floats", "/chunked/gzip",
         "/chunked/lzf", "/by_plugins/bitshuffle_lz4_i4", "/by_plugins/bitshuffle_zstd_u2", "/by_plugins/blosc_lz4", "/ordered",
         "/attributes", "/links/external", "/types/row", "/enums/colours", "/references/regions"]


@pytest.fixture
def folder(served, root, request):
    made = root / f"mx1/id00/20250101/RAW_DATA/{request.node.name[:60]}"
    made.mkdir(parents=True)
    yield made


def add(served, folder):
    served.add(folder)
    return served


def test_damaged_files_are_errors_and_the_server_lives(served, generated, folder):
    whole = (generated / "every_class.h5").read_bytes()
    rng = random.Random(1)
    for i in range(24):
        bytes_ = bytearray(whole)
        if i % 3 == 0:
            del bytes_[rng.randrange(len(bytes_)):]
        for _ in range(0 if i % 3 == 0 else rng.choice([1, 5, 50])):
            bytes_[rng.randrange(len(bytes_) if i % 3 == 1 else 20_000)] ^= 1 << rng.randrange(8)
        (folder / f"damaged_{i:02}.h5").write_bytes(bytes_)
    add(served, folder)
    seen = set()
    for file in sorted(folder.iterdir()):
        for path in NAMES:
            for route in ("meta", "attr", "data", "paths"):
                answer = served.get(route, file, path)
                seen.add(answer.status_code)
                if not answer.ok:
                    assert answer.json()["message"], answer.text
    assert 200 in seen and 422 in seen and seen <= {200, 404, 413, 422, 501, 503, 504}
    assert requests.get(served.weft.http + "/healthz").ok
    assert served.ask("data", generated / "every_class.h5", "/spaces/line", selection="3") == (200, b"0.3")


def with_filter(file, name, filter, shape):
    """One chunk that says it is packed by a filter that need not be here."""
    plan = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plan.set_chunk(shape)
    plan.set_filter(filter, h5py.h5z.FLAG_OPTIONAL, (1, 2, 3))
    made = h5py.h5d.create(file.id, name, h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple(shape), plan)
    made.write_direct_chunk((0,) * len(shape), b"packed, as nobody here can read", 0)


def test_values_packed_by_a_filter_that_is_not_here_name_it(served, folder):
    with h5py.File(folder / "packed.h5", "w") as file:
        with_filter(file, b"averaged", 32013, (4, 4))  # ZFP, as BM29 packs its images
        with_filter(file, b"own", 65000, (8,))
        group = file.create_group("curve")
        group.attrs.update({"NX_class": "NXdata", "signal": "I"})
        with_filter(group, b"I", 32013, (8,))
    add(served, folder)
    file = folder / "packed.h5"
    if any(pathlib.Path("/usr/lib/x86_64-linux-gnu/hdf5/serial/plugins").glob("*zfp*")):
        pytest.skip("ZFP is here")
    zfp = "the values are packed by a filter that is not here, ZFP (32013): install the Debian package hdf5-filter-plugin-zfp-serial"
    for options in ({}, {"format": "bin"}, {"selection": "1,:"}):
        assert served.ask("data", file, "/averaged", **options) == (501, zfp)
    assert served.ask("data", file, "/own") == (501, "the values are packed by a filter that is not here, (65000): install its plugin for libhdf5")
    assert served.get("meta", file, "/averaged").json()["filters"][0]["id"] == 32013
    for kind, asked in (("curve", {"hdf5": "/curve"}), ("slice", {"hdf5": "/averaged"})):
        answer = served.http.get(f"{served.url(folder)}/{kind}", params={"file": "packed.h5", **asked})
        assert (answer.status_code, answer.json()["message"]) == (501, zfp), kind


def test_nothing_outside_the_roots_is_reached(served, folder, tmp_path):
    with h5py.File(tmp_path / "secret.h5", "w") as secret:
        secret["values"] = np.full(4, 42.0)
    (tmp_path / "raw").write_bytes(b"secret" * 8)
    (folder / "symlink.h5").symlink_to(tmp_path / "secret.h5")
    climbing = os.path.relpath(tmp_path / "secret.h5", folder)
    layout = h5py.VirtualLayout(shape=(4,), dtype="f8")
    layout[:] = h5py.VirtualSource(str(tmp_path / "secret.h5"), "values", shape=(4,))
    with h5py.File(folder / "leading_out.h5", "w") as file:
        file["absolute"] = h5py.ExternalLink(str(tmp_path / "secret.h5"), "/values")
        file["climbing"] = h5py.ExternalLink(climbing, "/values")
        file["symlink"] = h5py.ExternalLink("symlink.h5", "/values")
        file.create_virtual_dataset("virtual", layout, fillvalue=-1)
        file.create_dataset("storage", (4,), "u1", external=[(str(tmp_path / "raw"), 0, 4)])
        through = h5py.VirtualLayout(shape=(4,), dtype="u1")
        through[:] = h5py.VirtualSource(".", "storage", shape=(4,))
        file.create_virtual_dataset("through", through, fillvalue=7)
    add(served, folder)
    file = folder / "leading_out.h5"
    for name in ("absolute", "climbing", "symlink"):
        assert served.get("meta", file, f"/{name}").json()["kind"] == "external_link"
        status, message = served.ask("data", file, f"/{name}")
        assert status == 404 and message.startswith("Cannot resolve")
    assert served.ask("data", file, "/virtual") == (200, b"[-1.0,-1.0,-1.0,-1.0]")
    assert served.ask("data", file, "/storage")[0] == 404
    assert b"115" not in served.get("data", file, "/through").content, "the s of the secret, by way of a virtual dataset"
    assert served.get("meta", folder / "symlink.h5", "/").status_code in (403, 404)


def test_a_link_to_raw_data_beside_the_dataset_is_followed(served, root, folder):
    raw = root / "mx1/id00/20250101/RAW_DATA/raw_of_it"
    raw.mkdir()
    with h5py.File(raw / "raw.h5", "w") as file:
        file["values"] = np.arange(3)
    with h5py.File(folder / "processed.h5", "w") as file:
        file["raw"] = h5py.ExternalLink("../raw_of_it/raw.h5", "/values")
    add(served, folder)
    assert served.ask("data", folder / "processed.h5", "/raw") == (200, b"[0,1,2]")


def test_more_than_an_answer_holds_is_refused(served, folder):
    with h5py.File(folder / "huge.h5", "w") as file:
        file.create_dataset("values", (1 << 40,), "f8", chunks=(1 << 16,))
    add(served, folder)
    status, message = served.ask("data", folder / "huge.h5", "/values", format="bin")
    assert status == 413 and "select less" in message
    assert served.ask("data", folder / "huge.h5", "/values", selection="1_000_000_000:1_000_000_003") == (200, b"[0.0,0.0,0.0]")


def test_what_is_no_hdf5_or_not_there_is_said(served, folder):
    (folder / "text.h5").write_text("no HDF5\n")
    (folder / "growing.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    add(served, folder)
    for name in ("text.h5", "growing.h5"):
        status, message = served.ask("meta", folder / name, "/")
        assert status == 422 and "still being written" in message
    assert served.get("meta", folder / "none.h5", "/").status_code == 404
    assert served.http.get(f"{served.url(folder)}/hdf5/meta").status_code == 400  # which file?
