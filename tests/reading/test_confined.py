from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import pytest

from sayso.errors import InputError
from sayso.reading.confined import Confined, Confines
from sayso.types import CharSpan
from tests.reading import foreign


@pytest.fixture
def confined() -> Iterator[Confined]:
    with Confined(Confines(memory=1_000_000_000)) as opened:
        yield opened


def code_of(confined: Confined, function, *args) -> str:
    with pytest.raises(InputError) as caught:
        confined.run(function, *args)
    assert caught.value.hint
    return caught.value.code


def test_values_come_back(confined: Confined) -> None:
    assert confined.run(foreign.double, 21) == 42
    assert confined.run(foreign.span, "žžž") == CharSpan(0, 3)
    assert confined.run(foreign.who) != os.getpid()


def test_a_child_is_used_again(confined: Confined) -> None:
    assert confined.run(foreign.who) == confined.run(foreign.who)


def test_what_is_printed_is_no_answer(confined: Confined) -> None:
    assert confined.run(foreign.shout) == "the answer"


def test_refusals_come_back(confined: Confined) -> None:
    assert code_of(confined, foreign.refuse) == "no-good"
    assert code_of(confined, foreign.fail) == "unreadable"


@pytest.mark.parametrize("function", [foreign.eat, foreign.die, foreign.crash])
def test_what_does_not_end_well_is_ended(confined: Confined, function) -> None:
    assert code_of(confined, function) == "stopped-by-parser"
    assert confined.run(foreign.double, 2) == 4  # and the next input is read


@pytest.mark.parametrize("function", [foreign.hang, foreign.sleep])
def test_what_does_not_end_is_ended(function) -> None:
    began = time.monotonic()
    with Confined(Confines(patience=2)) as hasty:
        assert code_of(hasty, function) == "stopped-by-parser"
    assert time.monotonic() - began < 60


def test_whoever_takes_the_child_over_does_not_get_the_parent(confined: Confined, tmp_path) -> None:
    path = str(tmp_path / "made")
    assert code_of(confined, foreign.take_over, path) == "stopped-by-parser"
    assert not os.path.exists(path)  # noqa: PTH110


def test_threads_share_it(confined: Confined) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda n=n: found.append(confined.run(foreign.double, n))) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [0, 2, 4, 6, 8, 10]
