"""The left side of the draw page after a draw: how it was made, that it can be repeated, the draws before it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.drawing_view import DrawMade, RoundDraw
from app.services.timetable import VENUE
from ui.pages.drawing_setup import grouped
from ui.theme import BODY, SECONDARY
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Chip, Ink, Label, Tone


class DrawFacts(Card):
    """Facts of the draw in force, never a code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(14, 10, 14, 10)
        self._inside = QWidget()
        self.body.addWidget(self._inside)
        self.body.addStretch(1)
        self.lines: list[str] = []

    def put_below(self, button: Button) -> None:
        """A verb under the facts, and in words why it is off."""
        why = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        why.hide()

        def told(reason: str) -> None:
            why.setText(reason)
            why.setVisible(bool(reason))

        button.reason_changed.connect(told)
        self.body.addSpacing(8)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(why)

    def show_view(self, view: RoundDraw) -> None:
        """Show the draw in force and those before it."""
        self._inside.deleteLater()
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self.lines = []
        self.body.insertWidget(0, self._inside)
        draw = view.drawn
        if draw is None:
            return
        at = draw.at.astimezone(VENUE)
        self._say(
            self.tr("第 {number} 次抽签　{at}").format(number=draw.number, at=at.strftime("%m-%d %H:%M")), bold=True
        )
        self._say(self.tr("{by} 抽签，{witness} 见证").format(by=draw.by or "—", witness=draw.witness or "—"))
        method = self.tr("现场摸号后录入") if draw.method == "manual" else self.tr("电脑抽签")
        text = self.tr("{method}　工位 {stations}　{sittings} 场")
        self._say(text.format(method=method, stations=draw.stations, sittings=draw.sittings))
        if draw.reason:
            self._say(self.tr("重抽理由：{reason}").format(reason=draw.reason))
        self._show_seed(draw)
        self._show_codes(view)
        for old in view.draws:
            if not old.in_force:
                self._say(self._before(old), muted=True)

    def _show_seed(self, draw: DrawMade) -> None:
        if not draw.seed:
            return
        self._say(self.tr("种子 {seed}").format(seed=draw.seed), selectable=True)
        self._say(
            self.tr("指纹 {fingerprint}").format(fingerprint=grouped(draw.commitment)), muted=True, selectable=True
        )
        kept = Chip()
        if draw.promise_kept:
            kept.say(self.tr("随机数与先公布的指纹相符"), Tone.OK)
        else:
            kept.say(self.tr("随机数与指纹不符"), Tone.ERROR)
        self._column.addWidget(kept)
        self.lines.append(kept.accessibleName())
        again = Chip()
        if draw.repeats:
            again.say(self.tr("用种子重算，工位完全一样"), Tone.OK)
        else:
            again.say(self.tr("用种子重算，工位不一样"), Tone.ERROR)
        if draw.repeats is not None:
            self._column.addWidget(again)
            self.lines.append(again.accessibleName())

    def _show_codes(self, view: RoundDraw) -> None:
        chip = Chip()
        if not view.codes:
            chip.say(self.tr("这一轮不用密号"), Tone.PLAIN)
        elif view.sealed:
            chip.say(self.tr("密号 {count} 个，已加密封存").format(count=view.codes), Tone.LOCK)
        else:
            chip.say(self.tr("密号 {count} 个，没有加密").format(count=view.codes), Tone.WARN)
        self._column.addWidget(chip)
        self.lines.append(chip.accessibleName())
        if view.codes and not view.sealed:
            text = self.tr("裁判长和监督各设 10 位以上口令短语后再抽，密号表就会加密。")
            self._say(text, muted=True)

    def _before(self, old: DrawMade) -> str:
        at = old.at.astimezone(VENUE).strftime("%m-%d %H:%M")
        return self.tr("第 {number} 次抽签 {at}，{by}；已被重抽代替，记录保留。").format(
            number=old.number, at=at, by=old.by or "—"
        )

    def _say(self, text: str, bold: bool = False, muted: bool = False, selectable: bool = False) -> None:
        ink = Ink.TEXT2 if muted else Ink.TEXT
        label = Label(text, SECONDARY if muted else BODY, bold, ink, wrap=True)
        if selectable:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)
        self.lines.append(text)
