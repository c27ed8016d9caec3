"""What the children of the tests of `sayso.reading.confined` are asked to do."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from pathlib import Path

from sayso.errors import InputError
from sayso.types import CharSpan


def double(number: int) -> int:
    return number * 2


def span(text: str) -> CharSpan:
    return CharSpan(0, len(text))


def refuse() -> None:
    message = "it is no good"
    raise InputError(message, code="no-good", hint="Take another.")


def fail() -> None:
    {}["missing"]


def hang() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(60)


def eat() -> int:
    return len(bytearray(3_000_000_000))


def die() -> None:
    os._exit(3)


def crash() -> None:
    ctypes.string_at(0)


class Evil:
    def __reduce__(self):
        return os.mkdir, (self.path,)

    def __init__(self, path: str) -> None:
        self.path = path


def take_over(path: str) -> Evil:
    return Evil(path)


def shout() -> str:
    sys.stdout.write("this is no answer")
    sys.stdout.flush()
    return "the answer"


def who() -> int:
    return os.getpid()


def exists(path: str) -> bool:
    return Path(path).exists()
