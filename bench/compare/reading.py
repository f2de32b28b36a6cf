"""The messages read a second time, independently of Weft: lines of JSON in, folded datasets out.

Follows spec/messages.md (section 4) and docs/reference/definitions.md as far as the compared queries need: keys and ids in
order of first arrival, statements folded, links resolved by folder, every value as text, number or list. Streams: two
passes over the file, only keys and folders are held in memory.
"""

import datetime
import json
import pathlib
import re
import tomllib
from dataclasses import dataclass, field

import orjson

FACILITY = pathlib.Path(__file__).resolve().parents[2] / "definitions" / "facility.toml"
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)

CANONICAL = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?\Z")  # a number that JSON and databases give back letter by letter
QUANTITY = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(?:(?:±|\+-|\+/-)\s*[\d.eE+-]+)?\s*(\S*)\s*\Z")
# Units that careless senders write, by the unit that the dictionary gives the parameter. None: the parameter is not compared as a number.
UNITS = {"Å": {"Å": 1, "A": 1, "Angstrom": 1, "angstrom": 1, "Ang": 1, "nm": 10}}
UNIT_OF = {"MXAutoprocIntegrationScaling_overall_resolution_limit_high": "Å"}


def read_exactly(line: bytes | str):
    """JSON whose numbers stay letter by letter as they were sent: they are texts."""
    return json.loads(line, parse_float=str, parse_int=str)


def text_of(value) -> str | None:
    """A parameter's text as the catalogue keeps it; None removes."""
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value and isinstance(value[0], list):
        return " ".join(",".join(map(text_of, inner)) for inner in value)
    return ",".join(map(text_of, value))


def microseconds(text: str | None) -> int | None:
    if not text:
        return None
    try:
        time = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return (time.replace(tzinfo=time.tzinfo or datetime.UTC) - EPOCH) // MICROSECOND


class Facility:
    """facility.toml, as far as keys, folders and lists need it."""

    def __init__(self, path: pathlib.Path = FACILITY):
        rules = tomllib.loads(path.read_text())
        self.root_depth = rules.get("root_depth", 5)
        self._instruments = {self._fold(s): self._fold(name) for name, others in rules.get("instruments", {}).items() for s in others}
        self._proposals = {self._fold(s): self._fold(name) for s, name in rules.get("proposals", {}).items()}
        self._mounts = [(re.compile("/" + "/".join("[^/]+" if part == "*" else re.escape(part) for part in mount.strip("/").split("/"))
                                    + r"(?=/|\Z)"), place) for mount, place in rules.get("mounts", {}).items()]
        self.separators = {name: re.compile(f"[{re.escape(marks)}]+") for name, marks in rules.get("separators", {}).items()}
        self.sentinels = {name: {text.lower() for text in texts} for name, texts in rules.get("sentinels", {}).items()}
        self.missing = self.sentinels.get("*", set())

    @staticmethod
    def _fold(text: str) -> str:
        return re.sub(r"[-\s]", "", text).lower()

    def instrument(self, text: str) -> str:
        folded = self._fold(text)
        return self._instruments.get(folded, folded)

    def proposal(self, text: str) -> str:
        folded = self._fold(text)
        return self._proposals.get(folded, folded)

    def folder(self, path: str) -> str:
        path = path.strip()
        if "//" in path or "/." in path or path.endswith("/"):
            parts = []
            for part in path.split("/"):
                if part == "..":
                    parts[-1:] = []
                elif part not in ("", "."):
                    parts.append(part)
            path = "/" + "/".join(parts)
        for mount, place in self._mounts:
            if found := mount.match(path):
                return place + path[found.end():]
        return path

    def is_missing(self, name: str, text: str) -> bool:
        return text.strip().lower() in self.missing or text.strip().lower() in self.sentinels.get(name, ())


@dataclass(slots=True)
class Folded:
    """One dataset after its last statement. `parameters`: letter by letter, those of the sample where the dataset has none."""

    id: int
    proposal: str
    instrument: str
    location: str
    name: str
    type: str = ""
    sample: str = ""
    start: int | None = None  # microseconds UTC
    end: int | None = None
    own: dict = field(default_factory=dict)
    of_sample: dict = field(default_factory=dict)
    input_texts: list = field(default_factory=list)
    inputs: list = field(default_factory=list)  # ids, ascending, each once
    stated_type: str = ""

    @property
    def files(self) -> int:
        return int(self.own.get("__fileCount", 0))

    @property
    def volume(self) -> int:
        return int(self.own.get("__volume", 0))

    @property
    def parameters(self) -> dict:
        return {**self.of_sample, **self.own} if self.of_sample else self.own


@dataclass(slots=True)
class Values:
    """The parameters of one dataset as databases take them."""

    texts: dict    # name -> text | [elements]; what a text search and a facet see
    numbers: dict  # name -> letters of a number; a parameter that is nothing but a number stands only here
    dirty: dict    # name -> number read from a text of `texts`: "1.8 Å", "2.6±0.1"
    raw: dict      # name -> text as sent, where none of the above gives it back


def values_of(parameters: dict, facility: Facility) -> Values:
    texts, numbers, dirty, raw = {}, {}, {}, {}
    for name, text in parameters.items():
        if CANONICAL.match(text) and name not in facility.sentinels:
            numbers[name] = text
        elif facility.is_missing(name, text):
            raw[name] = text
        elif name in facility.separators:
            elements = [part for part in facility.separators[name].split(text) if part]
            texts[name] = elements if len(elements) < 2 else [*elements, text]  # = finds an element, and the whole text
            if len(elements) > 1:
                raw[name] = text
        else:
            texts[name] = text
            if name in UNIT_OF and (number := quantity(name, text)) is not None:
                dirty[name] = number
    return Values(texts, numbers, dirty, raw)


def quantity(name: str, text: str) -> float | None:
    found = QUANTITY.match(text)
    if not found:
        return None
    number, unit = found.groups()
    factor = 1 if not unit else UNITS[UNIT_OF[name]].get(unit)
    return None if factor is None else float(number) * factor


class Reading:
    """`known` after the first pass: how many datasets there are; `datasets()` gives them whole."""

    def __init__(self, path: pathlib.Path, facility: Facility | None = None):
        self.path, self.facility = path, facility or Facility()
        self.ids: dict = {}       # key -> id
        self.at: dict = {}        # folder -> id, or list of ids
        self.statements: dict = {}  # id -> how many, where more than one
        self.of_id: list = [None]   # id -> (proposal, instrument) of the key
        self.names: set = set()     # of parameters
        self._first_pass()

    def __len__(self) -> int:
        return len(self.of_id) - 1

    def _lines(self):
        with open(self.path, "rb", buffering=1 << 20) as file:
            for line in file:
                if line.strip():
                    yield line

    def key(self, message: dict) -> tuple:
        facility = self.facility
        return (facility.proposal(message["proposal"]), facility.instrument(message["instrument"]),
                facility.folder(message["location"]), message["name"])

    def _first_pass(self) -> None:
        shared: dict = {}
        for line in self._lines():
            message = orjson.loads(line)
            if message.get("type") == "metadata":  # one that waits for its dataset is not foreseen
                self.names.add(message["name"])
                for number in self._updated(message):
                    self.statements[number] = self.statements.get(number, 1) + 1
            if message.get("type") != "dataset":
                continue
            self.names.update(message.get("parameters") or ())
            self.names.update((message.get("sample") or {}).get("parameters") or ())
            key = self.key(message)
            number = self.ids.get(key)
            if number is None:
                number = self.ids[key] = len(self.of_id)
                pair = shared.setdefault(key[:2], key[:2])
                self.of_id.append(pair)
                there = self.at.get(key[2])
                self.at[key[2]] = number if there is None else ([there, number] if isinstance(there, int) else [*there, number])
            else:
                self.statements[number] = self.statements.get(number, 1) + 1

    def datasets(self):
        """Each dataset once, after the last message that speaks of it."""
        open_ones: dict = {}
        heard: set = set()
        for line in self._lines():
            message = read_exactly(line)
            kind = message.get("type")
            if kind == "metadata":
                for number in self._updated(message):
                    self._set(open_ones[number], message["name"], message["value"])
            if kind != "dataset":
                continue
            key = self.key(message)
            number = self.ids[key]
            if number not in self.statements:
                folded = Folded(number, *key)
                self._apply(folded, message)
                yield self._finish(folded)
            elif hash(line) not in heard:  # the same bytes are one statement for ever
                heard.add(hash(line))
                folded = open_ones.setdefault(number, Folded(number, *key))
                self._apply(folded, message)  # given at the end: few are told of twice
        for folded in open_ones.values():
            yield self._finish(folded)

    def _updated(self, message: dict) -> list:
        """The datasets a metadata update speaks of: those of its proposal in its folders."""
        proposal, found = self.facility.proposal(message["proposal"]), []
        for path in message["paths"]:
            there = self._others(0, self.facility.folder(path))
            found += [number for number in there if self.of_id[number][0] == proposal]
        return found

    @staticmethod
    def _set(folded: Folded, name: str, value) -> None:
        text = text_of(value)
        if text is None:
            folded.own.pop(name, None)
        else:
            folded.own[name] = text

    def _apply(self, folded: Folded, message: dict) -> None:
        parameters = message.get("parameters") or {}
        for name, value in parameters.items():
            self._set(folded, name, value)
        sample = message.get("sample")
        if sample:
            folded.sample = sample.get("name") or folded.sample
            folded.of_sample = {name: text_of(value) for name, value in (sample.get("parameters") or {}).items()}
        elif "Sample_name" in parameters:
            folded.sample = folded.own.get("Sample_name", "")
        for side, name in (("start", "startDate"), ("end", "endDate")):
            said = message.get(name, parameters.get(name))
            if said is not None:
                setattr(folded, side, microseconds(said))
        if "inputs" in message:
            folded.input_texts = [each if isinstance(each, str) else each.get("path") or each.get("text") or "" for each in message["inputs"]]
        elif "input_datasets" in parameters:
            folded.input_texts = re.split(r",\s*(?=/)", folded.own.get("input_datasets", ""))
        folded.stated_type = message.get("datasetType", folded.stated_type)

    def _finish(self, folded: Folded) -> Folded:
        named = [text for text in folded.input_texts if text]
        folded.type = folded.stated_type or ("processed" if named else "acquisition")
        found = set()
        for text in named:
            if text.startswith("/"):
                found.update(self._meant(folded, self.facility.folder(text)))
        folded.inputs = sorted(found)
        return folded

    def _meant(self, output: Folded, folder: str) -> list:
        """The datasets in that folder, else in the deepest one above it; nearest in proposal and instrument first."""
        others = self._others(output.id, folder)
        while not others and folder != output.location and folder.count("/") > self.facility.root_depth:
            folder = folder.rpartition("/")[0]
            others = self._others(output.id, folder)
        if len(others) < 2:
            return others
        near = {number: self._distance(output, number) for number in others}
        return [number for number in others if near[number] == min(near.values())]

    def _others(self, itself: int, folder: str) -> list:
        there = self.at.get(folder)
        if there is None:
            return []
        return [number for number in ([there] if isinstance(there, int) else there) if number != itself]

    def _distance(self, output: Folded, number: int) -> int:
        proposal, instrument = self.of_id[number]
        if proposal != output.proposal:
            return 2
        return 0 if instrument == output.instrument else 1
