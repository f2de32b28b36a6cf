"""The order of sending. Shuffled means across datasets: what one producer says about one dataset keeps its order."""

from __future__ import annotations

import random
from collections import defaultdict, deque

from .messages import Message


def arrange(messages: list[Message], order: str, seed: int) -> list[Message]:
    if order == "natural":
        return list(messages)
    places = list(range(len(messages)))
    random.Random(f"order {seed}").shuffle(places)
    waiting: dict[tuple, deque[Message]] = defaultdict(deque)
    for message in messages:
        waiting[message.key].append(message)
    return [waiting[messages[place].key].popleft() for place in places]
