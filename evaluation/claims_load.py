"""Articles with statements out of a small grammar, so that claims grow with the articles and each stays small.

A claim is put forward 1 to ``MOST`` times, seldom often (a power law), by articles that stand near each other in
time. Eight claims share a topic, and so most of the words by which neighbours are found. Every article also has
sentences of its own, its outlet's standing line at the end, and a few are another outlet's, reprinted with credit.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from evaluation.grammar import GRAMMAR
from sayso.types import Act, Actor, ArticleDate, Certainty, Meaning, Reading, Speaker
from tests.make import Said, make_reading

STATEMENTS: Final = 10
"""Statements of an article."""
MOST: Final = 30
STEEPNESS: Final = 1.7
"""Exponent of the power law of sizes: about half of all claims are put forward once, one in sixty 20 times or more."""
OUTLETS: Final = 50
_OPEN: Final = 200
"""Claims that are in the news at a time."""
_OF_A_TOPIC: Final = 8
_REPRINTED: Final = 0.03
_SYLLABLES: Final = tuple(f"{one}{two}" for one in "bdfgklmnprstvz" for two in ("a", "e", "i", "o", "u", "or", "en"))


@dataclass
class _Open:
    words: str
    left: int


def make_readings(*, seed: int = 1) -> Iterator[Reading]:
    """Readings without end, always the same ones for a seed, in the order of their time."""
    chance = random.Random(seed)  # noqa: S311 - a load, no secrets
    claims = _make_claims(chance)
    pool = [next(claims) for _ in range(_OPEN)]
    recent: deque[Reading] = deque(maxlen=40)
    number = 0
    while True:
        if recent and chance.random() < _REPRINTED:
            original = recent[0]
            recent.clear()
            reading = _reprint(original, number)
        else:
            reading = _make_reading(number, pool, claims, chance)
            recent.append(reading)
        yield reading
        number += 1


def _make_claims(chance: random.Random) -> Iterator[_Open]:
    sizes = range(1, MOST + 1)
    weights = [size**-STEEPNESS for size in sizes]
    while True:
        topic = f"{_name(chance)} {_name(chance)} {chance.choice(('board', 'inquiry', 'bridge', 'fleet', 'levy'))}"
        for _ in range(_OF_A_TOPIC):
            event, place = chance.choice(GRAMMAR["EVENT"]), f"{_name(chance)} by {_name(chance)}"
            size = chance.choices(sizes, weights)[0]
            yield _Open(f"the {topic} {event} for {_name(chance)} at {place}", size)


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)).capitalize()


def _make_reading(number: int, pool: list[_Open], claims: Iterator[_Open], chance: random.Random) -> Reading:
    said = []
    for place in chance.sample(range(len(pool)), STATEMENTS):
        claim = pool[place]
        speaker = f"{chance.choice(GRAMMAR['NAME'])} {_name(chance)}"
        cue = "denied that" if chance.random() < 0.1 else "said that"
        said.append(Said(speaker, cue, f"{claim.words} {chance.choice(GRAMMAR['WHEN'])}"))
        claim.left -= 1
        if not claim.left:
            pool[place] = next(claims)
    outlet = number % OUTLETS
    own = (
        f"{_name(chance)} and {_name(chance)} {chance.choice(GRAMMAR['EVENT'])} as {_name(chance)} "
        f"and {_name(chance)} {chance.choice(GRAMMAR['EVENT'])} {chance.choice(GRAMMAR['PLACE'])}."
        for _ in range(8)
    )
    told = (f"{one.source} {one.cue} {one.content}." for one in said)
    text = "\n\n".join([*(f"{a} {b}" for a, b in zip(told, [*own, "", ""], strict=True)), _stand(outlet)])
    made = make_reading(number, said=tuple(said), text=text, **_imprint(number))
    return _interpret(made)


def _stand(outlet: int) -> str:
    """What an outlet prints under everything, in words of its own."""
    chance = random.Random(outlet)  # noqa: S311 - as above
    names = " ".join(_name(chance) for _ in range(32))
    return f"Outlet {outlet} is printed in {names}."


def _imprint(number: int) -> dict[str, object]:
    outlet = number % OUTLETS
    moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    published = ArticleDate(moment.isoformat(), "minute", "json-ld:datePublished")
    address = f"https://outlet{outlet}.example/{number}"
    return {
        "url": address,
        "input": address,
        "outlet": f"Outlet {outlet}",
        "title": f"Report {number}",
        "published": published,
        "dates": (published,),
        "furniture": (),
    }


def _interpret(reading: Reading) -> Reading:
    statements = tuple(
        replace(
            each,
            meaning=Meaning(
                Speaker(each.source.text, 0.9),
                "person",
                Act("deny" if each.cue.text.startswith("denied") else "assert", 0.9),
                Certainty("certain"),
            ),
        )
        for each in reading.statements
    )
    actors = tuple(Actor(name, "person") for name in dict.fromkeys(each.source.text for each in statements))
    return replace(reading, statements=statements, actors=actors)


def _reprint(original: Reading, number: int) -> Reading:
    said = tuple(Said(each.source.text, each.cue.text, each.content.text) for each in original.statements)
    credit = f"({original.article.outlet})"
    text = f"{original.text}\n\n{credit}"
    return _interpret(make_reading(number, said=said, text=text, **_imprint(number)))
