"""How well figures and times are read, on the public specifications of Microsoft's Recognizers-Text (MIT).

``python -m evaluation.recognizers FOLDER [--system NAME …]``: FOLDER holds its files
(NumberModel.json, PercentModel.json, …, from Specs/ in microsoft/Recognizers-Text). For
each file: how many of its results are found with the right value (their ranges touch),
how much else is found, and how many words a second are read. Dates are right where
they are the past or the future reading that the specification allows.

The specifications want every number; news wants what counts something. So a number in
"180ml" or "May 4th" counts against sayso in one column and never in the other: read
the figures with the list of what is missed (``--missed``).

Systems other than sayso run where they are installed: text2num, quantulum3,
recognizers (recognizers-text-suite), dateparser, parsedatetime.

Exit status: 0 done, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

from sayso.meaning.figures import Figure, find_figures
from sayso.meaning.timereckoning import reckon
from sayso.meaning.timevalues import Anchor
from sayso.meaning.timewords import find_time_phrases

TODAY: Final = date(2016, 11, 7)
"""The day that a case without a reference is seen from: that of most cases."""


class Found(NamedTuple):
    """A range with its value: a number, the bounds of a range, or the days (ISO) it may mean."""

    start: int
    end: int
    values: tuple[Any, ...]


class Case(NamedTuple):
    """A text, the day it is seen from, what is to be found in it, and what may be found or not."""

    text: str
    today: date
    wanted: tuple[Found, ...]
    ignored: tuple[Found, ...] = ()


class Score(NamedTuple):
    """What a system made of one file."""

    wanted: int
    right: int
    extra: int
    speed: float
    missed: tuple[str, ...]


System = Callable[[str, date], Sequence[Found]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.recognizers", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("folder", type=Path, help="the specification files")
    parser.add_argument("--system", nargs="+", choices=sorted(SYSTEMS), default=["sayso"])
    parser.add_argument("--missed", action="store_true", help="print what is not found")
    options = parser.parse_args(arguments)
    print(f"{'file':<24}{'system':<15}{'wanted':>7}{'right':>7}{'%':>6}{'extra':>7}{'words/s':>10}")
    for name, read in FILES.items():
        path = options.folder / f"{name}.json"
        if not path.is_file():
            parser.error(f"{path} is not there")
        cases = tuple(read_cases(path, read))
        for system in options.system:
            print_score(name, system, cases, missed=options.missed)
    return 0


def print_score(name: str, system: str, cases: Sequence[Case], *, missed: bool) -> None:
    """Measure one system on one file, if it reads such things."""
    finder = SYSTEMS[system](name)
    if finder is None:
        return
    score = measure(finder, cases)
    percent = 100 * score.right / max(score.wanted, 1)
    print(
        f"{name:<24}{system:<15}{score.wanted:>7}{score.right:>7}{percent:>6.1f}{score.extra:>7}{score.speed:>10,.0f}"
    )
    if missed:
        print("\n".join(f"    {line}" for line in score.missed))


def measure(finder: System, cases: Sequence[Case]) -> Score:
    """Compare what ``finder`` finds with what the cases want."""
    finder(cases[0].text, cases[0].today)  # lists and patterns are loaded before the clock starts
    begin = time.process_time()
    answers = [tuple(finder(case.text, case.today)) for case in cases]
    seconds = time.process_time() - begin
    words = sum(len(case.text.split()) for case in cases)
    right, extra, missed = 0, 0, []
    for case, found in zip(cases, answers, strict=True):
        for wanted in case.wanted:
            hit = any(touches(one, wanted) and agrees(one, wanted) for one in found)
            right += hit
            if not hit:
                missed.append(f"{case.text!r}: {wanted} not in {[one.values for one in found]}")
        extra += sum(not any(touches(one, known) for known in (*case.wanted, *case.ignored)) for one in found)
    wanted = sum(len(case.wanted) for case in cases)
    return Score(wanted, right, extra, words / max(seconds, 1e-9), tuple(missed))


def touches(one: Found, two: Found) -> bool:
    """Whether their ranges overlap."""
    return one.start < two.end and two.start < one.end


def agrees(one: Found, two: Found) -> bool:
    """Whether one of the values is the same, numbers to a five-thousandth."""
    return any(_equal(a, b) for a in one.values for b in two.values)


def _equal(one: Any, two: Any) -> bool:  # noqa: ANN401 - numbers, pairs or dates
    if isinstance(one, tuple) and isinstance(two, tuple):
        return len(one) == len(two) and all(_equal(a, b) for a, b in zip(one, two, strict=True))
    if isinstance(one, float) and isinstance(two, float):
        return abs(one - two) <= 2e-4 * max(abs(one), abs(two), 1e-4)
    return bool(one == two)


# ---------------------------------------------------------------- the specifications


def read_cases(path: Path, read: Callable[[dict[str, Any]], tuple[Any, ...] | None]) -> Iterator[Case]:
    """The cases of a file; what ``read`` finds no value in (a time of day, a set) is ignored."""
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        reference = case.get("Context", {}).get("ReferenceDateTime")
        today = datetime.fromisoformat(reference).date() if reference else TODAY
        results = [
            Found(result["Start"], result["Start"] + len(result["Text"]), read(result) or ())
            for result in case["Results"]
        ]
        wanted = tuple(result for result in results if result.values)
        yield Case(case["Input"], today, wanted, tuple(result for result in results if not result.values))


def read_number(result: dict[str, Any]) -> tuple[Any, ...] | None:
    """The value of a number, per cent or sum of money."""
    value = str((result["Resolution"] or {}).get("value") or "").rstrip("%")
    return (float(value),) if re.fullmatch(r"-?\d+(?:\.\d+)?(?:E[+-]?\d+)?", value) else None


def read_range(result: dict[str, Any]) -> tuple[Any, ...] | None:
    """The bounds of ``[5,7)``, None where open."""
    low, _, high = result["Resolution"]["value"].strip("[]()").partition(",")
    return (tuple(float(bound) if bound else None for bound in (low, high)),)


def read_days(result: dict[str, Any]) -> tuple[Any, ...] | None:
    """The first and last day that may be meant; a range ends on the day named or, of whole months, the day after."""
    found = set()
    values = (result.get("Resolution") or {}).get("values") or list(_resolutions(result.get("Value") or {}))
    for value in values:
        if value.get("type") == "date" and "value" in value:
            found.add((value["value"], value["value"]))
        elif value.get("type") == "daterange" and value.get("start") and value.get("end"):
            found |= {(value["start"], value["end"]), (value["start"], _day_before(value["end"]))}
    return tuple(found) or None


def _resolutions(value: dict[str, Any]) -> Iterator[dict[str, str]]:
    for reading in ("FutureResolution", "PastResolution"):
        days = value.get(reading) or {}
        if "startDate" in days:
            yield {"type": "daterange", "start": days["startDate"], "end": days.get("endDate", "")}


def _day_before(day: str) -> str:
    return date.fromordinal(max(date.fromisoformat(day[:10]).toordinal() - 1, 1)).isoformat()


FILES: Final[dict[str, Callable[[dict[str, Any]], tuple[Any, ...] | None]]] = {
    "NumberModel": read_number,
    "PercentModel": read_number,
    "CurrencyModel": read_number,
    "NumberRangeModel": read_range,
    "DateTimeModel": read_days,
    "DatePeriodParser": read_days,
}


# ---------------------------------------------------------------- the systems


def make_sayso(name: str) -> System:
    """What the meaning layer reads, on words alone."""
    if read_days is FILES[name]:
        return _find_days
    ranged = name == "NumberRangeModel"

    def find(text: str, _: date) -> list[Found]:
        found = []
        for figure in find_figures(text):
            low, high = (_to_plain(bound, figure, text) for bound in (figure.low, figure.high))
            if _is_kind(figure, name):
                found.append(Found(figure.span.start, figure.span.end, ((low, high),) if ranged else (low, high)))
        return found

    return find


def _is_kind(figure: Figure, name: str) -> bool:
    return {"PercentModel": figure.unit == "%", "CurrencyModel": figure.money}.get(name, True)


def _to_plain(bound: float | None, figure: Figure, text: str) -> float | None:
    """A share without its sign as the specification has it: "a third" is 0.3333, not 33.33 per cent."""
    signed = re.search(r"%|per\s?cent|pct", figure.span.of(text), re.IGNORECASE)
    return bound if bound is None or figure.unit != "%" or signed else round(bound / 100, 4)


def _find_days(text: str, today: date) -> list[Found]:
    found = []
    for phrase in find_time_phrases(text):
        periods = {reckon(phrase, Anchor(today, look)) for look in ("past", "future")} - {None}
        days = tuple((p.start.isoformat(), p.end.isoformat()) for p in periods if p is not None)
        if days:
            found.append(Found(phrase.span.start, phrase.span.end, days))
    return found


def make_text2num(name: str) -> System | None:
    """Numbers in words and digits, by tokens."""
    if name not in ("NumberModel", "PercentModel", "CurrencyModel"):
        return None
    library = import_module("text_to_num")

    class Token(str):
        """A word with what the library asks of one."""

        __slots__ = ()

        def text(self) -> str:
            return str(self)

        def nt_separated(self, _: Token) -> bool:
            return False

        def not_a_number_part(self) -> bool:
            return False

    def find(text: str, _: date) -> list[Found]:
        places = [match.span() for match in re.finditer(r"\w+(?:[.,]\d+)*|[^\w\s]", text)]
        tokens = [Token(text[start:end]) for start, end in places]
        numbers = library.find_numbers(tokens, "en", 0)
        return [Found(places[n.start][0], places[n.end - 1][1], (float(n.value),)) for n in numbers]

    return find


def make_quantulum3(name: str) -> System | None:
    """Numbers with units."""
    if name not in ("NumberModel", "PercentModel", "CurrencyModel"):
        return None
    library = import_module("quantulum3.parser")

    def find(text: str, _: date) -> list[Found]:
        return [Found(*quantity.span, (float(quantity.value),)) for quantity in library.parse(text)]

    return find


def make_recognizers(name: str) -> System | None:
    """Microsoft's own Python port."""
    library = import_module("recognizers_suite")
    models = {
        "NumberModel": library.recognize_number,
        "PercentModel": library.recognize_percentage,
        "CurrencyModel": library.recognize_currency,
        "DateTimeModel": library.recognize_datetime,
        "DatePeriodParser": library.recognize_datetime,
    }
    if name not in models:
        return None
    recognize, dated = models[name], FILES[name] is read_days

    def find(text: str, today: date) -> list[Found]:
        moment = datetime(today.year, today.month, today.day)  # noqa: DTZ001 - the library wants it bare
        results = recognize(text, "en-us", reference=moment) if dated else recognize(text, "en-us")
        found = []
        for result in results:
            values = FILES[name]({"Resolution": result.resolution})
            if values:
                found.append(Found(result.start, result.end + 1, values))
        return found

    return find


def make_dateparser(name: str) -> System | None:
    """Dates; it names no ranges, so a range is right by its first day alone where it is one day."""
    if read_days is not FILES[name]:
        return None
    library = import_module("dateparser.search")

    def find(text: str, today: date) -> list[Found]:
        moment = datetime(today.year, today.month, today.day)  # noqa: DTZ001 - the library wants it bare
        settings = {"RELATIVE_BASE": moment, "PREFER_DATES_FROM": "past"}
        results = library.search_dates(text, languages=["en"], settings=settings) or []
        found, place = [], 0
        for words, when in results:
            place = max(text.find(words, place), 0)
            day = when.date().isoformat()
            found.append(Found(place, place + len(words), ((day, day),)))
        return found

    return find


def make_parsedatetime(name: str) -> System | None:
    """Dates in one sentence; names no ranges."""
    if read_days is not FILES[name]:
        return None
    calendar = import_module("parsedatetime").Calendar()

    def find(text: str, today: date) -> list[Found]:
        moment = datetime(today.year, today.month, today.day)  # noqa: DTZ001 - the library wants it bare
        results = calendar.nlp(text, sourceTime=moment) or ()
        return [
            Found(start, end, ((when.date().isoformat(), when.date().isoformat()),))
            for when, flag, start, end, _ in results
            if flag in (1, 3)
        ]

    return find


SYSTEMS: Final[dict[str, Callable[[str], System | None]]] = {
    "sayso": make_sayso,
    "text2num": make_text2num,
    "quantulum3": make_quantulum3,
    "recognizers": make_recognizers,
    "dateparser": make_dateparser,
    "parsedatetime": make_parsedatetime,
}


if __name__ == "__main__":
    raise SystemExit(main())
