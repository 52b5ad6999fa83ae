"""Every action of the window in one table: what it is called, its key, its sign, who may do it, and why it is off.

The rail, the F1 overlay, the search box and the shortcuts all read this table. To add an action, add a line; whoever
can carry it out connects to `Actions.action(key).triggered` or answers `Page.perform(key)`. The verbs of a page are
its buttons: `page_lines` gives them in the same shape, so that they are found and explained like the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.roles import Act, Role, may
from app.services.board_view import PAGES
from ui import rail
from ui.desk import Desk
from ui.widgets.buttons import Button


class Where(Enum):
    """Who carries an action out."""

    WINDOW = "window"
    PAGE = "page"  # the page in front, see Page.perform


@dataclass(frozen=True)
class Spec:
    """One line of the table. `needs` is the right it takes; `contest`: only with a contest open."""

    key: str
    text: str
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    where: Where = Where.WINDOW
    needs: Act | None = None
    contest: bool = True
    nothing: str = ""  # for the page's actions: why there is nothing to do, when the page has nothing of the kind


@dataclass(frozen=True)
class Line:
    """An action as it is shown: `reason` says why it cannot be done now, "" when it can."""

    text: str
    icon: str
    key: str
    reason: str
    run: Callable[[], None]


SPECS = (
    Spec("help", QT_TRANSLATE_NOOP("Actions", "全部按键"), "keyboard", ("F1",), contest=False),
    Spec("handbook", QT_TRANSLATE_NOOP("Actions", "使用手册"), "book_open", ("Shift+F1",), contest=False),
    Spec("find", QT_TRANSLATE_NOOP("Actions", "查找"), "search", ("Ctrl+K",)),
    Spec(
        "undo",
        QT_TRANSLATE_NOOP("Actions", "撤销"),
        "arrow_undo",
        ("Ctrl+Z",),
        Where.PAGE,
        nothing=QT_TRANSLATE_NOOP("Actions", "这里没有可以撤销的。"),
    ),
    Spec(
        "redo",
        QT_TRANSLATE_NOOP("Actions", "重做"),
        "arrow_redo",
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        Where.PAGE,
        nothing=QT_TRANSLATE_NOOP("Actions", "这里没有可以重做的。"),
    ),
    Spec(
        "print",
        QT_TRANSLATE_NOOP("Actions", "打印这一页"),
        "print",
        ("Ctrl+P",),
        Where.PAGE,
        nothing=QT_TRANSLATE_NOOP("Actions", "这一页没有可以打印的单据。"),
    ),
    Spec(
        "filter",
        QT_TRANSLATE_NOOP("Actions", "筛选表格"),
        "filter",
        ("Ctrl+F",),
        Where.PAGE,
        nothing=QT_TRANSLATE_NOOP("Actions", "这一页没有可以筛选的表格。"),
    ),
    Spec("columns", QT_TRANSLATE_NOOP("Actions", "表格的列、顺序和排序"), "document_table", ("Ctrl+Shift+L",)),
    Spec("export_list", QT_TRANSLATE_NOOP("Actions", "导出所列"), "arrow_export", ("Ctrl+E",)),
    Spec(
        "details",
        QT_TRANSLATE_NOOP("Actions", "收起或展开详情"),
        "info",
        ("F4",),
        Where.PAGE,
        nothing=QT_TRANSLATE_NOOP("Actions", "这一页没有详情栏。"),
    ),
    Spec(
        "next_pane",
        QT_TRANSLATE_NOOP("Actions", "到下一栏"),
        "arrow_right",
        ("F6",),
        Where.PAGE,
        nothing=QT_TRANSLATE_NOOP("Actions", "这一页只有一栏。"),
    ),
    Spec("saved", QT_TRANSLATE_NOOP("Actions", "看是否已保存"), "checkmark_circle", ("Ctrl+S",)),
    Spec("incidents", QT_TRANSLATE_NOOP("Actions", "现场情况"), "flag", ("Ctrl+I",), needs=Act.NOTE_INCIDENT),
    Spec("back_up", QT_TRANSLATE_NOOP("Actions", "立即备份"), "usb_stick", needs=Act.BACK_UP),
    Spec("switch_person", QT_TRANSLATE_NOOP("Actions", "换人"), "person_swap", ("F10",)),
    Spec("lock_screen", QT_TRANSLATE_NOOP("Actions", "锁定屏幕"), "lock_closed", ("Ctrl+L",)),
    Spec("accounts", QT_TRANSLATE_NOOP("Actions", "人员和口令"), "people_team", ("F11",)),
    Spec("keys", QT_TRANSLATE_NOOP("Actions", "钥匙与名录"), "key", needs=Act.MANAGE_KEYS),
    Spec("certificate_check", QT_TRANSLATE_NOOP("Actions", "核对证书真伪"), "certificate"),
    Spec("erase", QT_TRANSLATE_NOOP("Actions", "清除个人信息"), "delete"),
    Spec("papers", QT_TRANSLATE_NOOP("Actions", "打印单据…"), "print", ("Ctrl+Shift+P",)),
    Spec("loss_report", QT_TRANSLATE_NOOP("Actions", "打印遗失报告"), "print", needs=Act.PRINT_PAPERS),
    Spec("display", QT_TRANSLATE_NOOP("Actions", "投到大屏：时钟和今天的安排"), "presenter"),
    Spec("examples", QT_TRANSLATE_NOOP("Actions", "看例子"), "book_open", contest=False),
    Spec("tour", QT_TRANSLATE_NOOP("Actions", "带我打出第一张证书"), "play"),
    Spec("doctor", QT_TRANSLATE_NOOP("Actions", "自检"), "wrench_screwdriver", contest=False),
    Spec("settings", QT_TRANSLATE_NOOP("Actions", "本机设置"), "settings", ("Ctrl+,",), contest=False),
    Spec("larger", QT_TRANSLATE_NOOP("Actions", "放大文字"), "text_font_size", ("Ctrl+=", "Ctrl++"), contest=False),
    Spec("smaller", QT_TRANSLATE_NOOP("Actions", "缩小文字"), "text_font_size", ("Ctrl+-",), contest=False),
    Spec("theme", QT_TRANSLATE_NOOP("Actions", "深色或浅色"), "weather_moon", contest=False),
    Spec("language", QT_TRANSLATE_NOOP("Actions", "中文 / English"), "local_language", contest=False),
    Spec("close_contest", QT_TRANSLATE_NOOP("Actions", "关闭竞赛，回到开始"), "dismiss"),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


class Actions(QObject):
    """The table as QActions of one window."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._desk = desk
        self._reasons: dict[str, Callable[[], str]] = {}
        self._actions: dict[str, QAction] = {}
        self._specs = {spec.key: spec for spec in (*SPECS, *self._page_specs())}
        for spec in self._specs.values():
            action = QAction(self.text(spec.key), window)
            action.setObjectName(spec.key)
            action.setShortcuts([QKeySequence(text) for text in spec.shortcuts])
            window.addAction(action)
            self._actions[spec.key] = action
        desk.contest_changed.connect(self._use_rail)
        self._use_rail()

    @staticmethod
    def _page_specs() -> tuple[Spec, ...]:
        every = dict.fromkeys((*PAGES, *rail.OFFICE_PAGES))
        return tuple(Spec(f"page_{page}", "", rail.ICONS[page]) for page in every)

    def _use_rail(self) -> None:
        """Ctrl+1 is the first page of the rail shown: a contest's or the office's."""
        office = self._desk.contest is not None and self._desk.contest.office
        keys = {f"page_{page}": f"Ctrl+{number % 10}" for number, page in enumerate(rail.pages_of(office), 1)}
        for key, action in self._actions.items():
            if key.startswith("page_"):
                action.setEnabled(key in keys)
                action.setShortcuts([QKeySequence(keys[key])] if key in keys else [])

    def specs(self) -> tuple[Spec, ...]:
        """Every line of the table, pages last."""
        return tuple(self._specs.values())

    def text(self, key: str) -> str:
        """What an action is called, in the language of the window."""
        if key.startswith("page_"):
            return QCoreApplication.translate("Actions", "去“{page}”").format(
                page=rail.page_name(key.removeprefix("page_"))
            )
        return _tr(self._specs[key].text)

    def line(self, key: str) -> Line:
        """One action as it is shown."""
        action = self.action(key)
        return Line(
            self.text(key),
            self._specs[key].icon,
            action.shortcut().toString(),
            self.reason_off(key),
            action.trigger,
        )

    def nothing(self, key: str) -> str:
        """Why the page in front has nothing to do for an action."""
        return _tr(self._specs[key].nothing)

    def action(self, key: str) -> QAction:
        """The QAction of a line."""
        return self._actions[key]

    def set_reason(self, key: str, reason: Callable[[], str]) -> None:
        """Let somebody say why an action is off just now; an empty answer means it is on."""
        self._reasons[key] = reason

    def reason_off(self, key: str) -> str:
        """Why an action cannot be done now, in words; "" when it can."""
        spec = self._specs[key]
        if spec.contest and self._desk.contest is None:
            return QCoreApplication.translate("Actions", "先打开一份竞赛。")
        role = getattr(self._desk.person.actor, "role", None) if self._desk.person else None
        if spec.needs is not None and isinstance(role, Role) and not may(role, spec.needs):
            text = QCoreApplication.translate("Actions", "{role}不能做这件事，请换人 (F10)。")
            return text.format(role=self._desk.person.role if self._desk.person else "")
        asked = self._reasons.get(key)
        return asked() if asked is not None else ""

    @staticmethod
    def page_lines(*parts: QWidget) -> tuple[Line, ...]:
        """The verbs of what is in sight: every button that says something, in the order they stand there."""
        found: dict[str, Line] = {}
        for part in parts:
            for button in part.findChildren(Button):
                text = button.text().replace("&", "")
                if text and button.isVisible() and text not in found:
                    found[text] = Line(text, button.icon_name, button.key, button.reason, button.click)
        return tuple(found.values())

    def retranslate(self) -> None:
        """The window speaks another language now."""
        for key, action in self._actions.items():
            action.setText(self.text(key))
