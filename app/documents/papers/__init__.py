"""Everything a venue prints besides certificates: papers as data in, one PDF out.

`write_papers` takes any mix of papers, one after the other in one file; each counts its own pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from app.documents import fonts
from app.documents.papers.cards import print_cards
from app.documents.papers.form import print_form
from app.documents.papers.letter import print_letter
from app.documents.papers.model import FormKind, GroupRow, LetterKind, Paper, PaperHead, TableKind
from app.documents.papers.registry import PAPERS, kind_of, title_of
from app.documents.papers.table import print_table
from app.documents.press import Press
from app.errors import Problems, Refusal

__all__ = ["PAPERS", "GroupRow", "Paper", "PaperHead", "paper_pdf", "papers_pdf", "write_papers"]

Progress = Callable[[int, int], bool]


@dataclass(frozen=True)
class PaperReport:
    """What was printed: papers and pages, and whether it was stopped before the end."""

    papers: int
    pages: int
    stopped: bool


def write_papers(papers: Iterable[Paper], out: BinaryIO, progress: Progress | None = None) -> PaperReport:
    """Print papers into a binary file object. Problems names every text with a character no face has, before the
    first page is drawn; `progress(done, of)` answers False to stop after the paper just printed."""
    batch = tuple(papers)
    if not batch:
        raise Refusal("documents.nothing_to_print")
    _check_rows(batch)
    _check_characters(batch)
    first = batch[0]
    press = Press(out, title=title_of(first), made_at=first.head.printed_at, author=first.head.printed_by)
    done = 0
    for paper in batch:
        _print(press, paper)
        done += 1
        if progress is not None and not progress(done, len(batch)):
            break
    return PaperReport(done, press.finish(), done < len(batch))


def papers_pdf(papers: Iterable[Paper]) -> bytes:
    """The same as bytes."""
    out = BytesIO()
    write_papers(papers, out)
    return out.getvalue()


def paper_pdf(paper: Paper) -> bytes:
    """One paper as the bytes of a PDF."""
    return papers_pdf((paper,))


def _print(press: Press, paper: Paper) -> None:
    kind = kind_of(paper.kind)
    if isinstance(kind, TableKind):
        print_table(press, paper, kind)
    elif isinstance(kind, FormKind):
        print_form(press, paper, kind)
    elif isinstance(kind, LetterKind):
        print_letter(press, paper, kind)
    else:
        print_cards(press, paper, kind)


def _check_rows(papers: tuple[Paper, ...]) -> None:
    """A row of the wrong class is a mistake of the program, found before anything is printed."""
    for paper in papers:
        kind = kind_of(paper.kind)
        if isinstance(kind, FormKind):
            continue
        for row in paper.rows:
            if not isinstance(row, (kind.row, GroupRow)):
                raise TypeError(f"{paper.kind} needs rows of {kind.row.__name__}, not {type(row).__name__}")


def _check_characters(papers: tuple[Paper, ...]) -> None:
    """All faces of documents end in the same rare one, so Song's coverage is enough to ask for."""
    if not fonts.missing("".join(sorted(_characters(papers))), "Song"):
        return
    found = []
    for paper in papers:
        for where, text in _texts(paper):
            for char in fonts.missing(text, "Song"):
                fields = {"character": char, "place": text.index(char) + 1, "point": f"U+{ord(char):04X}"}
                found.append(Refusal("documents.paper_glyph", paper=title_of(paper), where=where, text=text, **fields))
    if found:
        raise Problems("documents.paper_refused", tuple(found))


def _characters(papers: tuple[Paper, ...]) -> set[str]:
    """Every character of every text, gathered quickly: most batches have nothing to complain of."""
    texts: set[str] = set()
    for paper in papers:
        texts.update(text for text in vars(paper.head).values() if isinstance(text, str))
        texts.update((paper.title, *paper.notes))
        texts.update(*paper.facts, *paper.headings.values())
        for row in (*paper.rows, paper.data):
            for value in vars(row).values() if row is not None else ():
                if isinstance(value, str):
                    texts.add(value)
                elif isinstance(value, tuple):
                    texts.update(value)
    return set("".join(texts))


def _texts(paper: Paper) -> Iterable[tuple[str, str]]:
    head = paper.head
    for text in (head.contest, head.trade, head.group, head.round, head.sitting, head.printed_by, paper.title):
        yield "", text
    for label, value in paper.facts:
        yield "", label + value
    for note in paper.notes:
        yield "", note
    for titles in paper.headings.values():
        yield "", "".join(titles)
    for number, row in enumerate((*paper.rows, paper.data), 1):
        if row is not None:
            name = str(getattr(row, "name", "") or number)
            for value in vars(row).values():
                for text in value if isinstance(value, tuple) else (value,):
                    if isinstance(text, str):
                        yield name, text
