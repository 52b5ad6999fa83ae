"""The handbook as chapters: which there are, which one fits a page of the window, where words stand, and as a PDF.

A chapter is a Markdown file in `resources/handbook/<language>/`, named by its place and its subject
(`14-checkin.md`). The subject of a chapter about a page of the window is that page's key, which is all F1 needs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import resources
from app import NAME, VERSION
from app.errors import WrongCall

ROOM = "handbook"
LANGUAGES = ("zh", "en")
_EXCERPT = 60  # characters on either side of what was found
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*_`#>|]|^\s*[-\d]+[.)]?\s", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """One chapter: its file's name without ending, its subject, its title and its Markdown."""

    name: str
    subject: str
    title: str
    text: str


@dataclass(frozen=True)
class Hit:
    """A place where the words stand: the chapter, the heading above, and some words around them."""

    chapter: str
    title: str
    heading: str
    excerpt: str


@lru_cache(maxsize=len(LANGUAGES))
def chapters(language: str) -> tuple[Chapter, ...]:
    """All chapters in reading order.

    Raises:
        WrongCall: there is no handbook in that language.
    """
    if language not in LANGUAGES:
        raise WrongCall("handbook.no_language", language=language)
    return tuple(_chapter(name) for name in resources.names(f"{ROOM}/{language}", ".md"))


def _chapter(name: str) -> Chapter:
    text = resources.text(name)
    stem = Path(name).stem
    title = text.partition("\n")[0].removeprefix("# ").strip()
    return Chapter(stem, stem.partition("-")[2], title, text)


def chapter_about(subject: str, language: str) -> Chapter:
    """The chapter about a page of the window, by the page's key; the first chapter where none is about it."""
    found = chapters(language)
    return next((chapter for chapter in found if chapter.subject == subject), found[0])


def find(words: str, language: str, most: int = 60) -> tuple[Hit, ...]:
    """Where all of the words (split at blanks, case ignored) stand in one paragraph; titles and headings first."""
    wanted = [word.casefold() for word in words.split()]
    if not wanted:
        return ()
    hits: list[tuple[int, Hit]] = []
    for chapter in chapters(language):
        hits += _hits_in(chapter, wanted)
    hits.sort(key=lambda found: found[0])
    return tuple(hit for _rank, hit in hits[:most])


def _hits_in(chapter: Chapter, wanted: list[str]) -> list[tuple[int, Hit]]:
    found: list[tuple[int, Hit]] = []
    heading = chapter.title
    for paragraph in re.split(r"\n\s*\n", chapter.text):
        level = len(paragraph) - len(paragraph.lstrip("#"))
        if level:
            heading = paragraph.lstrip("# ").partition("\n")[0].strip()
        plain = plain_words(paragraph)
        folded = plain.casefold()
        if all(word in folded for word in wanted):
            place = folded.index(wanted[0])
            rank = 0 if level == 1 else 1 if level else 2
            found.append((rank, Hit(chapter.name, chapter.title, heading, _around(plain, place))))
    return found


def plain_words(markdown: str) -> str:
    """A piece of Markdown without its signs, on one line."""
    text = _LINK.sub(r"\1", _PICTURE.sub(r"\1", markdown))
    return " ".join(_MARKS.sub(" ", text).split())


def _around(text: str, place: int) -> str:
    start, end = max(0, place - _EXCERPT), place + _EXCERPT
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def as_html(chapter: Chapter) -> str:
    """A chapter's HTML, for the window to dress and show."""
    from app.documents.handbook_text import to_html  # here: the parser is loaded with the first page of the handbook

    return to_html(chapter.text)


def write_pdf(file: Path, language: str) -> int:
    """Write the whole handbook as a PDF with contents, bookmarks and page numbers; gives its pages.

    Raises:
        WrongCall: there is no handbook in that language.
        WorldFailure: the file cannot be written.
    """
    from app.documents import handbook_pdf  # here: reportlab's page builder is loaded for this alone
    from app.tables.files import write_whole

    title = f"{NAME}　使用手册" if language == "zh" else "Jiangping Handbook"
    texts = [(chapter.name, chapter.text) for chapter in chapters(language)]
    pdf = handbook_pdf.build(title, VERSION, texts, resources.path(ROOM), language)
    write_whole(file, pdf.content)
    return pdf.pages
