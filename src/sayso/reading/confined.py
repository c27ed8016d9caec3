"""Parsers of foreign bytes in a process that can be killed.

A feed, a PDF or a page may be built to make its parser run for hours, eat all
memory or crash. So it is read in a child process with limits on memory, time and
files; when the child dies the input is refused, and the next one gets a new child.

What comes back is read by an unpickler that knows our own values and nothing else:
whoever takes the child over does not thereby get the parent.
"""

from __future__ import annotations

import atexit
import contextlib
import pickle
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import IO, Any, Final, ParamSpec, Self, TypeVar, cast

from sayso.errors import InputError

P = ParamSpec("P")
T = TypeVar("T")

HEAD: Final = struct.Struct("!Q")
"""How a message between parent and child begins: with its size."""

START_SECONDS: Final = 180.0
"""What a child may take to start: half a second on an idle machine."""

_MOST_BYTES = 500_000_000
_BUILTINS: Final = frozenset({"tuple", "list", "dict", "set", "frozenset", "str", "bytes", "int", "float", "bool"})
_RECYCLED_AFTER = 2000
"""Calls; parsers leak."""


@dataclass(frozen=True, slots=True)
class Confines:
    """What one call may cost: seconds of a processor, seconds by the clock, bytes of memory (all that it maps).

    The clock allows for machines that are busy with other things; the processor's seconds do not.
    """

    seconds: float = 30.0
    patience: float = 180.0
    memory: int = 2_000_000_000


class Confined:
    """Calls functions in child processes; threads may share it. Close it, or use it in ``with``."""

    def __init__(self, confines: Confines | None = None) -> None:
        self._confines = confines or Confines()
        self._idle: list[_Child] = []
        self._guard = threading.Lock()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def run(self, function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """Call a function of a module with plain values, elsewhere.

        Raises:
            InputError: what the function raised; ``stopped-by-parser`` where it took too long, too
                much memory or the child's life; ``unreadable`` for any other exception.

        """
        child = self._take()
        done = False
        try:
            answer = child.call((function, args, options), self._confines.patience)
            done = True
        finally:
            if done and child.calls < _RECYCLED_AFTER:
                self._give_back(child)
            else:
                child.kill()
        if isinstance(answer, InputError):
            raise answer
        return cast("T", answer)

    def close(self) -> None:
        """End the children. May be called twice."""
        with self._guard:
            idle, self._idle = self._idle, []
        for child in idle:
            child.kill()

    def _take(self) -> _Child:
        with self._guard:
            if self._idle:
                return self._idle.pop()
        return _Child(self._confines)

    def _give_back(self, child: _Child) -> None:
        with self._guard:
            self._idle.append(child)


_inside = False


def call_here() -> None:
    """Say that this process is a child itself: it need not call another."""
    global _inside  # noqa: PLW0603 - a process becomes a child once and for good
    _inside = True


class _Here:
    """Calls functions in this very process, which is confined already."""

    def run(self, function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """Call the function."""
        return function(*args, **options)


def shared_confined() -> Confined | _Here:
    """The children that a whole process shares; they end with it."""
    return _Here() if _inside else _shared()


@cache
def _shared() -> Confined:
    confined = Confined()
    atexit.register(confined.close)
    return confined


class _Child:
    """One child process."""

    def __init__(self, confines: Confines) -> None:
        command = [sys.executable, "-m", "sayso.reading.child", str(confines.memory), str(int(confines.seconds) + 1)]
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.calls = 0
        self._ready = False

    def call(self, work: object, seconds: float) -> object:
        """Hand over some work and wait for what comes of it; any failure leaves the child unusable."""
        self.calls += 1
        try:
            if not self._ready:  # the start of a process is not the work's time
                _receive(_of(self._process.stdout), time.monotonic() + START_SECONDS)
                self._ready = True
            send(_of(self._process.stdin), pickle.dumps(work))
            answer = _load(_receive(_of(self._process.stdout), time.monotonic() + seconds))
        except (OSError, EOFError, pickle.UnpicklingError, ValueError, AttributeError, ImportError) as error:
            raise stopped() from error
        return answer

    def kill(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                _of(stream).close()


def _of(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        message = "the child has no pipes"
        raise OSError(message)
    return stream


def stopped() -> InputError:
    """The refusal of what was stopped."""
    message = "reading it took too long or too much memory, and was stopped"
    return InputError(message, code="stopped-by-parser", hint="Save the article as plain text.")


def send(stream: IO[bytes], body: bytes) -> None:
    """Write a message: its size, then its bytes."""
    stream.write(HEAD.pack(len(body)))
    stream.write(body)
    stream.flush()


def _receive(stream: IO[bytes], end: float) -> bytes:
    """What the child sends, before the end of the time allowed."""
    size = HEAD.unpack(_read(stream, HEAD.size, end))[0]
    if size > _MOST_BYTES:
        message = "the child sends too much"
        raise ValueError(message)
    return _read(stream, size, end)


def _read(stream: IO[bytes], size: int, end: float) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        left = end - time.monotonic()
        if left <= 0 or not select.select([stream], [], [], left)[0]:
            message = "the child is silent"
            raise TimeoutError(message)
        piece = stream.read1(size - len(pieces))  # type: ignore[attr-defined]
        if not piece:
            raise EOFError
        pieces += piece
    return bytes(pieces)


class _OwnValues(pickle.Unpickler):
    """Loads plain values and those of `sayso`'s own classes."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as the library has it
        if module == "builtins" and name in _BUILTINS:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith("sayso.") and "." not in name else None
        if isinstance(found, type):
            return found
        message = f"the child sends a {module}.{name}"
        raise pickle.UnpicklingError(message)


def _load(body: bytes) -> object:
    from io import BytesIO  # noqa: PLC0415 - only here

    return _OwnValues(BytesIO(body)).load()
