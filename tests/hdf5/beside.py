"""The real h5grove, asked in this process, and what its answers have in common with Weft's."""
import json

from h5grove.content import DatasetContent, ResolvedEntityContent, get_content_from_file, get_list_of_paths
from h5grove.encoders import encode


class Refused(Exception):
    """What h5grove answers with a status of its own."""


def refuse(status, message):
    return Refused(status, message)


def ask_h5grove(route, file, path, selection=None, flatten=False, dtype=None, format=None, resolve_links=None):
    """(status, bytes); 500 and its text where h5grove stops with an exception it does not expect."""
    try:
        if route == "paths":
            with get_list_of_paths(file, path, refuse, resolve_links) as paths:
                return 200, encode(paths).content
        with get_content_from_file(file, path, refuse, resolve_links) as content:
            if route == "meta":
                return 200, encode(content.metadata()).content
            if route == "attr":
                assert isinstance(content, ResolvedEntityContent), "is not a resolved entity"
                return 200, encode(content.attributes()).content
            assert isinstance(content, DatasetContent), "is not a dataset"
            return 200, encode(content.data(selection, flatten, dtype), format).content
    except Refused as refused:
        return refused.args
    except Exception as failure:  # noqa: BLE001: h5grove's web layers answer 500 to these
        return 500, f"{type(failure).__name__}: {failure}"


def in_order(text):
    """JSON with the order of its keys kept, and NaN refused."""
    return json.loads(text, object_pairs_hook=lambda pairs: [("key", k, v) for k, v in pairs], parse_constant=int)


def selections(shape):
    """Some selections of that shape, as H5Web and scripts send them."""
    yield None
    if not shape:
        return
    axes = len(shape)
    yield ",".join(["0:2"] * axes)
    yield "::2"
    yield ",".join([":"] * (axes - 1) + ["-1:"])
    if shape[0] > 0:
        yield "0"
        yield ",".join(["-1"] + [":"] * (axes - 1))
    if all(shape):
        yield ",".join(["0"] * axes)


QUESTIONS = [
    {},
    {"flatten": True},
    {"format": "bin"},
    {"format": "bin", "dtype": "safe"},
    {"format": "npy"},
    {"format": "npy", "dtype": "safe"},
    {"format": "csv"},
    {"format": "xml"},
    {"dtype": "float"},
]
