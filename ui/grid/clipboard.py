"""Marks to and from Excel and WPS: a copied block with its headings, a pasted one as lines of texts."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

from app.services.sheet_view import CellAddress, CellState
from ui.grid.facts import MERGED, cell_of, cell_text, seat_label, seats_of, translate
from ui.grid.state import GridState

# Our own block without the headings: copied here and pasted here, a heading must not land in a cell.
PLAIN_BLOCK = "application/x-jiangping-marks"

Block = list[list[str]]


def copy_block(state: GridState) -> QMimeData:
    """The selected cells with line and column headings, as a table and as tab text."""
    cells = state.selected_cells()
    view = state.view
    data = QMimeData()
    if view is None or not cells:
        return data
    seats = sorted({cell.seat for cell in cells if cell.seat != MERGED})
    heading = [
        translate("grid", "编号"),
        translate("grid", "评分点"),
        *(seat_label(view.seats, seat) for seat in seats),
    ]
    lines: Block = [heading if seats else [*heading, translate("grid", "值")]]
    plain: Block = []
    for aspect in dict.fromkeys(cell.aspect for cell in cells):
        row = state.row(next(cell for cell in cells if cell.aspect == aspect))
        merged = seats_of(row) == (MERGED,)
        texts = [_copied(state, CellAddress(aspect, seat)) for seat in ([MERGED] if merged else seats)]
        texts += [""] * (len(seats) - len(texts))
        plain.append(texts)
        lines.append([row.id, row.name, *texts])
    data.setText("\n".join("\t".join(line) for line in lines))
    data.setHtml(_as_html(lines))
    data.setData(PLAIN_BLOCK, "\n".join("\t".join(line) for line in plain).encode())
    return data


def _copied(state: GridState, address: CellAddress) -> str:
    row = state.row(address)
    cell = cell_of(row, address.seat)
    return cell.text if cell.state is CellState.VALUE else cell_text(row, cell)


def _as_html(lines: Block) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in line) + "</tr>" for line in lines)
    return f'<meta charset="utf-8"><table>{rows}</table>'


def read_block(data: QMimeData | None) -> Block:
    """The lines of texts on the clipboard: our own block, else the first HTML table, else tab text; [] for none."""
    if data is None:
        return []
    if data.hasFormat(PLAIN_BLOCK):
        return _from_tabs(bytes(data.data(PLAIN_BLOCK).data()).decode())
    if data.hasHtml():
        block = from_html(data.html())
        if block:
            return block
    return _from_tabs(data.text()) if data.hasText() else []


def _from_tabs(text: str) -> Block:
    """Tab text as spreadsheets write it: cells with line breaks stand in quotes, the last line end is empty."""
    lines: Block = [[""]]
    quoted = False
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    at = 0
    while at < len(text):
        sign = text[at]
        if quoted:
            if sign == '"' and text[at + 1 : at + 2] == '"':
                lines[-1][-1] += '"'
                at += 1
            elif sign == '"':
                quoted = False
            else:
                lines[-1][-1] += sign
        elif sign == '"' and not lines[-1][-1]:
            quoted = True
        elif sign == "\t":
            lines[-1].append("")
        elif sign == "\n":
            lines.append([""])
        else:
            lines[-1][-1] += sign
        at += 1
    return _trimmed(lines)


def _trimmed(lines: Block) -> Block:
    lines = [[" ".join(text.replace("\xa0", " ").split()) for text in line] for line in lines]
    while lines and not any(lines[-1]):
        lines.pop()
    return lines


class _Table(HTMLParser):
    """Reads the first table of a document; a cell that spans stands in its first place, the others stay empty."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: Block = []
        self.depth = 0
        self.done = False
        self._open = False
        self._taken: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
        if self.done or self.depth != 1:
            return
        if tag == "tr":
            self.lines.append([])
        elif tag in ("td", "th") and self.lines:
            self._begin_cell(dict(attrs))
        elif tag == "br" and self._open:
            self.lines[-1][-1] += " "

    def _begin_cell(self, attrs: dict[str, str | None]) -> None:
        line, row = self.lines[-1], len(self.lines) - 1
        while (row, len(line)) in self._taken:
            line.append("")
        down, across = _span(attrs.get("rowspan")), _span(attrs.get("colspan"))
        self._taken |= {(row + i, len(line) + j) for i in range(down) for j in range(across) if i or j}
        line.append("")
        self._open = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.depth -= 1
            self.done = self.done or self.depth == 0
        elif tag in ("td", "th"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open and not self.done:
            self.lines[-1][-1] += data


def _span(text: str | None) -> int:
    return min(200, int(text)) if text and text.isdigit() and int(text) else 1


def from_html(text: str) -> Block:
    """The texts of the first table in an HTML document; [] when there is none."""
    table = _Table()
    table.feed(text)
    table.close()
    return _trimmed(table.lines)
