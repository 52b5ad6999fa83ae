"""The handbook's Markdown read once for both its forms: HTML for the window, blocks for the PDF.

CommonMark with tables (https://spec.commonmark.org; tables as GitHub writes them). Raw HTML is not let through.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt


@dataclass(frozen=True)
class Block:
    """A piece of a chapter for the PDF.

    `kind` is heading, text, item, code, quote, picture, table or break (a new page follows);
    `text` is in reportlab's paragraph marks; `level` is a
    heading's or an item's depth; `mark` an item's bullet or number; `rows` a table's cells, the first row its head.
    """

    kind: str
    text: str = ""
    level: int = 0
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = field(default=())


@cache
def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.inline.ruler.before("emphasis", "bold", _bold)
    return made


def _bold(state: Any, silent: bool) -> bool:
    """`**words**` wherever they stand: CommonMark wants blanks beside marks at a comma, and Chinese has none."""
    start, last = state.pos, state.posMax
    if not state.src.startswith("**", start):
        return False
    end = state.src.find("**", start + 2, last)
    if end <= start + 2:
        return False
    if not silent:
        state.push("strong_open", "strong", 1)
        state.pos, state.posMax = start + 2, end
        state.md.inline.tokenize(state)
        state.push("strong_close", "strong", -1)
        state.posMax = last
    state.pos = end + 2
    return True


def to_html(text: str) -> str:
    """Markdown as HTML without a head; keys (`Ctrl+K`) are `<code>`."""
    return str(_parser().render(text))


def blocks(text: str) -> list[Block]:
    """Markdown as the blocks of a PDF, in order."""
    return _Reader(_parser().parse(text)).read()


class _Reader:
    """Walks over the parser's tokens; nothing but what the handbook uses is understood."""

    def __init__(self, tokens: list[Any]) -> None:
        self._tokens = tokens
        self._found: list[Block] = []
        self._lists: list[int | None] = []  # the next number of each open list; None for bullets
        self._mark = ""
        self._quoted = 0
        self._rows: list[tuple[str, ...]] = []
        self._row: list[str] | None = None
        self._heading = 0

    def read(self) -> list[Block]:
        for token in self._tokens:
            act = getattr(self, f"_on_{token.type}", None)
            if act is not None:
                act(token)
        return self._found

    def _on_heading_open(self, token: Any) -> None:
        self._heading = int(token.tag[1:])

    def _on_heading_close(self, _token: Any) -> None:
        self._heading = 0

    def _on_bullet_list_open(self, _token: Any) -> None:
        self._lists.append(None)

    def _on_ordered_list_open(self, token: Any) -> None:
        self._lists.append(int(token.attrs.get("start", 1)))

    def _on_bullet_list_close(self, _token: Any) -> None:
        self._lists.pop()

    _on_ordered_list_close = _on_bullet_list_close

    def _on_list_item_open(self, _token: Any) -> None:
        number = self._lists[-1]
        self._mark = "•" if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = number + 1

    def _on_blockquote_open(self, _token: Any) -> None:
        self._quoted += 1

    def _on_blockquote_close(self, _token: Any) -> None:
        self._quoted -= 1

    def _on_tr_open(self, _token: Any) -> None:
        self._row = []

    def _on_tr_close(self, _token: Any) -> None:
        self._rows.append(tuple(self._row or ()))
        self._row = None

    def _on_table_close(self, _token: Any) -> None:
        self._found.append(Block("table", rows=tuple(self._rows)))
        self._rows = []

    def _on_hr(self, _token: Any) -> None:
        self._found.append(Block("break"))

    def _on_fence(self, token: Any) -> None:
        self._found.append(Block("code", token.content.rstrip("\n")))

    _on_code_block = _on_fence

    def _on_inline(self, token: Any) -> None:
        children = token.children or []
        pictures = [child for child in children if child.type == "image"]
        if pictures and len(children) == len(pictures):
            self._found += [Block("picture", str(child.content), mark=str(child.attrs["src"])) for child in pictures]
            return
        text = "".join(_marked(child) for child in children)
        if self._row is not None:
            self._row.append(text)
        elif self._heading:
            self._found.append(Block("heading", text, level=self._heading))
        elif self._lists:
            self._found.append(Block("item", text, level=len(self._lists), mark=self._mark))
            self._mark = ""
        else:
            self._found.append(Block("quote" if self._quoted else "text", text))


_OPEN = {"strong_open": '<font name="{bold}">', "strong_close": "</font>", "em_open": "", "em_close": ""}


def _marked(token: Any) -> str:
    """One inline token in reportlab's paragraph marks; `{bold}` and `{key}` are faces the PDF fills in."""
    kind = token.type
    if kind == "text":
        return escape(token.content, quote=False)
    if kind == "code_inline":
        return f'<font name="{{bold}}">{escape(token.content, quote=False)}</font>'
    if kind == "softbreak":
        return " " if token.content else ""
    if kind == "hardbreak":
        return "<br/>"
    if kind == "link_open":
        return f'<a href="{escape(str(token.attrs["href"]))}" color="#1857A4">'
    if kind == "link_close":
        return "</a>"
    return _OPEN.get(kind, "")
