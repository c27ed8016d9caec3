"""Parsers of foreign bytes in a process that can be killed.

A feed, a PDF or a page may be built to make its parser run for hours, eat all
memory or crash. So it is read in a child process with limits on memory, time and
files; when the child dies the input is refused, and the next one gets a new child.

What comes back is read by an unpickler that knows our own values and nothing else:
whoever takes the child over does not thereby get the parent.
"""

from __future__ import annotations

import contextlib
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, Final, ParamSpec, Self, TypeVar, cast

from sayso.errors import InputError

P = ParamSpec("P")
T = TypeVar("T")

_HEAD = struct.Struct("!Q")
_MOST_BYTES = 500_000_000
_BUILTINS: Final = frozenset({"tuple", "list", "dict", "set", "frozenset", "str", "bytes", "int", "float", "bool"})
_RECYCLED_AFTER = 2000
"""Calls; parsers leak."""


@dataclass(frozen=True, slots=True)
class Confines:
    """What one call may cost: seconds by the clock, and the child's memory in bytes (all that it maps)."""

    seconds: float = 30.0
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
            answer = child.call((function, args, options), self._confines.seconds)
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


class _Child:
    """One child process."""

    def __init__(self, confines: Confines) -> None:
        command = [sys.executable, "-m", "sayso.reading.confined", str(confines.memory), str(int(confines.seconds) + 1)]
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.calls = 0

    def call(self, work: object, seconds: float) -> object:
        """Hand over some work and wait for what comes of it; any failure leaves the child unusable."""
        self.calls += 1
        try:
            _send(_of(self._process.stdin), pickle.dumps(work))
            answer = _load(_receive(_of(self._process.stdout), time.monotonic() + seconds))
        except (OSError, EOFError, pickle.UnpicklingError, ValueError, AttributeError, ImportError) as error:
            raise _stopped() from error
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


def _stopped() -> InputError:
    message = "reading it took too long or too much memory, and was stopped"
    return InputError(message, code="stopped-by-parser", hint="Save the article as plain text.")


def _send(stream: IO[bytes], body: bytes) -> None:
    stream.write(_HEAD.pack(len(body)))
    stream.write(body)
    stream.flush()


def _receive(stream: IO[bytes], end: float) -> bytes:
    """What the child sends, before the end of the time allowed."""
    size = _HEAD.unpack(_read(stream, _HEAD.size, end))[0]
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


# ---------------------------------------------------------------- in the child


def _serve(memory: int, seconds: int) -> None:
    """Do what comes in until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not be taken for an answer
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while head := stdin.read(_HEAD.size):
        function, args, options = pickle.loads(stdin.read(_HEAD.unpack(head)[0]))  # noqa: S301 - the parent's own
        used = resource.getrusage(resource.RUSAGE_SELF)
        # Where the parent is killed while a parser hangs, nobody but the kernel is left to end it.
        limit = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        _send(stdout, pickle.dumps(_attempt(function, args, options)))


def _attempt(function: Callable[..., object], args: tuple[object, ...], options: dict[str, object]) -> object:
    try:
        return function(*args, **options)
    except InputError as error:
        return InputError(error.message, hint=error.hint, code=error.code)
    except MemoryError:
        return _stopped()
    except Exception as error:  # noqa: BLE001 - whatever a parser raises, the input cannot be read
        message = f"it cannot be read ({type(error).__name__})"
        return InputError(message, code="unreadable", hint="Save the article as plain text.")


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
