"""How fast sayso reads and how much memory it takes: ``python -m evaluation.bench``.

Four tables:

- words a second and peak memory of reading the bundled samples (parsing included), by
  a plain regular expression (``FakeTagger``), by the shipped tagger alone and with
  meanings, at each number of threads; and by textacy's ``direct_quotations`` where that
  is installed (``pip install textacy``), which finds quotations alone;
- what each step of the last takes, on one core;
- start-up: whole commands, from ``exec`` to exit, against ``python -c pass``;
- with ``--million``: a generated folder of a million words, its peak memory a tenth of
  the way through and at the end, which tells whether memory grows with the input.

Every figure comes from a process of its own, so that none pays for another's memory.
Nothing is fetched and nothing is listened to. By default it takes under a minute on an idle machine.

Exit status: 0 done, 1 something could not be measured (the table says what), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

PATIENCE: Final = 3600
"""Seconds after which a measuring process is given up."""
ROOT: Final = Path(__file__).parents[1]
STATUS: Final = Path("/proc/self/status")
SAMPLES: Final = Path(str(files("sayso") / "samples"))


class Reading(NamedTuple):
    """What one process measured: words of article text, seconds without start-up, peak memory in MB.

    ``steps`` are the seconds of each step, by its name, where steps were timed.
    """

    words: int
    seconds: float
    peak: float
    peak_early: float
    steps: dict[str, float] = {}  # noqa: RUF012 - never changed

    @property
    def speed(self) -> float:
        """Words a second."""
        return self.words / self.seconds if self.seconds else 0.0


class NotMeasured(Exception):
    """A command that was to be measured failed; the message is the last line it printed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = _make_parser().parse_args(arguments)
    if options.measure:
        print(json.dumps(read_here(options.measure, options.tagger, options.threads[0], options.repeat)))
        return 0
    complete = [print_speed(options.threads, options.repeat), print_steps(options.repeat), print_start(options.runs)]
    if options.million:
        complete.append(print_million(options.words, max(options.threads), options.tagger))
    return 0 if all(complete) else 1


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=_positive, default=1, metavar="N", help="read the samples N times (default 1)")
    parser.add_argument("--threads", type=_positive, nargs="+", default=[1, 2], metavar="N", help="default: 1 2")
    parser.add_argument("--runs", type=_positive, default=5, metavar="N", help="time each command N times (default 5)")
    parser.add_argument("--million", action="store_true", help="read the generated folder as well (takes minutes)")
    parser.add_argument("--words", type=_positive, default=1_000_000, metavar="N", help="size of that folder")
    parser.add_argument("--tagger", choices=tuple(READERS), default="meaning", help="who reads that folder")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)  # what the measuring processes are given
    return parser


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("a number from 1 up is wanted")
    return number


# ---------------------------------------------------------------- in the measuring process


def read_here(place: Path, reader: str, threads: int, repeat: int) -> Reading:
    """Read every article of a folder ``repeat`` times in this process; ``reader`` is one of ``READERS``."""
    from sayso.types import Refusal  # noqa: PLC0415 - the parent must stay small

    steps: dict[str, float] = {}
    outcomes = READERS[reader](threads, steps)
    list(outcomes([str(SAMPLES)]))  # loads the models and warms them up: start-up is measured elsewhere
    steps.clear()
    early = max(1, repeat * sum(path.is_file() for path in place.rglob("*")) // 10)
    peak_early, words, began = 0.0, 0, time.perf_counter()
    for number, outcome in enumerate(outcomes([str(place)] * repeat), 1):
        if number == early:
            peak_early = peak_memory()
        words += 0 if isinstance(outcome, Refusal) else len(outcome.text.split())
    return Reading(words, time.perf_counter() - began, peak_memory(), peak_early, steps)


Outcomes = Callable[[list[str]], Iterable[Any]]


def _read_by_regex(_threads: int, _steps: dict[str, float]) -> Outcomes:
    from sayso.extract.tagger import FakeTagger  # noqa: PLC0415
    from sayso.service.reading import read_inputs  # noqa: PLC0415

    return lambda names: read_inputs(names, FakeTagger())


def _read_by_tagger(threads: int, _steps: dict[str, float]) -> Outcomes:
    from sayso.extract.tagger import OnnxTagger  # noqa: PLC0415
    from sayso.service.reading import read_inputs  # noqa: PLC0415

    tagger = OnnxTagger(threads=threads)
    return lambda names: read_inputs(names, tagger, workers=threads)


def _read_with_meaning(threads: int, steps: dict[str, float]) -> Outcomes:
    from sayso.extract.tagger import OnnxTagger  # noqa: PLC0415
    from sayso.meaning.interpret import Interpreter  # noqa: PLC0415
    from sayso.service.reading import read_inputs  # noqa: PLC0415

    def tell(step: str, seconds: float) -> None:
        steps[step] = steps.get(step, 0.0) + seconds

    tagger, interpreter = _Timed(OnnxTagger(threads=threads), tell), Interpreter(clock=tell)
    return lambda names: read_inputs(names, tagger, None, interpreter, workers=threads)


def _read_by_textacy(_threads: int, _steps: dict[str, float]) -> Outcomes:
    import spacy  # noqa: PLC0415
    from textacy.extract import direct_quotations  # noqa: PLC0415

    from sayso.meaning.language import MODEL  # noqa: PLC0415
    from sayso.reading import open_inputs, read_capture  # noqa: PLC0415
    from sayso.types import Refusal  # noqa: PLC0415

    nlp = spacy.load(MODEL)

    def read(names: list[str]) -> Iterator[Any]:
        for capture in open_inputs(names):
            article = capture if isinstance(capture, Refusal) else read_capture(capture)
            if not isinstance(article, Refusal):
                list(direct_quotations(nlp(article.text)))
            yield article

    return read


READERS: Final = {
    "regex": _read_by_regex,
    "textacy": _read_by_textacy,
    "tagger": _read_by_tagger,
    "meaning": _read_with_meaning,
}
"""Who reads: each is given the number of threads and where to note the seconds of its steps."""


class _Timed:
    """A tagger that tells how long it reads."""

    def __init__(self, tagger: Any, tell: Callable[[str, float], None]) -> None:  # noqa: ANN401
        self._tagger, self._tell = tagger, tell
        self.name, self.sha256 = tagger.name, tagger.sha256

    def read(self, text: str, **options: Any) -> Any:  # noqa: ANN401 - hands on what it is given
        began = time.perf_counter()
        tagged = self._tagger.read(text, **options)
        self._tell("tagger", time.perf_counter() - began)
        return tagged


def peak_memory() -> float:
    """The most memory that this process has held so far, in MB."""
    # Linux: getrusage also counts what the parent held before exec, the high-water mark does not.
    if STATUS.is_file():
        line = next(line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource  # noqa: PLC0415 - not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


# ---------------------------------------------------------------- in the parent


def measure_apart(place: Path, tagger: str, threads: int, repeat: int) -> Reading:
    """``read_here`` in a process of its own; raises NotMeasured where it fails."""
    command = [sys.executable, "-m", "evaluation.bench", "--measure", str(place), "--tagger", tagger]
    printed = _run([*command, "--threads", str(threads), "--repeat", str(repeat)])
    return Reading(*json.loads(printed.splitlines()[-1]))


def time_command(command: Sequence[str], runs: int) -> float:
    """Median of the seconds that a whole command takes, after one run that fills the caches."""
    _run(command)
    return median(_clock(command) for _ in range(runs))


def _clock(command: Sequence[str]) -> float:
    began = time.perf_counter()
    _run(command)
    return time.perf_counter() - began


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired as error:
        raise NotMeasured(f"not done after {PATIENCE} seconds") from error
    if done.returncode != 0:
        raise NotMeasured(next(iter(done.stderr.strip().splitlines()[-1:]), f"exit status {done.returncode}"))
    return done.stdout


def print_speed(threads: Sequence[int], repeat: int) -> bool:
    """The table of words a second; whether all of it could be measured."""
    print(f"Reading the bundled samples {repeat} times\n")
    print(f"{'reader':10}{'threads':>8}{'words':>10}{'words/s':>12}{'peak MB':>10}{'time':>12}{'memory':>10}")
    try:
        base = measure_apart(SAMPLES, "regex", 1, repeat)
    except NotMeasured as error:
        print(f"{'regex':10}{'':>8}  not measured: {error}")
        return False
    print(_speed_row("regex", 1, base, base))
    _print_speed_of("textacy", 1, base, repeat)  # not having it is no failure
    measured = [_print_speed_of(name, number, base, repeat) for name in ("tagger", "meaning") for number in threads]
    return all(measured)


def _print_speed_of(name: str, threads: int, base: Reading, repeat: int) -> bool:
    try:
        found = measure_apart(SAMPLES, name, threads, repeat)
    except NotMeasured as error:
        print(f"{name:10}{threads:8}  not measured: {error}")
        return False
    print(_speed_row(name, threads, found, base))
    return True


def print_steps(repeat: int) -> bool:
    """The table of what each step takes on one core; whether it could be measured."""
    print(f"\nSteps, on one core\n\n{'step':16}{'words/s':>12}{'share':>8}")
    try:
        found = measure_apart(SAMPLES, "meaning", 1, repeat)
    except NotMeasured as error:
        print(f"not measured: {error}")
        return False
    rest = found.seconds - sum(found.steps.values())
    for step, seconds in {"parsing": rest, **found.steps, "all": found.seconds}.items():
        print(f"{step:16}{found.words / max(seconds, 1e-9):12.0f}{seconds / found.seconds:8.1%}")
    return True


def _speed_row(name: str, threads: int, found: Reading, base: Reading) -> str:
    slower = base.speed / found.speed if found.speed else 0.0
    sizes = f"{found.words:10}{found.speed:12.0f}{found.peak:10.0f}"
    return f"{name:10}{threads:8}{sizes}{slower:11.1f}x{found.peak / base.peak:9.1f}x"


def print_start(runs: int) -> bool:
    """The table of start-up times; whether all of it could be measured."""
    print(f"\nWhole commands, median of {runs} runs\n\n{'command':28}{'seconds':>9}{'over python':>13}")
    bare = time_command([sys.executable, "-c", "pass"], runs)
    print(f"{'python -c pass':28}{bare:9.3f}{1.0:12.1f}x")
    complete = True
    for name, command in _commands():
        try:
            seconds = time_command(command, runs)
        except NotMeasured as error:
            complete = False
            print(f"{name:28}  not measured: {error}")
        else:
            print(f"{name:28}{seconds:9.3f}{seconds / bare:12.1f}x")
    return complete


def _commands() -> Iterator[tuple[str, list[str]]]:
    script = Path(sys.executable).with_name("sayso")
    sayso = [str(script)] if script.is_file() else [sys.executable, "-c", "from sayso.cli import main; main()"]
    article = next(path for path in sorted(SAMPLES.iterdir()) if path.suffix == ".txt")
    yield "sayso --help", [*sayso, "--help"]
    yield "sayso extract one-article", [*sayso, "extract", str(article)]


def print_million(words: int, threads: int, tagger: str) -> bool:
    """The generated folder, read once; whether it could be measured."""
    from evaluation.grammar import write_articles  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        written = write_articles(Path(folder), words)
        print(f"\nReading a generated folder of {written:,} words ({tagger}, {threads} threads)\n")
        try:
            found = measure_apart(Path(folder), tagger, threads, 1)
        except NotMeasured as error:
            print(f"not measured: {error}")
            return False
    print(f"{found.seconds:.0f} seconds, {found.speed:.0f} words/s")
    print(f"peak memory: {found.peak_early:.0f} MB after a tenth, {found.peak:.0f} MB at the end")
    return True


if __name__ == "__main__":
    sys.exit(main())
