"""What is asked of every peer, and what an answer is: values that compare."""

import random
from dataclasses import dataclass, field

RESOLUTION = "MXAutoprocIntegrationScaling_overall_resolution_limit_high"
FACETS = ("instrument", "Sample_animal", "scanType", "Process_program", "InstrumentDetector01_model")
TOP = 20  # values a facet
PAGE = 50


@dataclass(frozen=True)
class Question:
    """`kind`: Q1 .. Q7 and their kin; the members it needs are set."""

    kind: str
    technique: str = ""
    instrument: str = ""
    animal: str = ""
    below: float = 2.0    # resolution, in the dictionary's unit (Å)
    start: int = 0        # a dataset
    substring: str = ""

    @property
    def newest_first(self) -> bool:
        return self.kind in ("Q2", "Q2b", "Q4")

    @property
    def limits_resolution(self) -> bool:
        return self.kind in ("Q2", "Q2b")

    @property
    def q1(self) -> bool:
        """Technique and instrument and animal."""
        return self.kind in ("Q1", "Q2", "Q3b", "ancestor(Q1)")


# kind -> what it is, in the order they are asked.
KINDS = {
    "Q1": "technique and instrument and animal: 50 ids, exact count",
    "Q2": "the same, and resolution < 2, newest first",
    "Q2b": "technique and resolution < 2, newest first",
    "Q3": "five facets, 20 values each, over one technique",
    "Q3b": "the same over a Q1 result",
    "Q4": "page of 50 datasets with all parameters, newest first",
    "Q5 up": "ancestors of one dataset",
    "Q5 down": "descendants of one dataset",
    "Q6": "datasets, files, volume by instrument and year",
    "Q7": "substring of sample name: 50 ids, exact count",
    "ancestor(Q1)": "what was made, over any number of steps, from what Q1 finds: 50 ids, exact count",
}


@dataclass
class Answer:
    count: int = -1
    ids: list = field(default_factory=list)         # of the page, in order; Q5: all, ascending
    facets: dict = field(default_factory=dict)      # name -> [(value, count) ...]
    groups: dict = field(default_factory=dict)      # (instrument, year) -> (datasets, files, volume)
    documents: dict = field(default_factory=dict)   # id -> {parameter: text as sent}

    def difference(self, other: "Answer") -> str:
        """"" when both say the same, else the first thing that differs."""
        for name in ("count", "ids", "facets", "groups", "documents"):
            mine, others = getattr(self, name), getattr(other, name)
            if mine != others:
                return f"{name}: {first_difference(mine, others)}"
        return ""


def first_difference(mine, others) -> str:
    if isinstance(mine, dict) and isinstance(others, dict):
        for key in sorted(set(mine) | set(others), key=str):
            if mine.get(key) != others.get(key):
                return f"{key}: {first_difference(mine.get(key), others.get(key))}"
    if isinstance(mine, list) and isinstance(others, list):
        for at, (one, two) in enumerate(zip(mine, others)):
            if one != two:
                return f"[{at}]: {one!r} and {two!r}"
        return f"{len(mine)} and {len(others)} long"
    return f"{str(mine)[:120]!r} and {str(others)[:120]!r}"


class Constants:
    """Collected while the datasets are read: what to ask about. A sample of the datasets, seeded, so the same each time."""

    def __init__(self, seed: int = 11, keep: int = 4000):
        self._rng, self._keep, self._seen = random.Random(seed), keep, 0
        self.kept: list = []       # (technique, instrument, animal) of datasets that have all three
        self.sharp: list = []      # the same, of datasets that have a resolution, too
        self.samples: list = []
        self.techniques: set = set()
        self.outputs: list = []
        self.inputs: list = []

    def look_at(self, folded, values) -> None:
        definition = values.texts.get("definition")
        if definition:
            self.techniques.update(definition)
            animal = values.texts.get("Sample_animal")
            if animal:
                triple = (self._rng.choice(definition), folded.instrument, animal)
                self._maybe(self.kept, triple)
                if RESOLUTION in values.numbers or RESOLUTION in values.dirty:
                    self._maybe(self.sharp, triple)
        if folded.sample:
            self._maybe(self.samples, folded.sample)
        if folded.inputs:
            self._maybe(self.outputs, folded.id)
            self._maybe(self.inputs, folded.inputs[0])

    def _maybe(self, kept: list, one) -> None:
        """A reservoir."""
        self._seen += 1
        if len(kept) < self._keep:
            kept.append(one)
        elif (at := self._rng.randrange(self._seen)) < self._keep:
            kept[at] = one

    def as_dict(self) -> dict:
        return {"kept": self.kept, "sharp": self.sharp, "samples": self.samples, "techniques": sorted(self.techniques),
                "outputs": self.outputs, "inputs": self.inputs}


def make_questions(constants: dict, times: int, seed: int = 7) -> dict[str, list[Question]]:
    """kind -> questions. Constants repeat only when there are fewer of them than `times` (techniques, Q6)."""
    rng = random.Random(seed)

    def varied(values: list) -> list:
        distinct = sorted({tuple(v) if isinstance(v, list) else v for v in values})
        rng.shuffle(distinct)
        return [distinct[i % len(distinct)] for i in range(times)] if distinct else []

    triples, sharp = varied(constants["kept"]), varied(constants["sharp"])
    techniques = varied(constants["techniques"])
    sharp_techniques = varied([t for t, _, _ in constants["sharp"]])
    pieces = varied([piece_of(name, rng) for name in constants["samples"]])
    below = [rng.choice((1.2, 1.5, 1.8, 2.0, 2.5, 3.0)) for _ in range(times)]
    made = {
        "Q1": [Question("Q1", t, i, a) for t, i, a in triples],
        "Q2": [Question("Q2", t, i, a, b) for (t, i, a), b in zip(sharp, below)],
        "Q2b": [Question("Q2b", t, below=b) for t, b in zip(sharp_techniques, below)],
        "Q3": [Question("Q3", t) for t in techniques],
        "Q3b": [Question("Q3b", t, i, a) for t, i, a in triples],
        "Q4": [Question("Q4", t, i) for t, i, _ in triples],
        "Q5 up": [Question("Q5 up", start=n) for n in varied(constants["outputs"])],
        "Q5 down": [Question("Q5 down", start=n) for n in varied(constants["inputs"])],
        "Q6": [Question("Q6")] * times,
        "Q7": [Question("Q7", substring=p) for p in pieces],
        "ancestor(Q1)": [Question("ancestor(Q1)", t, i, a) for t, i, a in triples],
    }
    assert list(made) == list(KINDS)
    return made


def questions_of_synth(lines: list[dict], times: int) -> dict[str, list[Question]]:
    """The constants that `weft synth --queries` chose: the same that are asked in process. Q2b and Q4 vary as Q2 and Q1 do."""
    told: dict = {}
    for line in lines:
        told.setdefault(line["query"], []).append(line)

    def triple(line: dict) -> tuple:
        return line["technique"], line["instrument"], line["animal"]

    made = {
        "Q1": [Question("Q1", *triple(l)) for l in told["Q1"]],
        "Q2": [Question("Q2", *triple(l), l["below"]) for l in told["Q2"]],
        "Q2b": [Question("Q2b", l["technique"], below=l["below"]) for l in told["Q2"]],
        "Q3": [Question("Q3", l["technique"]) for l in told["Q3"]],
        "Q3b": [Question("Q3b", *triple(l)) for l in told["Q3b"]],
        "Q4": [Question("Q4", l["technique"], l["instrument"]) for l in told["Q1"]],
        "Q5 up": [Question("Q5 up", start=l["ancestorsOf"]) for l in told["Q5"]],
        "Q5 down": [Question("Q5 down", start=l["descendantsOf"]) for l in told["Q5"]],
        "Q6": [Question("Q6") for _ in told["Q6"]],
        "Q7": [Question("Q7", substring=l["text"]) for l in told["Q7"]],
        "ancestor(Q1)": [Question("ancestor(Q1)", *triple(l)) for l in told["Q8"]],
    }
    return {kind: asked[:times] for kind, asked in made.items()}


def piece_of(name: str, rng: random.Random) -> str:
    """Three to six characters out of the middle of a sample's name, without the signs that LIKE and wildcards take."""
    plain = [run for run in "".join(c if c.isascii() and c.isalnum() else " " for c in name).split() if len(run) >= 3]
    if not plain:
        return "lys"
    run = rng.choice(plain)
    begin = rng.randrange(len(run) - 2)
    return run[begin:begin + rng.randrange(3, 7)]
