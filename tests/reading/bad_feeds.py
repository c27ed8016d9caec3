"""Bad feeds, made from a good one: cut, mixed up, blown up, in the wrong letters, or no feeds at all."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from itertools import pairwise

GOOD = (
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Courier</title>"
    + "".join(
        f"<item><title>Talks {n} – Žofia</title><link>https://courier.example/{n}</link><guid>{n}</guid>"
        f"<pubDate>Mon, 11 Mar 2024 12:{n:02}:00 GMT</pubDate><description>&lt;p&gt;Said.</description></item>"
        for n in range(12)
    )
    + "</channel></rss>"
).encode()


def cut(chance: random.Random) -> bytes:
    return GOOD[: chance.randrange(len(GOOD))]


def flip(chance: random.Random) -> bytes:
    body = bytearray(GOOD)
    for _ in range(chance.randrange(1, 60)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


def shuffle(chance: random.Random) -> bytes:
    tags = GOOD.split(b"<")
    chance.shuffle(tags)
    return b"<".join(tags)


def nest(chance: random.Random) -> bytes:
    depth = chance.randrange(1000, 4000)
    return b"<rss version='2.0'><channel>" + b"<item>" * depth


def laugh(chance: random.Random) -> bytes:
    names = [f"x{n}" for n in range(chance.randrange(5, 12))]
    lines = ["<!ENTITY x0 'haha'>"] + [f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in pairwise(names)]
    return f"<!DOCTYPE rss [{''.join(lines)}]><rss><channel><title>&{names[-1]};</title></channel></rss>".encode()


def wrong_letters(chance: random.Random) -> bytes:
    name = chance.choice(["utf-16", "utf-32", "cp037", "koi8-r", "no-such", "utf-7"])
    return GOOD.replace(b"encoding='utf-8'", f"encoding='{name}'".encode())


def long_fields(chance: random.Random) -> bytes:
    return GOOD.replace(b"<link>", b"<link>" + b"x" * chance.randrange(1000, 200_000), 3)


def no_feed(chance: random.Random) -> bytes:
    return chance.choice(
        [b"", b"\0" * 500, b"<html><title>404</title>", b"[]", b"{}", b'{"items": 7}', b"null", b"\xff\xfe"]
    )


def bomb(chance: random.Random) -> bytes:
    return gzip.compress(b"<rss>" + b" " * chance.randrange(1_000_000, 8_000_000))


def json_noise(chance: random.Random) -> bytes:
    items = ",".join(
        chance.choice(["{}", "7", '{"id": {}}', '{"url": [1]}', '{"id": 1e999}', "[[[]]]"]) for _ in range(50)
    )
    return f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{items}]}}'.encode()


def deep_json(chance: random.Random) -> bytes:
    return b'{"items": ' + b"[" * chance.randrange(1000, 100_000)


KINDS: tuple[Callable[[random.Random], bytes], ...] = (
    cut, flip, shuffle, nest, laugh, wrong_letters, long_fields, no_feed, bomb, json_noise, deep_json,
)  # fmt: skip


def make_bad_feeds(chance: random.Random, count: int) -> list[bytes]:
    """So many bad feeds, of all kinds in turn."""
    return [KINDS[number % len(KINDS)](chance) for number in range(count)]
