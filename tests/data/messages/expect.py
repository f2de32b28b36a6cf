"""Reads every real body with Python's own parsers and prints what it says, one line a file: expected.tsv.

    python3 expect.py > expected.tsv

The reading tests hold our reader against it: two readers that share no code. Columns, tab between: file, kind,
proposal, instrument, name, sample, start, end, complete, number of parameters, CRC-32 of all parameters (name NUL text
NUL, UTF-8, in order), length of input_datasets in bytes (-1: none), files.
"""
import json
import pathlib
import xml.etree.ElementTree as xml
import zlib

NS = "{http://www.esrf.fr/icat}"
HERE = pathlib.Path(__file__).parent


def text(parent, name):
    return parent.findtext(NS + name) or ""


def parameters(parent):
    return [(text(p, "name"), text(p, "value")) for p in parent.findall(NS + "parameter")]


def dataset(root):
    named = parameters(root)
    said = dict(named)
    crc = zlib.crc32(b"".join(n.encode() + b"\0" + v.encode() + b"\0" for n, v in named))
    inputs = len(said["input_datasets"].encode()) if "input_datasets" in said else -1
    sample = root.find(NS + "sample")
    return ["dataset", text(root, "investigation"), text(root, "instrument"), text(root, "name"), text(sample, "name"),
            text(root, "startDate"), text(root, "endDate"), root.get("complete"), len(named), crc, inputs,
            len(root.findall(NS + "datafile"))]


def investigation(root):
    proposal = text(root, "experiment")
    kind = "investigation" if proposal else "invalid"
    return [kind, proposal, text(root, "instrument"), text(root, "investigationId"), "", text(root, "startDate"),
            text(root, "endDate"), "", 0, 0, -1, 0]


def body(path):
    if path.suffix == ".json":
        said = json.loads(path.read_text())
        if "datasetId" in said and len(said) == 1:
            return ["files", "", "", said["datasetId"], "", "", "", "", 0, 0, -1, 0]
        if "datasetPaths" not in said:
            return ["waiting", "", "", "", "", "", "", "", 0, 0, -1, 0]
        return ["metadata", said["proposal"], said["beamline"], said["metadataName"], "", "", "", "", 1,
                zlib.crc32(said["metadataValue"].encode()), -1, len(said["datasetPaths"])]
    root = xml.parse(path).getroot()
    return dataset(root) if root.tag == NS + "dataset" else investigation(root)


for path in sorted(HERE.glob("*/*.*")):
    print(path.relative_to(HERE), *body(path), sep="\t")
