"""Elasticsearch 7.10.2: a document a dataset, one shard, force-merged, request cache off, over HTTP on one kept connection."""

import pathlib
import time

import orjson

from elastic_server import ElasticServer
from questions import FACETS, PAGE, RESOLUTION, TOP, Answer, Question
from reading import Folded, Values, read_exactly

EVERYTHING = 10_000_000  # result window: links are walked by asking for whole results
MOST_OFTEN = 10_000  # ... which seldom are longer than this; a window of everything costs its memory for each request


def mapping(names: list) -> dict:
    """Every parameter as text and as number, explicitly: dynamic mapping would mix float and long."""
    keyword, number = {"type": "keyword", "ignore_above": 8000}, {"type": "double"}
    fields = {name: {"type": "long"} for name in ("id", "started", "files", "volume", "inputs")}
    fields |= {name: {"type": "keyword"} for name in ("type", "instrument", "proposal", "sample", "location", "name")}
    fields["year"] = {"type": "short"}
    fields["t"] = {"dynamic": "strict", "properties": {name: keyword for name in names}}
    fields["n"] = {"dynamic": "strict", "properties": {name: number for name in names}}
    fields["dirty"] = {"type": "object", "enabled": False}
    fields["raw"] = {"type": "object", "enabled": False}
    return {"dynamic": "strict", "properties": fields}


class Elastic:
    name, folder = "Elasticsearch 7.10.2", "elastic"
    about = "a document a dataset, every parameter indexed; links are walked by the asker, a request a step"

    def __init__(self, cache: pathlib.Path):
        self.home = cache / self.folder
        self.server = self.wire = None

    def start(self, loading: bool = False) -> None:
        self.server = ElasticServer(self.home)
        self.wire = self.server.wire()

    def stop(self) -> None:
        if self.server:
            self.wire.close()
            self.server.stop()
            self.server = None

    def call(self, method: str, path: str, body=None):
        return orjson.loads(self.wire.call(method, path, orjson.dumps(body) if body is not None else b""))

    def bytes(self) -> int:
        return self.call("GET", "/dataset/_stats/store")["_all"]["total"]["store"]["size_in_bytes"]

    def files(self) -> pathlib.Path:
        return self.home / "data"

    def begin_load(self, names: list) -> None:
        self.call("DELETE", "/dataset?ignore_unavailable=true")
        settings = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1", "requests.cache.enable": False,
                    "translog.durability": "async", "max_result_window": EVERYTHING, "max_terms_count": EVERYTHING,
                    "mapping.total_fields.limit": 5000}
        self.call("PUT", "/dataset", {"settings": {"index": settings}, "mappings": mapping(names)})

    @staticmethod
    def document(f: Folded, v: Values) -> dict:
        document = {"id": f.id, "type": f.type, "instrument": f.instrument, "proposal": f.proposal, "location": f.location, "name": f.name,
                    "files": f.files, "volume": f.volume, "t": v.texts,
                    "n": {name: orjson.Fragment(letters) for name, letters in v.numbers.items()} | v.dirty}
        if f.start is not None:
            document |= {"started": f.start, "year": int(time.gmtime(f.start // 1_000_000).tm_year)}
        if f.sample:
            document["sample"] = f.sample
        if f.inputs:
            document["inputs"] = f.inputs
        if v.raw:
            document["raw"] = v.raw
        if v.dirty:
            document["dirty"] = {name: 1 for name in v.dirty}
        return document

    def load(self, batch: list) -> None:
        for at in range(0, len(batch), 1000):
            lines = []
            for f, v in batch[at:at + 1000]:
                lines += [b'{"index":{"_id":"%d"}}' % f.id, orjson.dumps(self.document(f, v))]
            answer = self.wire.call("POST", "/dataset/_bulk?filter_path=errors,items.*.error", b"\n".join(lines) + b"\n", "application/x-ndjson")
            if b'"errors":false' not in answer:
                raise RuntimeError(f"Elasticsearch took not every document: {answer[:1000].decode()}")

    def end_load(self) -> None:
        self.call("POST", "/dataset/_refresh")
        self.call("POST", "/dataset/_forcemerge?max_num_segments=1&flush=true")
        self.call("POST", "/dataset/_refresh")

    def ask(self, question: Question) -> tuple[float, Answer]:
        if question.kind.startswith("Q5"):
            return self.walk(question)
        if question.kind == "ancestor(Q1)":
            return self.made_of(question)
        request = self.wire.request("POST", "/dataset/_search", orjson.dumps(self.body(question)))
        began = time.perf_counter()
        body = self.wire.send(request)
        took = time.perf_counter() - began
        return took, self.read(question, body)

    @staticmethod
    def filter(q: Question) -> dict:
        if q.kind == "Q7":
            return {"wildcard": {"sample": {"value": f"*{q.substring}*", "case_insensitive": True}}}
        parts = [{"term": {"t.definition": q.technique}}] if q.technique else []
        parts += [{"term": {"instrument": q.instrument}}] if q.instrument else []
        parts += [{"term": {"t.Sample_animal": q.animal}}] if q.animal else []
        if q.limits_resolution:
            parts.append({"range": {f"n.{RESOLUTION}": {"lt": q.below - 1e-9 * abs(q.below)}}})
        return {"bool": {"filter": parts}}

    def body(self, q: Question) -> dict:
        if q.kind == "Q6":
            sums = {"files": {"sum": {"field": "files"}}, "volume": {"sum": {"field": "volume"}}}
            return {"size": 0, "aggs": {"groups": {"terms": {"field": "instrument", "size": 1000}, "aggs": {
                "years": {"terms": {"field": "year", "size": 1000, "missing": 0}, "aggs": sums}}}}}
        body = {"query": self.filter(q), "track_total_hits": True}
        if q.kind.startswith("Q3"):
            return body | {"size": 0, "aggs": {name: {"terms": {"field": self.field(name), "size": TOP, "order": [
                {"_count": "desc"}, {"_key": "asc"}]}} for name in FACETS}}
        order = [{"started": {"order": "desc", "missing": "_last"}}, {"id": "asc"}] if q.newest_first else [{"id": "asc"}]
        return body | {"size": PAGE, "sort": order, "_source": q.kind == "Q4"}  # in part, it would be written anew

    @staticmethod
    def field(name: str) -> str:
        return name if name in ("instrument", "type") else f"t.{name}"

    def read(self, q: Question, body: bytes) -> Answer:
        answer = read_exactly(body) if q.kind == "Q4" else orjson.loads(body)
        if q.kind == "Q6":
            return Answer(groups={(i["key"], str(y["key"]) if y["key"] else ""): (
                y["doc_count"], int(y["files"]["value"]), int(y["volume"]["value"])) for i in answer["aggregations"]["groups"]["buckets"]
                for y in i["years"]["buckets"]})
        if q.kind.startswith("Q3"):
            return Answer(facets={name: [(b["key"], b["doc_count"]) for b in answer["aggregations"][name]["buckets"]] for name in FACETS})
        hits = answer["hits"]
        found = Answer(count=int(hits["total"]["value"]), ids=[int(hit["_id"]) for hit in hits["hits"]])
        if q.kind == "Q4":
            found.documents = {int(hit["_id"]): self.texts(hit["_source"]) for hit in hits["hits"]}
        return found

    @staticmethod
    def texts(source: dict) -> dict:
        dirty, texts = source.get("dirty", {}), {}
        for name, value in source.get("t", {}).items():
            texts[name] = value[0] if isinstance(value, list) else value
        texts |= {name: letters for name, letters in source.get("n", {}).items() if name not in dirty}
        return texts | source.get("raw", {})

    # --- What a search engine cannot do: the asker walks, a request a step ------------------------------------------

    def all_hits(self, body: dict) -> list:
        for size in (MOST_OFTEN, EVERYTHING):
            answer = self.wire.call("POST", "/dataset/_search", orjson.dumps({**body, "size": size}))
            hits = orjson.loads(answer)["hits"]["hits"]
            if len(hits) < size:
                break
        return hits

    def neighbours(self, ids: list, up: bool) -> list:
        body = {"sort": ["_doc"], "track_total_hits": False,
                "query": {"terms": {("id" if up else "inputs"): ids}}, "_source": ["inputs"] if up else False}
        hits = self.all_hits(body)
        if up:
            return [i for hit in hits for i in hit["_source"].get("inputs", ())]
        return [int(hit["_id"]) for hit in hits]

    def reached(self, edge: list, up: bool) -> list:
        seen: set = set()
        while edge:
            edge = [i for i in dict.fromkeys(self.neighbours(edge, up)) if i not in seen]
            seen.update(edge)
        return sorted(seen)

    def walk(self, q: Question) -> tuple[float, Answer]:
        began = time.perf_counter()
        ids = self.reached([q.start], q.kind == "Q5 up")
        return time.perf_counter() - began, Answer(count=len(ids), ids=ids)

    def made_of(self, q: Question) -> tuple[float, Answer]:
        began = time.perf_counter()
        hits = self.all_hits({"query": self.filter(q), "sort": ["_doc"], "track_total_hits": False, "_source": False})
        ids = self.reached([int(hit["_id"]) for hit in hits], False)
        return time.perf_counter() - began, Answer(count=len(ids), ids=ids[:PAGE])
