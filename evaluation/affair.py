"""The gate of claims: ``python -m evaluation.affair``.

Scores what ``sayso claims --format json`` tells of the articles of an invented affair against the affair's key, prints
every score, and exits with 1 where one has fallen below its floor or the key is not the pinned one. The ledger is
built in a temporary folder by ``sayso add``.

  python -m evaluation.affair                     the bundled sample affair, with floors
  python -m evaluation.affair --key KEY --run     another affair; no floor applies
  python -m evaluation.affair --key KEY FILE      a file that holds the object; no floor applies

Exit status: 0 all floors hold, 1 the gate is shut or an input cannot be used, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from evaluation.affair_found import Found, Share, lay_over
from evaluation.affair_key import AffairKey, digest_key, read_key
from evaluation.affair_measure import SCORES, measure_affair
from evaluation.floors import BadFloors, Measured, read_floors
from evaluation.gate import settle
from evaluation.gold import BadGold
from evaluation.measure import Count

SAMPLES: Final = Path(__file__).parent / "affairs" / "tholm.json"
FLOORS: Final = Path(__file__).parent / "affair_floors.json"
SCHEMA: Final = "sayso.claims/1"


def run_sayso(arguments: Sequence[str]) -> str:
    """What ``sayso`` writes to standard output; raises BadGold where it fails."""
    command = [str(Path(sys.executable).with_name("sayso")), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BadGold(f"{' '.join(command)} exited with {done.returncode}: {done.stderr.strip()[-600:]}")
    return done.stdout


def main(arguments: Sequence[str] | None = None, *, run: Callable[[Sequence[str]], str] = run_sayso) -> int:
    """Run the command; ``run`` runs sayso."""
    parser = _make_parser()
    options = parser.parse_args(arguments)
    if wrong := _find_misuse(options):
        parser.error(wrong)
    try:
        return _score(options, run)
    except (BadGold, BadFloors) as error:
        print(f"evaluation.affair: {error}", file=sys.stderr)
        return 1


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.affair",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("claims", nargs="?", type=Path, metavar="FILE", help="what sayso claims --format json wrote")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the key of the affair (evaluation/affairs)")
    parser.add_argument("--run", action="store_true", help="build a ledger of the key's articles and score its claims")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the scores there too")
    parser.add_argument("--details", action="store_true", help="show how each keyed claim was found")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached")
    parser.add_argument("--allow-lower", metavar="REASON", default="", help="with --update: let floors fall, and why")
    parser.add_argument("--floors", type=Path, metavar="FILE", default=FLOORS, help="the file of floors")
    return parser


def _find_misuse(options: argparse.Namespace) -> str:
    rules = {
        "FILE needs --key": options.claims and not options.key,
        "FILE and --run exclude each other": options.claims and options.run,
        "--key needs FILE or --run": options.key and not (options.claims or options.run),
        "no floor applies with --key, so that --update has nothing to raise": options.key and options.update,
        "--allow-lower needs --update": options.allow_lower and not options.update,
    }
    return next((message for message, broken in rules.items() if broken), "")


def _score(options: argparse.Namespace, run: Callable[[Sequence[str]], str]) -> int:
    path = options.key or SAMPLES
    floors = None if options.key else read_floors(options.floors, SCORES)
    key = read_key(path)
    wire = read_claims(options.claims.read_text(encoding="utf-8")) if options.claims else build(key, run)
    scores = measure_affair(key, wire)
    found = lay_over(key, wire)
    print_found(key, found)
    print_table(scores, floors.floors if floors else {})
    if options.details:
        print_details(key, found)
    if options.json:
        options.json.write_text(json.dumps(to_json(key, found, scores), indent=2) + "\n", encoding="utf-8")
    if floors is None:
        return 0
    return settle(floors, Measured(digest_key(path), scores, "what sayso claims tells"), options)


def build(key: AffairKey, run: Callable[[Sequence[str]], str]) -> Mapping[str, Any]:
    """The claims of a new ledger that holds the key's articles and nothing else."""
    with TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "ledger.sqlite")
        run(["add", "--db", ledger, *map(str, key.files)])
        return read_claims(run(["claims", "--db", ledger, "--format", "json"]))


def read_claims(text: str) -> Mapping[str, Any]:
    """``sayso.claims/1`` from its JSON; raises BadGold for anything else."""
    try:
        wire = json.loads(text)
    except ValueError as error:
        raise BadGold(f"the claims are not JSON ({error}); write them with sayso claims --format json") from error
    if not isinstance(wire, dict) or wire.get("schema") != SCHEMA:
        raise BadGold(f"the claims are no object of {SCHEMA}; write them with sayso claims --format json")
    return wire


def print_found(key: AffairKey, found: Found) -> None:
    """How many statements of the key were found, and what else."""
    there, whole = len(found.claims_of), len(key.statements)
    print(f"{key.name}: {whole} keyed statements of {len(key.articles)} articles in {len(key.claims)} claims")
    print(f"{there} of them found, {whole - there} not; {found.unkeyed} found that are not the key's")
    print(f"{len(found.members)} claims found, {sum(map(bool, found.members.values()))} with keyed statements")


def print_table(scores: Mapping[str, Count | Share], floors: Mapping[str, float | None]) -> None:
    """A row a score: precision, recall, F1, what it rests on, its floor."""
    print(f"\n{'score':18}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'found':>7}{'floor':>8}")
    for name, one in scores.items():
        floor = floors.get(name)
        shown = "" if name not in floors else "unset" if floor is None else f"{floor:.2f}"
        rates = f"{one.precision:8.2f}{one.recall:8.2f}{one.f1:8.2f}"
        print(f"{name:18}{rates}{one.gold:7}{one.predicted:7}{shown:>8}")


def print_details(key: AffairKey, found: Found) -> None:
    """A line a keyed claim of several statements: the sizes of its parts and what was found together with it."""
    crowds = Counter(found.home_of[number] for number in found.claims_of)
    print("\nclaim, statements found, their parts; joined with")
    for claim, size in sorted(crowds.items(), key=lambda row: -row[1]):
        holding = [own for own in found.members.values() if any(found.home_of[one] == claim for one in own)]
        parts = sorted((sum(found.home_of[one] == claim for one in own) for own in holding), reverse=True)
        others = Counter(found.home_of[one] for own in holding for one in own if found.home_of[one] != claim)
        if size > 1 or others:
            joined = ", ".join(f"{other} {times}" for other, times in others.most_common())
            print(f"{claim:16}{size:4}  {'+'.join(map(str, parts))}{'; ' + joined if joined else ''}")
    missed = [one for number, one in enumerate(key.statements) if number not in found.claims_of]
    print("\nnot found: " + "".join(f"\n  {one.article}: {one.wordings[0]}" for one in missed))


def to_json(key: AffairKey, found: Found, scores: Mapping[str, Count | Share]) -> dict[str, Any]:
    """The scores as one object."""
    return {
        "affair": key.name,
        "statements": {
            "keyed": len(key.statements),
            "found": len(found.claims_of),
            "not_found": len(key.statements) - len(found.claims_of),
            "unkeyed": found.unkeyed,
        },
        "scores": {
            name: {
                "precision": round(one.precision, 2),
                "recall": round(one.recall, 2),
                "f1": round(one.f1, 2),
                "gold": one.gold,
                "found": one.predicted,
            }
            for name, one in scores.items()
        },
    }


if __name__ == "__main__":
    sys.exit(main())
