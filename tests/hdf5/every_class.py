"""Writes HDF5 files that hold every class, space, layout, filter and link there is: what Weft and h5grove must both read.

    python every_class.py FOLDER
"""
import sys
from pathlib import Path

import h5py
import numpy as np

INTEGERS = ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]
FLOATS = ["f2", "f4", "f8"]
EXTREMES = np.array([0.0, -0.0, 1.0, -1.5, 0.1, 1e-5, 1e-6, 1.25e-7, 123456789.125, 1e15, 1e16, 1.5e17, 1e21, 5e-324,
                     1.7976931348623157e308, np.nan, np.inf, -np.inf, 3.4e38, 1 / 3])


def numbers(group):
    for kind in INTEGERS:
        limits = np.iinfo(kind)
        for order, mark in (("le", "<"), ("be", ">")):
            values = np.array([0, 1, limits.min, limits.max, 42, 7], dtype=mark + kind)
            group[f"{kind}_{order}"] = values.reshape(2, 3)
            group[f"{kind}_{order}_scalar"] = values[3]
    with np.errstate(over="ignore"):
        for kind in FLOATS:
            for order, mark in (("le", "<"), ("be", ">")):
                values = EXTREMES.astype(mark + kind)
                group[f"{kind}_{order}"] = values.reshape(4, 5)
                group[f"{kind}_{order}_scalar"] = values[4]
                group.create_dataset(f"{kind}_{order}_be_scalar_attr", data=0).attrs["a"] = values[4]
    group["longdouble"] = np.array([1, 2.5, 1 / 3, np.nan], dtype="g")
    group["longdouble_scalar"] = np.longdouble("0.1")
    group["bool"] = np.array([[True, False], [False, True]])
    group["bool_scalar"] = np.bool_(True)
    for kind in ("c8", "c16"):
        group[kind] = np.array([1 + 2j, 0.1 - 0.1j, complex(np.nan, 1)], dtype=kind)
        group[f"{kind}_be"] = np.array([1 + 2j, 0.1], dtype=">" + kind)
        group[f"{kind}_scalar"] = np.array(0.1 - 0.3j, dtype=kind)[()]
    group["half_complex_of_mixed"] = np.array([(1, 2)], dtype=[("r", "<f4"), ("i", "<f8")])


def low_level(group, name, type_id, shape=(4,), raw=None):
    space = h5py.h5s.create_simple(shape) if shape else h5py.h5s.create(h5py.h5s.SCALAR)
    dataset = h5py.h5d.create(group.id, name.encode(), type_id, space)
    if raw is not None:
        dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, raw, type_id)


def odd_numbers(group):
    packed = h5py.h5t.STD_U16LE.copy()
    packed.set_precision(12)
    packed.set_offset(2)
    low_level(group, "u16_of_12_bits", packed, (4,), np.array([4, 8, 400, 16380], dtype="<u2"))
    for name in ("STD_B8LE", "STD_B16LE", "STD_B32BE", "STD_B64LE"):
        type_id = getattr(h5py.h5t, name)
        kind = ("<" if name.endswith("LE") else ">") + f"u{type_id.get_size()}"
        low_level(group, name.lower(), type_id, (2, 2), np.array([[1, 2], [3, 255]], dtype=kind))
        low_level(group, name.lower() + "_scalar", type_id, (), np.array(3, dtype=kind))
    tag = h5py.h5t.create(h5py.h5t.OPAQUE, 5)
    tag.set_tag(b"five bytes")
    low_level(group, "opaque", tag, (3,), np.array([b"abcde", b"fg", b"\0x\0y"], dtype="V5"))
    low_level(group, "opaque_scalar", tag, (), np.array(b"abcde", dtype="V5"))
    bfloat = h5py.h5t.IEEE_F32LE.copy()
    bfloat.set_fields(15, 7, 8, 0, 7)
    bfloat.set_offset(0)
    bfloat.set_precision(16)
    bfloat.set_size(2)
    bfloat.set_ebias(127)
    low_level(group, "bfloat16", bfloat, (2,))


def strings(group):
    group["vlen"] = "a title"
    group["vlen_unicode"] = "Å⁻¹ ∕ \" \\ \n \x01 \x7f end"
    group["vlen_empty"] = ""
    group.create_dataset("vlen_ascii", data=b"ascii", dtype=h5py.string_dtype("ascii"))
    group.create_dataset("vlens", data=np.array([["x", "yy"], ["", "zzz µ"]], dtype=object), dtype=h5py.string_dtype())
    group.create_dataset("vlens_unwritten", shape=(3,), dtype=h5py.string_dtype())
    group["fixed"] = np.array([b"ab", b"", b"abcde"], dtype="S5")
    group["fixed_scalar"] = np.bytes_(b"fixed")
    group.create_dataset("fixed_utf8", data="é".encode(), dtype=h5py.string_dtype("utf-8", 4))
    for pad in ("SPACEPAD", "NULLTERM", "NULLPAD"):
        type_id = h5py.h5t.C_S1.copy()
        type_id.set_size(6)
        type_id.set_strpad(getattr(h5py.h5t, f"STR_{pad}"))
        low_level(group, "fixed_" + pad.lower(), type_id, (2,), np.array([b"ab    ", b"a\0b  \0"], dtype="S6"))
        low_level(group, "fixed_scalar_" + pad.lower(), type_id, (), np.array(b"ab    ", dtype="S6"))


def compounds(group):
    inner = np.dtype([("f", "<f4"), ("g", ">i2")])
    kind = np.dtype([("number", "<i4"), ("single", "<f4"), ("text", "S4"), ("flag", "?"), ("z", "<c8"),
                     ("inner", inner), ("pair", "<f4", (2,)), ("big", ">f4", (2, 2)), ("µ", "<f8")])
    values = np.zeros(3, dtype=kind)
    values["number"] = [1, 2, 3]
    values["single"] = [0.1, np.nan, 3]
    values["text"] = [b"a", b"bcde", b""]
    values["z"] = [0.1 + 1j, 2, 3]
    values["inner"]["f"] = [0.1, 0.2, 0.3]
    values["pair"] = 0.1
    values["big"] = 0.7
    group["nested"] = values
    group["nested_scalar"] = values[0]
    group["nested_2d"] = np.array([values, values])
    group["padded"] = np.zeros(2, dtype=np.dtype([("a", "i1"), ("b", "<f8")], align=True))
    texts = np.dtype([("name", h5py.string_dtype()), ("values", h5py.vlen_dtype(np.dtype("<f4")))])
    rows = np.empty(2, dtype=texts)
    rows[0] = ("first µ", np.array([0.1, 2], dtype="f4"))
    rows[1] = ("", np.array([], dtype="f4"))
    group.create_dataset("vlens", data=rows, dtype=texts)
    group.create_dataset("with_enum", data=np.array([(1, 0)], dtype=[("e", "i1"), ("n", "i4")]),
                         dtype=np.dtype([("e", h5py.enum_dtype({"RED": 0, "BLUE": 1}, "i1")), ("n", "i4")]))


def enums(group):
    colours = h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": -42}, basetype="i2")
    group.create_dataset("colours", data=[0, 1, -42], dtype=colours)
    group.create_dataset("colour", data=1, dtype=colours)
    group.create_dataset("big", data=[1, 0], dtype=h5py.enum_dtype({"A": 1, "B": 0}, basetype=">u4"))
    group.create_dataset("not_bool", data=[1, 0], dtype=h5py.enum_dtype({"FALSE": 0, "TRUE": 1, "MAYBE": 2}, "i1"))


def vlens(group):
    floats = group.create_dataset("floats", (3,), dtype=h5py.vlen_dtype(np.dtype("<f4")))
    floats[0] = [0.1, 2]
    floats[2] = [np.nan]
    big = group.create_dataset("big", (2,), dtype=h5py.vlen_dtype(np.dtype(">f4")))
    big[0] = [0.1, 2]
    scalar = group.create_dataset("scalar", (), dtype=h5py.vlen_dtype(np.dtype("<i4")))
    scalar[()] = np.array([1, 2, 3], dtype="i4")
    table = group.create_dataset("table", (2, 2), dtype=h5py.vlen_dtype(np.dtype("<i8")))
    table[0, 1] = [5]
    pairs = group.create_dataset("compounds", (2,), dtype=h5py.vlen_dtype(np.dtype([("a", "<i4"), ("b", "<f4")])))
    pairs[0] = np.array([(1, 0.1), (2, 0.2)], dtype=[("a", "<i4"), ("b", "<f4")])


def arrays(group):
    group.create_dataset("triples", (2,), dtype=np.dtype("(3,)<f4"))[...] = np.full((2, 3), 0.1, dtype="f4")
    group.create_dataset("matrix", (), dtype=np.dtype("(2,2)>i2"))[...] = np.arange(4, dtype=">i2").reshape(2, 2)
    low_level(group, "of_strings", h5py.h5t.array_create(h5py.h5t.py_create(np.dtype("S3")), (2,)), (2,),
              np.array([[b"ab", b"c"], [b"", b"def"]], dtype="S3"))


def references(group):
    group.create_dataset("target", data=np.arange(6))
    group.create_dataset("objects", (2,), dtype=h5py.ref_dtype)[0] = group.ref
    group.create_dataset("object", data=group["target"].ref, dtype=h5py.ref_dtype)
    group.create_dataset("regions", (2,), dtype=h5py.regionref_dtype)[0] = group["target"].regionref[1:3]
    group.attrs["object"] = group.ref


def spaces(group):
    group["empty"] = h5py.Empty("f4")
    group["empty_text"] = h5py.Empty(h5py.string_dtype())
    group.create_dataset("none", (0,), dtype="i4")
    group.create_dataset("none_wide", (0, 3), dtype="<f4")
    group.create_dataset("none_long", (3, 0), dtype="<f4")
    group.create_dataset("unwritten", (4, 3), dtype="<f4", fillvalue=7.5)
    group.create_dataset("one", data=[[[5.5]]])
    group["cube"] = np.arange(120, dtype="<i4").reshape(4, 5, 6)
    group["cube_be"] = np.arange(120, dtype=">f4").reshape(4, 5, 6)
    group["line"] = np.arange(10, dtype="<f8") / 10
    group["five"] = np.arange(32, dtype="u1").reshape(2, 2, 2, 2, 2)


def attributes(group):
    a = group.attrs
    a["text"] = "µ text"
    a["bytes"] = np.bytes_(b"bytes")
    a["texts"] = ["a", "b"]
    a["fixed"] = np.array([b"ab", b"c"])
    a["number"] = 5
    a["single"] = np.float32(0.1)
    a["big_single"] = np.array(0.1, dtype=">f4")
    a["big_singles"] = np.array([0.1, 0.2], dtype=">f4")
    a["singles"] = np.array([0.1, np.inf], dtype="<f4")
    a["half"] = np.float16(0.1)
    a["halves"] = np.array([0.1, 65504], dtype="f2")
    a["long"] = np.longdouble("0.1")
    a["longs"] = np.array([0.1, 0.2], dtype="g")
    a["complex"] = np.complex64(0.1 + 0.2j)
    a["complexes"] = np.array([0.1 + 0.2j], dtype="c16")
    a["yes"] = True
    a["flags"] = np.array([True, False])
    a["none"] = h5py.Empty("f4")
    a["zero_length"] = np.zeros((0, 2))
    a["nan"] = np.nan
    a["matrix"] = np.arange(6).reshape(2, 3)
    a["pair"] = np.array((1, 0.1), dtype=[("a", "<i4"), ("b", "<f4")])
    a.create("triple", np.array([0.1, 0.2, 0.3], dtype="f4"), dtype=np.dtype("(3,)<f4"))
    a.create("colour", 1, dtype=h5py.enum_dtype({"RED": 0, "GREEN": 1}))
    a["é"] = "name"
    a["max"] = np.uint64(2**64 - 1)


def types(group):
    group["number"] = np.dtype("<f4")
    group["row"] = np.dtype([("a", "<i4"), ("b", "S3")])
    group.create_dataset("used", data=[1.0], dtype=group["number"])
    group["number"].attrs["why"] = "named"


def chunked(group):
    values = (np.arange(64 * 100) % 251).astype("<i4").reshape(64, 100)
    group.create_dataset("plain", data=values, chunks=(7, 9))
    group.create_dataset("gzip", data=values, chunks=(16, 100), compression="gzip")
    group.create_dataset("gzip_shuffle", data=values, chunks=(16, 33), compression="gzip", shuffle=True, fletcher32=True)
    group.create_dataset("lzf", data=values, chunks=(16, 100), compression="lzf")
    group.create_dataset("scaleoffset", data=values, chunks=(16, 100), scaleoffset=0)
    group.create_dataset("growing", data=values, chunks=(8, 8), maxshape=(None, 100))


def by_plugins(group):
    import hdf5plugin
    values = (np.arange(61 * 103) % 251).reshape(61, 103)
    for kind in ("u1", "<u2", "<i4", ">i4", "<f8"):
        data = values.astype(kind)
        name = kind.replace("<", "").replace(">", "be_")
        group.create_dataset(f"bitshuffle_{name}", data=data, chunks=(20, 103), **hdf5plugin.Bitshuffle(cname="none"))
        group.create_dataset(f"bitshuffle_lz4_{name}", data=data, chunks=(20, 103), **hdf5plugin.Bitshuffle())
        group.create_dataset(f"bitshuffle_zstd_{name}", data=data, chunks=(61, 50), **hdf5plugin.Bitshuffle(cname="zstd"))
        group.create_dataset(f"bitshuffle_block_{name}", data=data, chunks=(61, 103),
                             **hdf5plugin.Bitshuffle(nelems=64))
    odd = np.zeros(1000, dtype=[("a", "u1"), ("b", "<u2")])
    odd["a"] = np.arange(1000) % 256
    odd["b"] = np.arange(1000)
    group.create_dataset("bitshuffle_of_3_bytes", data=odd, chunks=(997,), **hdf5plugin.Bitshuffle())
    group.create_dataset("lz4", data=values, chunks=(20, 103), **hdf5plugin.LZ4())
    group.create_dataset("bzip2", data=values, chunks=(20, 103), **hdf5plugin.BZip2())
    for cname in ("lz4", "blosclz", "zlib", "zstd"):
        group.create_dataset(f"blosc_{cname}", data=values, chunks=(20, 103), **hdf5plugin.Blosc(cname=cname))


def links(group):
    group["data"] = np.arange(5)
    group["soft"] = h5py.SoftLink(group.name + "/data")
    group["soft_relative"] = h5py.SoftLink("data")
    group["soft_broken"] = h5py.SoftLink("/not/there")
    group["soft_to_itself"] = h5py.SoftLink(group.name + "/soft_to_itself")
    group["soft_to_group"] = h5py.SoftLink(group.name)
    group["soft_chain"] = h5py.SoftLink("soft_relative")
    group["external"] = h5py.ExternalLink("target.h5", "/inside/values")
    group["external_group"] = h5py.ExternalLink("target.h5", "/inside")
    group["external_dot"] = h5py.ExternalLink("./sub/../target.h5", "/")
    group["external_file_broken"] = h5py.ExternalLink("nowhere.h5", "/inside")
    group["external_path_broken"] = h5py.ExternalLink("target.h5", "/nowhere")
    group["external_loop"] = h5py.ExternalLink("every_class.h5", group.name + "/external_loop")
    group["external_folder"] = h5py.ExternalLink("sub", "/")
    group["soft_to_external"] = h5py.SoftLink("external_group/values")
    group["hard"] = group["data"]
    group["hard_loop"] = group


def every_class(path):
    with h5py.File(path, "w") as file:
        file.attrs["NX_class"] = "NXroot"
        for fill in (numbers, odd_numbers, strings, compounds, enums, vlens, arrays, references, spaces, attributes, types,
                     chunked, by_plugins, links):
            fill(file.create_group(fill.__name__))
        deep = file.create_group("ordered", track_order=True)
        for name in ("z", "a", "m"):
            deep[name] = name
            deep.attrs[name] = 1


def target(path):
    with h5py.File(path, "w") as file:
        file["inside/values"] = np.linspace(0, 1, 7)
        file["inside/back"] = h5py.ExternalLink("every_class.h5", "/spaces/cube")
        file["inside"].attrs["units"] = "µm"


def virtual(path):
    layout = h5py.VirtualLayout(shape=(2, 7), dtype="<f8")
    layout[0] = h5py.VirtualSource("target.h5", "inside/values", shape=(7,))
    layout[1] = h5py.VirtualSource("nowhere.h5", "inside/values", shape=(7,))
    with h5py.File(path, "w") as file:
        file.create_virtual_dataset("stack", layout, fillvalue=-1)
        file["plain"] = np.arange(3)


def modern(path):
    with h5py.File(path, "w", libver=("v110", "v110")) as file:
        file["values"] = np.arange(100.0).reshape(10, 10)
        file.create_dataset("chunked", data=np.arange(1000), chunks=(100,), maxshape=(None,), compression="gzip")
        file.create_group("many")
        for i in range(20):
            file["many"].attrs[f"attribute {i:02}"] = i
            file["many"][f"child {i:02}"] = i


def write_all(folder):
    folder = Path(folder)
    (folder / "sub").mkdir(parents=True, exist_ok=True)
    every_class(folder / "every_class.h5")
    target(folder / "target.h5")
    virtual(folder / "virtual.h5")
    modern(folder / "modern.h5")


if __name__ == "__main__":
    write_all(sys.argv[1])
