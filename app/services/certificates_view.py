"""What the certificates page shows: the winners and their numbers, the layouts, the boxes of one, the bare stock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO

from app.documents.calibration import calibration_page
from app.documents.certificate import CertificatePress, PrinterProfile
from app.documents.layout import Layout, SealElement, shipped_layouts
from app.documents.variables import SAMPLE
from app.errors import Refusal
from app.services import keys as key_service
from app.services.certificates import CertificateLine, Signer, certificate_lines
from app.services.certificates_winners import layout_of, winners_of
from app.services.common import Store, TradeFacts, contest_facts
from app.services.papers_common import local
from db.queries import certificates as stored
from db.queries import keys as stored_keys
from db.queries import results as lists
from db.store import Reading


@dataclass(frozen=True)
class ElementBox:
    """A variable part of the layout, in millimetres from the top left corner. `kind`: "text", "qr", "serial", …"""

    id: str
    kind: str
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Shrinking:
    """A text that does not stand at its full size on one line; points."""

    entry: str
    name: str
    element: str
    size: float
    lines: int


@dataclass(frozen=True)
class CertificatesView:
    """Everything the page shows. `why` says what a trade without certificates waits for, None when it is final;
    `confirmed`: the chief judge has confirmed the places, so the list will not change by itself. `key` tells whether
    the QR codes can be signed: "" not, "demo" at once, "locked" with the passphrase of the key."""

    trade: str
    name: str
    why: Refusal | None
    confirmed: bool
    lines: tuple[CertificateLine, ...]
    layouts: tuple[tuple[str, str], ...]
    layout: str
    width: float
    height: float
    clear: float
    boxes: tuple[ElementBox, ...]
    shrunk: tuple[Shrinking, ...]
    key: str


def certificates_view(store: Store, trade_code: str, layout: str = "", overprint: bool = True) -> CertificatesView:
    """The certificates of a trade in a layout ("" for the usual one).

    Raises Refusal "contest.unknown_trade", WrongCall "documents.layout_unknown".
    """
    with store.read() as reading:
        facts = contest_facts(reading)
        trade = facts.trade(trade_code)
        design, _ = layout_of(reading, layout)
        lines, why = _lines(reading, trade)
        revision = lists.last_revision(reading, trade.id)
        own = tuple((name, name) for name in stored.layouts(reading))
        return CertificatesView(
            trade=trade.code,
            name=trade.name,
            why=why,
            confirmed=revision is not None and revision.confirmed_at is not None,
            lines=lines,
            layouts=(*shipped_layouts().items(), *own),
            layout=layout,
            width=design.width,
            height=design.height,
            clear=design.clear,
            boxes=_boxes(design, overprint),
            shrunk=_shrunk(reading, trade, layout, overprint) if why is None else (),
            key=_key(reading, facts.mode),
        )


def _lines(reading: Reading, trade: TradeFacts) -> tuple[tuple[CertificateLine, ...], Refusal | None]:
    try:
        return tuple(certificate_lines(reading, trade)), None
    except Refusal as why:
        return (), why


def _boxes(design: Layout, overprint: bool) -> tuple[ElementBox, ...]:
    return tuple(
        ElementBox(one.id, one.kind, one.box.x, one.box.y, one.box.w, one.box.h)
        for one in design.elements
        if one.variable and (one.on_stock if overprint else one.on_whole)
    )


def _shrunk(reading: Reading, trade: TradeFacts, layout: str, overprint: bool) -> tuple[Shrinking, ...]:
    """Who has to be looked at: texts made smaller or broken. Entry numbers stand in for the serials."""
    design, images = layout_of(reading, layout)
    people = [replace(winner.data, serial=winner.key) for winner in winners_of(reading, contest_facts(reading), trade)]
    press = CertificatePress(design, images, overprint)
    return tuple(Shrinking(one.serial, one.name, one.element, one.size, one.lines) for one in press.shrunk(people))


def _key(reading: Reading, mode: str) -> str:
    if mode == "demo":
        return "demo"
    kept = any(one.sealed is not None for one in stored_keys.keys(reading, "certificate"))
    return "locked" if kept else ""


def stock_page(store: Store, layout: str = "") -> bytes:
    """What stands on every certificate of a layout: the picture of the stock under the variable parts."""
    with store.read() as reading:
        design, images = layout_of(reading, layout)
    still = tuple(one for one in design.elements if not one.variable and not isinstance(one, SealElement))
    buffer = BytesIO()
    press = CertificatePress(replace(design, elements=still), images)
    press.print([SAMPLE], buffer, made_at=datetime(2000, 1, 1, tzinfo=UTC))
    return buffer.getvalue()


def calibration(
    width: float,
    height: float,
    printer: str,
    tray: str,
    printed_by: str,
    at: datetime,
    profile: PrinterProfile | None = None,
) -> bytes:
    """校准页 for stock of this size; with a profile as that printer needs it, to see whether its numbers are right."""
    buffer = BytesIO()
    calibration_page(
        buffer,
        width=width,
        height=height,
        printer=printer,
        tray=tray,
        printed_by=printed_by,
        at=local(at),
        profile=profile,
    )
    return buffer.getvalue()


def batch_signer(store: Store, passphrase: str | None, at: datetime) -> Signer | None:
    """What signs the QR codes of a batch; a demo gets its keys here when it has none. None: no codes are printed.

    Raises Finding for a wrong passphrase.
    """
    with store.read() as reading:
        facts = contest_facts(reading)
        known = bool(stored_keys.keys(reading, "certificate"))
    if facts.mode == "demo" and not known:
        key_service.install_demo_keys(store, facts.key, at=at)
    if facts.mode != "demo" and passphrase is None:
        return None
    return key_service.certificate_signer(store, passphrase)
