"""A venue that begins with nothing: the people of a new contest before one window, their words, their roster.

What a person types with an input method is committed into whatever has the keyboard; all else are clicks and keys of
`tests/gui/counted.py`. Nothing is stored but through the window.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from app.domain.idnumber import check_character
from app.tables.writer import Column, Page, write_workbook
from tests.end2end.test_day_commands import CTRL, Office
from tests.end2end.test_window_day import Venue
from tests.gui.counted import Hands
from ui.dialogs.accounts import AccountsDialog
from ui.dialogs.people import LoginDialog

PICTURES = os.environ.get("JIANGPING_FRESH_SHOTS", "")  # a folder: what was on the screen at each step is kept there
WELDING, ELECTRIC = "6-18-02-04", "6-31-01-03"
ADMIN, CHIEF, SUPERVISOR, CODING = "李卫东", "陈志强", "赵明亮", "孙加密"
REGISTRAR, FIRST, SECOND, CLERK = "何芳", "马秀英", "张晓燕", "许红梅"
STAFF = (
    (ADMIN, "administrator", "kai-sai-zhun-bei"),
    (CHIEF, "chief_judge", "gong-zheng-cai-pan"),
    (SUPERVISOR, "supervisor", "quan-cheng-jian-du"),
    (CODING, "coding_judge", "mi-hao-feng-cun"),
    (REGISTRAR, "registrar", "bao-ming-deng-ji"),
    (FIRST, "recorder", "135792"),
    (SECOND, "recorder", "246813"),
    (CLERK, "certificate_clerk", "357924"),
)
SECRETS = {name: secret for name, _, secret in STAFF}
KEY_WORDS = "lumi-tari-vogu-sina-bafo"  # of the key files
HEADINGS = ("代表队", "姓名", "证件类型", "证件号", "工作单位", "参赛工种", "组别", "手机")
SCHEME = """模块\t编号\t评分点\t类型\t配分\t裁判数\t间隔
A 焊前准备\tA1\t劳动保护用品穿戴\t测量\t20\t\t
\tA2\t焊件清理\t评价\t20\t3\t
B 外观检测\tB1\t焊缝余高\t打分\t60\t3\t0.5
"""


def id_number(birthday: str, order: int) -> str:
    """A resident's number of nobody: region 99 is given to no county."""
    stem = f"990101{birthday}{order:03}"
    return stem + check_character(stem)


def write_roster(path: Path, people: Sequence[Sequence[str]]) -> None:
    """The delegation's workbook."""
    columns = tuple(Column(heading) for heading in HEADINGS)
    write_workbook(path, (Page("报名", columns, tuple(tuple(row) for row in people)),))


NAME = "2026 年示范市职工职业技能竞赛"
WELDERS = (
    ("示范一厂", "王建国", id_number("19900101", 1), "示范重型机械厂", "焊工", "13900000001"),
    ("示范一厂", "马玉兰", id_number("19920202", 2), "示范石化公司", "焊工", "13900000002"),
    ("示范二厂", "闫俊", id_number("19940303", 3), "示范机床厂", "焊工", "13900000003"),
)
OTHERS = (("示范二厂", "罗布次仁", id_number("19950505", 5), "示范电力公司", "电工", "13900000005"),)
ROSTER = tuple((team, name, "居民身份证", number, unit, trade, "职工组", phone)
               for team, name, number, unit, trade, phone in WELDERS + OTHERS)  # fmt: skip
THEORY = {"王建国": "90", "马玉兰": "80", "闫俊": "80"}
SHEETS = {  # A1 met or not, A2 by three judges, B1 by three judges
    "王建国": ("1", "3", "3", "3", "55", "54", "53"),  # 20 + 20 + 54 = 94
    "马玉兰": ("1", "2", "2", "2", "48", "48", "48"),  # 20 + 13.33 + 48
    "闫俊": ("1", "2", "2", "2", "48", "48", "48"),  # the same: theory does not part them either
}
PLACES = [(1, "王建国", "92.80"), (2, "马玉兰", "80.93"), (2, "闫俊", "80.93")]


class FreshOffice(Office):
    """`Office` without a day somebody made before: each person with a secret of their own."""

    def __init__(self, venue: Venue, hands: Hands, folder: Path) -> None:
        self.venue, self.hands, self.folder = venue, hands, folder
        self.until = venue.until
        self._shots = 0

    def shot(self, name: str) -> None:
        """Keep a picture for whoever wants to look."""
        if PICTURES:
            self._shots += 1
            QApplication.processEvents()
            front = QApplication.activeModalWidget() or self.venue.window
            front.grab().save(f"{PICTURES}/{self._shots:02}-{name}.png")

    def commit(self, text: str) -> None:
        """What an input method hands over, wherever the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(focus, event)
        QApplication.processEvents()

    def bring(self, widget: QWidget) -> None:
        """Turn the wheel until it is in sight."""
        around = widget.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()
        QApplication.processEvents()

    def fill(self, field: QLineEdit, text: str) -> None:
        """Click a field and write over what stands there; whoever goes on leaves it."""
        self.bring(field)
        self.hands.click(field)
        self.until(field.hasFocus)
        self.hands.key(Qt.Key.Key_A, CTRL)
        self.commit(text)
        assert field.text() == text

    def line(self, name: str, within: QWidget) -> QLineEdit:
        """The editor of a field of the settings."""
        found = within.findChild(QLineEdit, f"field_{name}")
        assert isinstance(found, QLineEdit), name
        return found

    def pin(self, field: QLineEdit, name: str) -> None:
        """Type a secret over what stands there, Enter."""
        self.until(field.hasFocus)
        field.selectAll()
        self.hands.type(SECRETS[name])
        self.hands.key(Qt.Key.Key_Return)

    def log_in(self, name: str) -> None:
        """Answer the question who works."""
        dialog = self.dialog(LoginDialog)
        self.hands.line(dialog.names, dialog.names.names().index(name))
        self.pin(dialog.pin, name)
        self.until(lambda: self.venue.desk.person is not None and self.venue.desk.person.name == name)

    def enter_staff(self) -> None:
        """F11: everybody gets an account, only by keys; the first one logs in at once."""
        self.key(Qt.Key.Key_F11)
        dialog = self.dialog(AccountsDialog)
        for name, role, secret in STAFF:
            dialog.activateWindow()
            self.until(dialog.isActiveWindow)
            self.until(dialog.name.hasFocus)
            self.commit(name)
            self.hands.key(Qt.Key.Key_Return)
            self.until(dialog.role.hasFocus)
            self.hands.key(Qt.Key.Key_Home)
            for _ in range(dialog.role.findData(role)):
                self.hands.key(Qt.Key.Key_Down)
            assert dialog.role.currentData() == role
            self.hands.key(Qt.Key.Key_Return)
            self.hands.type(secret)
            self.hands.key(Qt.Key.Key_Return)
            self.until(dialog.again.hasFocus)
            self.hands.type(secret)
            self.hands.key(Qt.Key.Key_Return)
            self.until(lambda name=name: name in dialog.said.text())
            if name == ADMIN:
                self.log_in(ADMIN)
        self.shot("accounts")
        dialog.activateWindow()
        self.until(dialog.isActiveWindow)
        self.hands.key(Qt.Key.Key_Escape)
        self.until(lambda: QApplication.activeModalWidget() is None)
