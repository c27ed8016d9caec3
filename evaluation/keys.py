"""What statements mean, read from files: the held-out key and what was found.

The key stands in ``evaluation/meaning``: invented articles, marked as in ``evaluation/corpus``, each followed by lines
that begin with ``@`` (``evaluation/meaning/README.md`` explains them). What was found comes as ``sayso extract
--format jsonl`` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, get_args

from evaluation.answers import Answer, Figure, Interpreted, from_wire
from evaluation.gold import BadGold, read_rows
from evaluation.measure import ROLES, Roles, Span
from sayso.types import ActName, Level, SourceType
from training.corpus import read_marked

CORPUS: Final = Path(__file__).parent / "meaning"
FIELDS: Final = ("economy", "science", "courts", "sport", "disaster", "war", "politics", "health")
NAMES_NOBODY: Final = "-"
LINE: Final = re.compile(r"^@(.*)\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class KeyedArticle:
    """An article of the held-out corpus with its key."""

    id: str
    field: str
    shapes: tuple[str, ...]
    outlet: str
    published: str
    text: str
    key: Interpreted


def read_keyed_corpus(folder: Path = CORPUS) -> tuple[KeyedArticle, ...]:
    """The articles of a folder, in order; raises BadGold naming file, article and line where one is wrong."""
    articles = tuple(article for file in _keyed_files(folder) for article in _read_keyed_file(file))
    if not articles:
        raise BadGold(f"{folder}: no keyed article (m*.txt) in this folder")
    return articles


def digest_keyed_corpus(folder: Path = CORPUS) -> str:
    """Hex SHA-256 over the names and bytes of the corpus's files, in order of name."""
    whole = sha256()
    for file in _keyed_files(folder):
        whole.update(f"{file.name}\n{file.stat().st_size}\n".encode())
        whole.update(file.read_bytes())
    return whole.hexdigest()


def read_found(path: Path, articles: Sequence[KeyedArticle]) -> dict[str, Interpreted]:
    """What was found, by article id, from lines of ``sayso extract --format jsonl``.

    A line is an article's by its ``given_id``, or else by the name of its input. Raises BadGold for a line that is no
    such object, or whose text is another: then its offsets would point elsewhere.
    """
    known = {article.id: article for article in articles}
    found = {}
    for place, row in read_rows(path, {"text": str, "statements": list}):
        name = row.get("given_id") or Path(str(row.get("input"))).stem
        if name in known:
            if row["text"].strip() != known[name].text:
                raise BadGold(f"{place}: the text of {name} is not the corpus's")
            found[name] = _from_row(row, place)
    return found


def _from_row(row: dict[str, Any], place: str) -> Interpreted:
    try:
        return from_wire(row)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadGold(f"{place}: not an article with what its statements mean ({error!r})") from error


def _keyed_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("m[0-9]*.txt"))


def _read_keyed_file(path: Path) -> Iterator[KeyedArticle]:
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        try:
            yield _read_keyed(head, body)
        except ValueError as error:
            raise BadGold(f"{path.name}: {head.split('|')[0].strip()}: {error}") from error


def _read_keyed(head: str, body: str) -> KeyedArticle:
    name, field, shapes, outlet, published = _split(head, 5)
    if field not in FIELDS:
        raise ValueError(f"the field “{field}” is not among {', '.join(FIELDS)}")
    marked = read_marked(name, LINE.sub("", body).strip())
    page = _Page(marked.text, marked.attributions, outlet)
    key = page.read([row.group(1) for row in LINE.finditer(body)])
    return KeyedArticle(name, field, tuple(s.strip() for s in shapes.split(",")), outlet, published, marked.text, key)


@dataclass(frozen=True, slots=True)
class _Page:
    """A marked article while its key is read."""

    text: str
    attributions: tuple[Roles, ...]
    outlet: str

    def read(self, lines: Sequence[str]) -> Interpreted:
        answers: list[Answer] = []
        own_voice: list[Span] = []
        for line in lines:
            word, _, rest = line.strip().partition(" ")
            if line[:1].isdigit():
                answers.append(self._begin(line, len(answers)))
            elif word == "own":
                own_voice.append(self._find(rest, ((0, len(self.text)),)))
            elif answers:
                answers[-1] = self._add(answers[-1], len(answers) - 1, word, rest)
            else:
                raise ValueError(f"“@{line}” belongs to no attribution")
        if len(answers) != len(self.attributions):
            raise ValueError(f"{len(self.attributions)} attributions are marked, {len(answers)} have a key")
        return Interpreted(self.attributions, self._pass_on(answers), tuple(own_voice))

    def _begin(self, line: str, place: int) -> Answer:
        number, kind, speaker, act, certainty, answered, via = _split(line, 7)
        if number != str(place + 1):
            raise ValueError(f"“@{line}” should be number {place + 1}")
        known = ((kind, SourceType), (act, ActName), (certainty, Level))
        if strange := [value for value, allowed in known if value not in get_args(allowed)]:
            raise ValueError(f"“@{line}”: “{strange[0]}” is no value of its field")
        earlier = tuple(int(n) - 1 for n in answered.split(",") if n != NAMES_NOBODY)
        if any(not 0 <= n < place for n in earlier):
            raise ValueError(f"“@{line}” responds to what does not come before it")
        return Answer(kind, _or_none(speaker), act, certainty, earlier, _or_none(via))

    def _add(self, answer: Answer, place: int, word: str, rest: str) -> Answer:
        contents = self.attributions[place]["content"]
        match word:
            case "said":
                start, _, end = rest.partition("/")
                return replace(answer, said=(start, end or start))
            case "figure":
                return replace(answer, figures=(*answer.figures, self._read_figure(rest, contents)))
            case "if":
                return replace(answer, conditions=(*answer.conditions, self._find(rest, contents)))
            case "chain":
                return replace(answer, chain=tuple(link.strip() for link in rest.split("<")))
            case "threat":
                return replace(answer, threat=True)
            case "anonymous":
                count, description = _split(rest, 2)
                return replace(answer, count=int(count) if count.isdigit() else None, description=_or_none(description))
        raise ValueError(f"“@ {word}” is no kind of line")

    def _read_figure(self, rest: str, contents: Sequence[Span]) -> Figure:
        words, low, high, unit, of, as_of = _split(rest, 6)
        span, (lowest, highest) = self._find(words, contents), map(_read_bound, (low, high))
        return Figure(span, lowest, highest, _or_none(unit), _or_none(of), _or_none(as_of))

    def _find(self, words: str, rooms: Sequence[Span]) -> Span:
        """Where ``words`` stand in ``rooms``; `` … `` leaves out a middle, ``#2`` means the second time."""
        words, _, nth = words.strip().partition("#")
        first, _, last = words.strip().partition(" … ")
        places = [
            (m.start(), self.text.index(last, m.start()) + len(last) if last else m.end())
            for m in re.finditer(re.escape(first), self.text)
            if any(start <= m.start() and m.end() <= end for start, end in rooms)
        ]
        if len(places) < int(nth or 1):
            raise ValueError(f"“{words}” is not there")
        return places[int(nth or 1) - 1]

    def _pass_on(self, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """Give chains to whom the key gives none (the outer one's, then the speaker); outer ones get inner figures."""
        outer = [find_outer(self.attributions, place) for place in range(len(answers))]
        figures = [list(answer.figures) for answer in answers]
        for place, answer in enumerate(answers):
            above = outer[place]
            while above is not None:
                figures[above].extend(answer.figures)
                above = outer[above]
        return tuple(
            replace(answer, chain=self._find_chain(answers, outer, place), figures=tuple(figures[place]))
            for place, answer in enumerate(answers)
        )

    def _find_chain(self, answers: Sequence[Answer], outer: Sequence[int | None], place: int) -> tuple[str, ...]:
        own, above = answers[place], outer[place]
        if own.chain:
            return own.chain
        before = (self.outlet,) if above is None else self._find_chain(answers, outer, above)
        return (*before, own.speaker) if own.speaker else before


def find_outer(attributions: Sequence[Roles], place: int) -> int | None:
    """The attribution with the shortest content that holds all spans of the one at ``place``."""
    spans = [span for role in ROLES for span in attributions[place][role]]
    around = [
        (sum(end - start for start, end in one["content"]), other)
        for other, one in enumerate(attributions)
        if other != place
        and all(any(low <= start and end <= high for low, high in one["content"]) for start, end in spans)
        and sorted(one["content"]) != sorted(attributions[place]["content"])
    ]
    return min(around)[1] if around else None


def _split(line: str, parts: int) -> list[str]:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) > parts:
        raise ValueError(f"“{line.strip()}” has more than {parts} parts")
    return cells + [NAMES_NOBODY] * (parts - len(cells))


def _read_bound(cell: str) -> float | None:
    return None if cell == NAMES_NOBODY else float(cell)


def _or_none(cell: str) -> str | None:
    return None if cell in ("", NAMES_NOBODY) else cell
