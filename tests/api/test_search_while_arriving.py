"""Queries are answered exactly while messages arrive: each answer is what the messages up to its `seq` make, no more and no less."""

import collections
import random
import threading
import time

import pytest
import requests

from weft_server import WeftServer

RATE, SECONDS, SENDERS, READERS = 500, 4.0, 4, 2
ROOT = "/data/visitor/mx1/id30a1/20230601"
ANIMALS = ["Yak", "Lyon", "Mus musculus", "Talpa"]

Said = collections.namedtuple("Said", "seq name animal resolution inputs")
Asked = collections.namedtuple("Asked", "query at_least seq total names")


def folder(name):
    return f"{ROOT}/{'PROCESSED_DATA' if name.startswith('p') else 'RAW_DATA'}/s/{name}"


def message(name, animal, resolution, inputs):
    return {"type": "dataset", "proposal": "mx1", "instrument": "ID30A-1", "location": folder(name), "name": name,
            "startDate": "2023-06-01T10:00:00Z", "sample": {"name": "s"},
            "parameters": {"Sample_animal": animal, "MX_resolution": resolution}, "inputs": [folder(i) for i in inputs]}


class Scene:
    """What was said and what was answered, by threads that know nothing of each other."""

    def __init__(self, weft):
        self.weft, self.said, self.asked, self.acknowledged = weft, [], [], 0
        self.failures = []
        self.lock, self.over = threading.Lock(), threading.Event()

    def thread(self, what, k):
        def run():
            try:
                what(k)
            except Exception as failure:  # told by the test, not by a warning
                self.failures.append(failure)

        return threading.Thread(target=run)

    def say(self, session, name, animal, resolution, inputs):
        answer = session.post(self.weft.api + "/messages", json=message(name, animal, resolution, inputs), timeout=30)
        assert answer.status_code == 202, answer.text
        with self.lock:
            self.said.append(Said(answer.json()["seq"], name, animal, resolution, inputs))
            self.acknowledged = max(self.acknowledged, answer.json()["seq"])

    def send(self, k):
        rng, mine, session = random.Random(k), [], requests.Session()
        began = time.monotonic()
        for i in range(int(RATE * SECONDS / SENDERS)):
            again = bool(mine) and rng.random() < 0.1
            name = rng.choice(mine) if again else f"{'p' if i % 2 else 'r'}{k}_{i}"
            # An output goes before its input now and then: the link comes with the later one.
            inputs = [f"r{k}_{i + rng.choice([-1, 1])}"] if name.startswith("p") and not again else []
            if again:
                inputs = next(s.inputs for s in reversed(self.said) if s.name == name)
            else:
                mine.append(name)
            animal, resolution = rng.choice(ANIMALS), rng.randrange(100, 400) / 100
            time.sleep(max(0.0, began + i * SENDERS / RATE - time.monotonic()))
            self.say(session, name, animal, resolution, inputs)

    def ask(self, k):
        rng, session = random.Random(1000 + k), requests.Session()
        while not self.over.is_set():
            query, at_least = rng.choice(list(QUERIES)), self.acknowledged
            answer = session.get(self.weft.api + "/datasets", params={"q": query, "limit": 1000, "at_least": at_least}, timeout=30)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            self.asked.append(Asked(query, at_least, page["seq"], page["total"], [one["name"] for one in page["datasets"]]))


def inputs_of(state, name):
    return [state[i] for i in state[name].inputs if i in state]


QUERIES = {
    'Sample_animal = "Yak"': lambda one, state: one.animal == "Yak",
    "MX_resolution < 2": lambda one, state: one.resolution < 2,
    'not Sample_animal = "Lyon" and MX_resolution >= 3': lambda one, state: one.animal != "Lyon" and one.resolution >= 3,
    "type = processed": lambda one, state: bool(one.inputs),
    'input(Sample_animal = "Talpa")': lambda one, state: any(i.animal == "Talpa" for i in inputs_of(state, one.name)),
}


def state_at(said, seq):
    state = {}
    for one in said:
        if one.seq <= seq:
            state[one.name] = one
    return state


@pytest.fixture
def weft():
    with WeftServer() as server:
        yield server


def test_answers_are_exact_while_messages_arrive(weft):
    scene = Scene(weft)
    scene.say(requests, "first", "Yak", 1.0, [])  # a name that nobody bears yet is unknown
    senders = [scene.thread(scene.send, k) for k in range(SENDERS)]
    readers = [scene.thread(scene.ask, k) for k in range(READERS)]
    began = time.monotonic()
    for thread in senders + readers:
        thread.start()
    for thread in senders:
        thread.join()
    print(f"{len(scene.said)} messages, {len(scene.said) / (time.monotonic() - began):.0f}/s, {len(scene.asked)} answers")
    scene.over.set()
    for thread in readers:
        thread.join()
    assert not scene.failures, scene.failures
    said = sorted(scene.said)
    assert len(said) == 1 + int(RATE * SECONDS), "as many as that rate has in that time, however long it took"
    updates = len(said) - len({one.name for one in said})
    assert 0.07 < updates / len(said) < 0.13, updates
    assert len(scene.asked) > 10
    assert any(asked.query.startswith("input(") and asked.total > 0 for asked in scene.asked), "no link was crossed"
    assert len({asked.seq for asked in scene.asked}) > 5, "nothing arrived while questions were asked"
    for asked in scene.asked:
        assert asked.seq >= asked.at_least
        state = state_at(said, asked.seq)
        expected = sorted(one.name for one in state.values() if QUERIES[asked.query](one, state))
        assert asked.total == len(expected), asked.query
        assert sorted(asked.names) == expected[:1000] or asked.total > 1000, asked.query
