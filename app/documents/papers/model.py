"""What a printed paper is made of: its head, its rows, and the shapes a kind of paper can have, all as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

PORTRAIT = (210.0, 297.0)
LANDSCAPE = (297.0, 210.0)


@dataclass(frozen=True)
class PaperSeal:
    """What a sheet for signature rests on: `token` the text of its QR ("" where the venue has no key for it), thirty
    digits of its data and of the head of the operation record, and the number of the record's last entry."""

    token: str
    data: str
    seq: int
    head: str


@dataclass(frozen=True)
class PaperHead:
    """What every sheet bears. `formal` is True for 正式, False for 未锁定 · 仅供核对, None where neither is meant
    (forms to be filled by hand). `superseded` is the revision that took this one's place, 0 for none. `printed_at`
    carries the contest's time zone; `program` is name and version of what printed. Empty texts are left out."""

    contest: str
    printed_by: str
    printed_at: datetime
    trade: str = ""
    group: str = ""
    round: str = ""
    sitting: str = ""
    formal: bool | None = None
    revision: int = 1
    superseded: int = 0
    data_code: str = ""
    seal: PaperSeal | None = None
    demo: bool = False
    program: str = ""


@dataclass(frozen=True)
class GroupRow:
    """A line across the table that opens a part of it, with what belongs at its right end."""

    text: str
    right: str = ""


@dataclass(frozen=True)
class Paper:
    """One paper to print. `kind` is a key of PAPERS, `rows` are of that kind's row class (or GroupRow), `data` its data
    class where it has one. `headings` gives the titles of a column that occurs many times, such as the judges'.
    `facts` are further label and value pairs under the title, `notes` small lines under the table, `code` a blind code
    printed large with its QR."""

    kind: str
    head: PaperHead
    rows: tuple[object, ...] = ()
    data: object = None
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    code: str = ""
    title: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: the row's attribute `key`, its title and width in mm.

    `many`: the attribute is a tuple, one cell each, titles from the paper's headings, `width` for each; a tuple of one
    is one cell across them all. `stretch`: takes the width other columns leave. `align` number lines up the points.
    `one_line`: a text that is never broken, such as a number of certificates; it is made smaller instead.
    """

    key: str
    title: str
    width: float
    align: Literal["left", "center", "right", "number"] = "center"
    many: bool = False
    stretch: bool = False
    chain: str = "Song"
    one_line: bool = False


@dataclass(frozen=True)
class TableKind:
    """A list on A4. `signatures` are the lines at its end (on every page when `sign_every_page`); `fill` adds empty
    rows down to the foot of the last page, for writing by hand; `rows` names the row class."""

    title: str
    columns: tuple[Column, ...]
    row: type
    page: tuple[float, float] = PORTRAIT
    signatures: tuple[str, ...] = ()
    sign_every_page: bool = False
    row_height: float = 8.0
    size: float = 10.5
    fill: bool = False
    note: str = ""


@dataclass(frozen=True)
class Field:
    """A cell of a form: the label, the attribute with its value, the label's width and the cell's whole width in mm.

    `sign` is a line for a hand at the foot of the cell."""

    label: str
    key: str
    width: float
    label_width: float = 28.0
    sign: str = ""


@dataclass(frozen=True)
class FormRow:
    """A line of a form."""

    height: float
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class FormKind:
    """A form on A4 portrait. `qr` names the attribute whose text is printed as a QR code at the top left, `qr_side` mm
    wide with its quiet zone."""

    title: str
    data: type
    rows: tuple[FormRow, ...]
    signatures: tuple[str, ...] = ()
    qr: str = ""
    qr_side: float = 24.0
    note: str = ""


@dataclass(frozen=True)
class LetterKind:
    """An official notice in the frame of a letter: paragraphs, a table, paragraphs, the issuer with room for a seal."""

    title: Callable[[Paper], str]
    data: type
    before: Callable[[Paper], tuple[str, ...]]
    columns: tuple[Column, ...]
    row: type
    after: Callable[[Paper], tuple[str, ...]]


@dataclass(frozen=True)
class CardKind:
    """Many small cards on A4, cut afterwards. `style` says how one is drawn."""

    title: str
    row: type
    style: Literal["pass", "card", "label", "photo", "envelope", "sign"]


Kind = TableKind | FormKind | LetterKind | CardKind
