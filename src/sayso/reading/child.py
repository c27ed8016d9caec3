"""The process in which foreign bytes are parsed: ``python -m sayso.reading.child MEMORY SECONDS``.

It ends when its parent does.
"""

from __future__ import annotations

import pickle
import resource
import signal
import sys
from collections.abc import Callable

from sayso.errors import InputError
from sayso.reading.confined import HEAD, call_here, send, stopped


def serve(memory: int, seconds: int) -> None:
    """Do what comes in until the parent is gone."""
    call_here()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not be taken for an answer
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    send(stdout, b"ready")
    while head := stdin.read(HEAD.size):
        function, args, options = pickle.loads(stdin.read(HEAD.unpack(head)[0]))  # noqa: S301 - the parent's own
        used = resource.getrusage(resource.RUSAGE_SELF)
        # Where the parent is killed while a parser hangs, nobody but the kernel is left to end it.
        limit = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        send(stdout, pickle.dumps(_attempt(function, args, options)))


def _attempt(function: Callable[..., object], args: tuple[object, ...], options: dict[str, object]) -> object:
    try:
        return function(*args, **options)
    except InputError as error:
        return InputError(error.message, hint=error.hint, code=error.code)
    except MemoryError:
        return stopped()
    except Exception as error:  # noqa: BLE001 - whatever a parser raises, the input cannot be read
        message = f"it cannot be read ({type(error).__name__})"
        return InputError(message, code="unreadable", hint="Save the article as plain text.")


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
