"""How things look on a terminal, and as plain lines where there is none.

Words of articles are hostile: control characters (a terminal obeys some) and marks
that turn the direction of text are shown as code points, and nothing of an article
is read as mark-up.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from sayso.cli.meaning import meaning_cells, meaning_text
from sayso.cli.plain import plain, plain_inside
from sayso.types import Actor, ArticleHit, ArticleSummary, Page, Reading, Statement, StatementRow, StoredArticle

if TYPE_CHECKING:
    from sayso.service.keeping import Kept  # brings the database layer, which extraction does without

STYLES = {"source": "bold cyan", "cue": "magenta", "content": "", "faint": "dim"}
NO_SOURCE = "(source not named)"
_OUTCOMES = {"new": "green", "revised": "yellow", "reread": "yellow", "known": "dim"}


@lru_cache(maxsize=1)
def console() -> Console:
    """The terminal on standard output."""
    return Console(highlight=False, soft_wrap=False)


def is_terminal() -> bool:
    """Whether standard output is a terminal, so that people read it."""
    return console().is_terminal


def complain(message: str, hint: str = "") -> None:
    """One message on standard error: what is wrong, and what to do."""
    line = Text("sayso: ", style="bold red") + Text(plain(message), style="default")
    if hint:
        line += Text(f" — {plain(hint)}", style="dim")
    Console(stderr=True, highlight=False, soft_wrap=True).print(line)


def tell_added(kept: Kept) -> None:
    """One line of ``sayso add``: outcome, the article's id, statements, input and title."""
    added = kept.added
    count = f"{added.statements} statement{'s' * (added.statements != 1)}"
    title = f"  {plain(kept.reading.article.title or '')}" if kept.reading else ""
    line = Text(f"{added.outcome:8}", style=_OUTCOMES[added.outcome])
    line += Text(f"{added.article[:12]}  {count:>14}  {plain(kept.input)}")
    line += Text(title, style="dim")
    console().print(line, soft_wrap=True)
    notes = [*kept.reading.article.notes, *kept.reading.notes] if kept.reading else []
    for note in notes:
        console().print(Text(f"         {plain(note)}", style="yellow"), soft_wrap=True)


def print_readings(readings: Iterable[Reading]) -> None:
    """Articles with their statements: a table for people, lines for pipes."""
    for reading in readings:
        if is_terminal():
            console().print(_article_panel(reading))
        else:
            _print_lines(reading)


def _article_panel(reading: Reading) -> Group:
    head = Text(plain(reading.article.title or reading.article.input), style="bold")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="dim")
    table.add_column("", style="dim", no_wrap=True, justify="right")
    table.add_column("source", max_width=28, overflow="fold", ratio=3)
    table.add_column("cue", max_width=20, overflow="fold", ratio=2)
    table.add_column("content", overflow="fold", ratio=8)
    table.add_column("", style="dim", no_wrap=True)
    numbers = {each.id: number for number, each in enumerate(reading.statements, start=1)}
    for number, statement in enumerate(reading.statements, start=1):
        source, cue, content = _cells(statement)
        content += meaning_text(statement, numbers)
        table.add_row(str(number), source, cue, content, f"{statement.kind} {statement.confidence:.2f}")
    notes = [Text(plain(note), style="yellow") for note in (*reading.article.notes, *reading.notes)]
    empty = [] if reading.statements or reading.notes else [Text("No statements found.", style="dim")]
    voices = [Text("own voice  ", style="dim") + Text(plain(each.span.of(reading.text))) for each in reading.own_voice]
    shown = [table] if reading.statements else []
    return Group(head, Text(imprint(reading), style="dim"), *notes, *empty, Text(), *shown, *voices)


def _cells(statement: Statement) -> tuple[Text, Text, Text]:
    source = Text(plain(statement.source.text), style=STYLES["source"]) if statement.source.spans else None
    return (
        source or Text(NO_SOURCE, style=STYLES["faint"]),
        Text(plain(statement.cue.text), style=STYLES["cue"]),
        Text(plain(statement.content.text), style=STYLES["content"]),
    )


def imprint(reading: Reading) -> str:
    """Outlet, byline, date and size on one line."""
    article = reading.article
    date = article.published.value if article.published else "date unknown"
    count = f"{len(reading.statements)} statement{'s' * (len(reading.statements) != 1)}"
    return plain(" · ".join(filter(None, (article.outlet, article.byline, date, count))))


def _print_lines(reading: Reading) -> None:
    """``# title · imprint``, then a line a statement, tabs between.

    Source, cue, content, kind, confidence; then, where meanings were sought, speaker, act,
    certainty, days of saying, channel.
    """
    out = sys.stdout
    out.write(f"# {plain(reading.article.title or reading.article.input)} · {imprint(reading)}\n")
    for note in (*reading.article.notes, *reading.notes):
        out.write(f"# {plain(note)}\n")
    for s in reading.statements:
        words = (plain(s.source.text) or NO_SOURCE, plain(s.cue.text), plain(s.content.text))
        meant = meaning_cells(s) if s.meaning else ()
        out.write("\t".join((*words, s.kind, f"{s.confidence:.2f}", *meant)) + "\n")
    for voice in reading.own_voice:
        out.write(f"# own voice: {plain(voice.span.of(reading.text))}\n")


# ---------------------------------------------------------------- the ledger's answers


def print_articles(page: Page[ArticleSummary]) -> None:
    """The list of articles."""
    columns = ("id", "published", "outlet", "title", "statements", "versions")
    rows = [
        (a.id[:12], a.published or "unknown", a.outlet or "", a.title or "", str(a.statements), str(a.versions))
        for a in page.rows
    ]
    print_rows(columns, rows, wide="title")
    print_rest(page)


def print_statements(page: Page[StatementRow]) -> None:
    """A list of statements, each with its article."""
    if is_terminal():
        console().print(_statement_table(page))
    else:
        for row in page.rows:
            sys.stdout.write("\t".join((*_row_cells(row), *meaning_cells(row.statement))) + "\n")
    print_rest(page)


def _row_cells(row: StatementRow) -> tuple[str, ...]:
    article, statement = row.article, row.statement
    words = statement.source.text or NO_SOURCE, statement.cue.text, statement.content.text
    cells = article.published or "unknown", article.outlet or "", *words, statement.kind, article.id[:12]
    return tuple(map(plain, cells))


def _statement_table(page: Page[StatementRow]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="dim")
    for name, ratio in (("article", 3), ("source", 3), ("cue", 2), ("content", 8)):
        table.add_column(name, overflow="fold", ratio=ratio)
    for row in page.rows:
        place = (row.article.published or "unknown")[:10], row.article.outlet or "", row.article.id[:12]
        source, cue, content = _cells(row.statement)
        table.add_row(
            Text("\n".join(map(plain, place)), style="dim"), source, cue, content + meaning_text(row.statement, {})
        )
    return table


def print_hits(page: Page[ArticleHit]) -> None:
    """Articles that hold the words sought, with an excerpt."""
    for hit in page.rows:
        place = f"{hit.article.id[:12]}  {hit.article.published or 'unknown'}  {hit.article.outlet or ''}"
        if not is_terminal():
            sys.stdout.write(f"{hit.article.id[:12]}\t{plain(hit.article.title or '')}\t{plain(hit.excerpt)}\n")
            continue
        excerpt = Text()
        place_in = 0
        for mark in hit.marks:
            excerpt += Text(plain_inside(hit.excerpt[place_in : mark.start]))
            excerpt += Text(plain_inside(mark.of(hit.excerpt)), style="bold yellow")
            place_in = mark.end
        excerpt += Text(plain_inside(hit.excerpt[place_in:]))
        console().print(Text(plain(hit.article.title or "(no title)"), style="bold"))
        console().print(Text(plain(place), style="dim"))
        console().print(excerpt, "")
    print_rest(page)


def print_rows(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, wide: str) -> None:
    """Rows as a table, or as lines with tabs where there is no terminal."""
    if not is_terminal():
        for row in rows:
            sys.stdout.write("\t".join(plain(cell) for cell in row) + "\n")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in columns:
        table.add_column(name, overflow="fold", ratio=4 if name == wide else None, style=STYLES.get(name, ""))
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    console().print(table)


def print_rest(page: Page[Any]) -> None:
    """What of a result is not shown, on standard error."""
    last = page.offset + len(page.rows)
    if not page.total:
        complain("nothing found", "`sayso list` shows what the ledger holds, `sayso add FILE` adds to it")
    elif last < page.total and page.rows:
        Console(stderr=True, highlight=False).print(
            f"{page.offset + 1}–{last} of {page.total}; go on with --offset {last}", style="dim"
        )


def print_stored(stored: StoredArticle) -> None:
    """An article of the ledger: statements, digests, dates, versions."""
    print_readings([stored.reading])
    article = stored.reading.article
    facts = [
        ("id", stored.id),
        ("address", article.url or ""),
        ("input", article.input),
        ("language", article.language or "unknown"),
        ("complete", article.completeness),
        ("raw sha256", article.sha256),
        ("text sha256", article.text_sha256),
        ("read as text by", f"{article.extractor.name} {article.extractor.version}"),
        ("statements by", f"{stored.reading.run.model}, sayso {stored.reading.run.code}"),
    ]
    facts += [
        ("date", f"{d.value} ({d.kind}, {d.origin}{'' if d.reliable else ', unreliable: ' + d.note})")
        for d in article.dates
    ]
    facts += [("actor", _tell_actor(each)) for each in stored.reading.actors]
    facts += [("version", f"{v.text_sha256} added {v.added}, {v.statements} statements") for v in stored.versions]
    prefix = "" if is_terminal() else "# "
    for name, value in facts:
        console().print(Text(f"{prefix}{name:16}", style="dim") + Text(plain(value)), soft_wrap=True)


def _tell_actor(actor: Actor) -> str:
    also = f", also {'; '.join(actor.aliases)}" if actor.aliases else ""
    roles = f": {'; '.join(actor.roles)}" if actor.roles else ""
    return f"{actor.name}, {actor.kind}{roles}{also}"
