"""Keys of invented affairs: what a ledger of their articles should tell of claims.

A key (``evaluation/affairs/NAME.json``) points at statements by article and words, never by the ids of a run.
``evaluation/affairs/README.md`` explains its fields.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from evaluation.gold import BadGold
from sayso.reading import open_inputs, read_capture
from sayso.types import Article, Refusal

TOKEN: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class KeyedStatement:
    """A statement of the key: its possible ``wordings``, the claims it may stand in, the relations that are right.

    ``homes`` holds the best claim first; a statement that denies a whole report may stand in any claim of the report.
    No ``relations`` (a question, a refusal to say) mean that none is judged.
    """

    article: str
    wordings: tuple[str, ...]
    homes: tuple[str, ...]
    relations: frozenset[str] = frozenset()

    @property
    def side(self) -> int:
        """1 for the claim, -1 against it, 0 where the key does not say or leaves both open."""
        sides = {side_of(each) for each in self.relations}
        return sides.pop() if len(sides) == 1 else 0


@dataclass(frozen=True, slots=True)
class KeyedOrigin:
    """An origin: the outlets it may be counted for (None: everybody's), and words one of which its source has."""

    outlets: tuple[str | None, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyedClaim:
    """A claim; ``origins`` is None where the key does not count them."""

    id: str
    text: str
    origins: tuple[KeyedOrigin, ...] | None = None


@dataclass(frozen=True, slots=True)
class KeyedDenial:
    """A denial (the number of a statement) and the claims it denies; any one of them will do."""

    statement: int
    denies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyedTurn:
    """A change of position: names that will do for the actor, and the claims it may be told of."""

    actors: tuple[str, ...]
    claims: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class KeyedOpposition:
    """Two claims that cannot both be right; an ``optional`` one need not be found and is not wrong."""

    a: str
    b: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class KeyedFigure:
    """A figure that a statement (by number) gives; an open end is None."""

    statement: int
    low: float | None
    high: float | None

    def conflicts(self, other: KeyedFigure) -> bool:
        """Whether the two ranges do not meet."""
        lows = [each.low for each in (self, other) if each.low is not None]
        highs = [each.high for each in (self, other) if each.high is not None]
        return bool(lows and highs) and max(lows) > min(highs)


@dataclass(frozen=True, slots=True)
class KeyedCopy:
    """Article ``copy`` repeats the text of article ``of``."""

    copy: str
    of: str
    kind: str
    credited: bool


@dataclass(frozen=True, slots=True)
class AffairKey:
    """The key of an affair; ``names`` maps all that an article may be called (URL, id, title) to its key."""

    name: str
    files: tuple[Path, ...]
    articles: tuple[str, ...]
    names: Mapping[str, str]
    claims: Mapping[str, KeyedClaim]
    statements: tuple[KeyedStatement, ...]
    denials: tuple[KeyedDenial, ...] = ()
    turns: tuple[KeyedTurn, ...] = ()
    oppositions: tuple[KeyedOpposition, ...] = ()
    figures: tuple[tuple[KeyedFigure, ...], ...] = ()
    copies: tuple[KeyedCopy, ...] = ()
    alike: frozenset[str] = frozenset()
    """Copies of one original, which may be told of each other too."""
    apart: tuple[tuple[str, str], ...] = ()
    """Claims that look alike and are not."""


def side_of(relation: str) -> int:
    """1 for ``supports`` and ``reports``, -1 for ``denies`` and ``doubts``, 0 for anything else."""
    return {"supports": 1, "reports": 1, "denies": -1, "doubts": -1}.get(relation, 0)


def tokens_of(words: str) -> Counter[str]:
    """The words of a text, lower case, without punctuation."""
    return Counter(TOKEN.findall(words.casefold()))


def read_key(path: Path) -> AffairKey:
    """Read a key and look every statement up in its article; raises BadGold where a file or a word is missing."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        articles = {row["key"]: _read_article(row["files"][-1], path.parent) for row in data["articles"]}
        key = make_key(data, {name: _names_of(article) for name, article in articles.items()}, path.parent)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadGold(f"{path}: cannot be read as the key of an affair ({error!r})") from error
    for one in key.statements:
        whole = _plain(f"{articles[one.article].title or ''} {articles[one.article].text}")
        for piece in (piece for wording in one.wordings for piece in wording.split(" … ")):
            if _plain(piece) not in whole:
                raise BadGold(f"{path}: article {one.article} has no words {piece!r}")
    return key


def make_key(data: Mapping[str, Any], names: Mapping[str, tuple[str, ...]], folder: Path = Path()) -> AffairKey:
    """The key from its JSON; ``names``: what each article may be called, by its key.

    Raises KeyError or ValueError where a reference leads nowhere.
    """
    claims = {row["id"]: KeyedClaim(row["id"], row["text"], _origins_of(row)) for row in data["claims"]}
    statements = tuple(_statement_of(row, claims) for row in data["statements"])

    def find(row: Mapping[str, Any]) -> int:
        fits = [
            number
            for number, one in enumerate(statements)
            if one.article == row["article"] and one.wordings[0].startswith(row["words"])
        ]
        fits = [number for number in fits if statements[number].wordings[0] == row["words"]] or fits
        if len(fits) != 1:
            raise ValueError(f"{len(fits)} statements of {row['article']} begin with {row['words']!r}")
        return fits[0]

    return AffairKey(
        name=data["name"],
        files=tuple(dict.fromkeys(_path_of(file, folder) for row in data["articles"] for file in row["files"])),
        articles=tuple(row["key"] for row in data["articles"]),
        names=_unique(names),
        claims=claims,
        statements=statements,
        denials=tuple(KeyedDenial(find(row), _known(row["denies"], claims)) for row in data.get("denials", ())),
        turns=tuple(
            KeyedTurn(tuple(row["actors"]), _known(row["claims"], claims), row.get("optional", False))
            for row in data.get("position_changes", ())
        ),
        oppositions=tuple(
            KeyedOpposition(row["a"], row["b"], row.get("optional", False))
            for row in data.get("oppositions", ())
            if _known((row["a"], row["b"]), claims)
        ),
        figures=tuple(
            tuple(KeyedFigure(find(each), each["low"], each["high"]) for each in row["figures"])
            for row in data.get("figure_conflicts", ())
        ),
        copies=tuple(KeyedCopy(row["copy"], row["of"], row["kind"], row["credited"]) for row in data.get("copies", ())),
        alike=frozenset(data.get("alike", ())),
        apart=tuple((row[0], row[1]) for row in data.get("apart", ()) if _known(row, claims)),
    )


def digest_key(path: Path) -> str:
    """Hex SHA-256 over the key and its articles' files."""
    data = json.loads(path.read_text(encoding="utf-8"))
    files = dict.fromkeys(_path_of(file, path.parent) for row in data["articles"] for file in row["files"])
    whole = sha256(path.read_bytes())
    for file in files:
        whole.update(sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def _statement_of(row: Mapping[str, Any], claims: Mapping[str, KeyedClaim]) -> KeyedStatement:
    wordings, homes = tuple(row["words"]), _known(row["claims"], claims)
    return KeyedStatement(row["article"], wordings, homes, frozenset(row["relations"]))


def _origins_of(row: Mapping[str, Any]) -> tuple[KeyedOrigin, ...] | None:
    if "origins" not in row:
        return None
    return tuple(KeyedOrigin(tuple(each["outlets"]), tuple(each["sources"])) for each in row["origins"])


def _known(names: Iterable[str], claims: Mapping[str, KeyedClaim]) -> tuple[str, ...]:
    strange = [name for name in names if name not in claims]
    if strange:
        raise ValueError(f"no claim is called {', '.join(strange)}")
    return tuple(names)


def _unique(names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Names of one article each: copies share their titles."""
    times = Counter(name for several in names.values() for name in set(several))
    return {name: article for article, several in names.items() for name in several if times[name] == 1}


def _plain(text: str) -> str:
    return f" {' '.join(TOKEN.findall(text.casefold()))} "


def _path_of(file: str, folder: Path) -> Path:
    return (folder / file.split("#", maxsplit=1)[0]).resolve()


def _read_article(file: str, folder: Path) -> Article:
    """The article at a path, or at line n of a file, written ``path#n``, n from 1."""
    path = _path_of(file, folder)
    line = int(file.partition("#")[2] or 1)
    captures = list(open_inputs([str(path)]))
    if len(captures) < line:
        raise ValueError(f"{path} has no line {line}")
    capture = captures[line - 1]
    article = capture if isinstance(capture, Refusal) else read_capture(capture)
    if isinstance(article, Refusal):
        raise ValueError(f"{path}: {article.message}")  # noqa: TRY004 - what is wrong is the file
    return article


def _names_of(article: Article) -> tuple[str, ...]:
    return tuple(name for name in (article.url, article.given_id, article.key, article.title) if name)
