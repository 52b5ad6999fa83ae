"""What a Markdown text leads to."""

from __future__ import annotations

from markdown_it import MarkdownIt


def links_of(text: str) -> tuple[list[str], list[str]]:
    """(targets of links, names of pictures) in order."""
    links: list[str] = []
    pictures: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        for child in token.children or ():
            if child.type == "link_open":
                links.append(str(child.attrs["href"]))
            elif child.type == "image":
                pictures.append(str(child.attrs["src"]))
    return links, pictures
