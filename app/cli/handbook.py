"""The verb `handbook`: look something up, or write the whole handbook as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import JsonOption, answer
from app.services import handbook as service


def register(app: typer.Typer) -> None:
    """Add the verb to the root command."""
    app.command("handbook", help="使用手册：查找、存成 PDF / look things up, write it as a PDF")(handbook)


def handbook(
    words: Annotated[str, typer.Argument(metavar="[WORDS]", help="要找的字；不写列出各章 / words to find")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.pdf", help="整本存成 PDF / write a PDF")] = None,
    language: Annotated[str, typer.Option("--lang", metavar="zh|en", help="语言 / language")] = "zh",
    as_json: JsonOption = False,
) -> None:
    """List the chapters, where the words stand, or what was written."""
    hits = [
        {"chapter": hit.chapter, "title": hit.title, "heading": hit.heading, "excerpt": hit.excerpt}
        for hit in service.find(words, language)
    ]
    chapters = [{"chapter": chapter.name, "title": chapter.title} for chapter in service.chapters(language)]
    lines = [f"{hit['title']} · {hit['heading']}\n    {hit['excerpt']}" for hit in hits]
    lines = lines or [f"{one['chapter']}　{one['title']}" for one in chapters]
    document: dict[str, object] = {"chapters": chapters, "found": hits}
    if out is not None:
        document |= {"file": str(out), "pages": service.write_pdf(out, language)}
        lines = [f"{out}　{document['pages']} 页"]
    answer(document, as_json, lines)
