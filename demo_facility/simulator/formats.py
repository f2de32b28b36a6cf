"""File formats as bytes: MRC, HDF5, TIFF. The same values give the same bytes; no time of writing is kept."""

from __future__ import annotations

import io
import json
import struct
from contextlib import contextmanager

import h5py
import numpy as np
from PIL import Image

_MRC_MODES = {np.dtype("int8"): 0, np.dtype("int16"): 1, np.dtype("float32"): 2, np.dtype("uint16"): 6}


def mrc(data: np.ndarray, pixel_size: float) -> bytes:
    """MRC2014: a 1024-byte header, then the pixels. Two or three dimensions; pixel size in Angstrom."""
    stack = data if data.ndim == 3 else data[np.newaxis]
    nz, ny, nx = stack.shape
    header = bytearray(1024)
    struct.pack_into("<10i", header, 0, nx, ny, nz, _MRC_MODES[stack.dtype], 0, 0, 0, nx, ny, nz)
    struct.pack_into("<6f", header, 40, nx * pixel_size, ny * pixel_size, nz * pixel_size, 90.0, 90.0, 90.0)
    struct.pack_into("<3i", header, 64, 1, 2, 3)
    struct.pack_into("<3f", header, 76, float(stack.min()), float(stack.max()), float(stack.mean()))
    struct.pack_into("<i", header, 108, 20140)
    header[208:216] = b"MAP DD\0\0"
    struct.pack_into("<f", header, 216, float(stack.std()))
    return bytes(header) + stack.astype(stack.dtype.newbyteorder("<")).tobytes()


def tiff(volume: np.ndarray) -> bytes:
    """A multi-page TIFF, one page a slice."""
    pages = [Image.fromarray(page) for page in volume]
    out = io.BytesIO()
    pages[0].save(out, format="TIFF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def pretty_json(values) -> str:
    return json.dumps(values, indent=1, ensure_ascii=False) + "\n"


class Hdf5:
    """An HDF5 file in memory; `content` holds its bytes once the `hdf5()` block is left."""

    def __init__(self, file: h5py.File):
        self.file = file
        self.content = b""

    def group(self, path: str, nx_class: str, **attributes) -> h5py.Group:
        group = self.file.require_group(path)
        group.attrs["NX_class"] = nx_class
        for name, value in attributes.items():
            group.attrs[name] = value
        return group

    def put(self, path: str, value, **attributes) -> h5py.Dataset:
        hdf5_dataset = self.file.create_dataset(path, data=value, track_times=False)
        for name, text in attributes.items():
            hdf5_dataset.attrs[name] = text
        return hdf5_dataset

    def curve(
        self,
        path: str,
        x: tuple[str, np.ndarray, str],
        y: tuple[str, np.ndarray, str],
        errors: np.ndarray | None = None,
        log: bool = False,
        **more,
    ) -> None:
        """An NXdata that viewers draw as it is: signal, axes, errors, and silx' hint for log scales."""
        style = json.dumps({"axes_scale_types": ["linear"], "signal_scale_type": "log" if log else "linear"})
        self.group(path, "NXdata", signal=y[0], axes=[x[0]], SILX_style=style)
        self.put(f"{path}/{x[0]}", x[1].astype("float32"), units=x[2], long_name=f"{x[0]} ({x[2]})")
        self.put(f"{path}/{y[0]}", y[1].astype("float32"), units=y[2], long_name=f"{y[0]} ({y[2]})", interpretation="spectrum")
        if errors is not None:
            self.put(f"{path}/errors", errors.astype("float32"))
        for name, values in more.items():
            self.put(f"{path}/{name}", np.asarray(values, dtype="float32"))

    def external(self, path: str, file: str, target: str) -> None:
        self.file[path] = h5py.ExternalLink(file, target)


@contextmanager
def hdf5():
    file = h5py.File("memory.h5", "w", driver="core", backing_store=False)
    made = Hdf5(file)
    with file:
        file.attrs["NX_class"] = "NXroot"
        yield made
        file.flush()
        made.content = bytes(file.id.get_file_image())
