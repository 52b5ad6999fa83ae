"""Target U13: everything can be reached by keyboard, whatever is off says why, and every button of a dialog is a verb.

Every test of the window looks at each dialog it opens (`tests/gui/dialog_watch.py`). Here every verb of every page is
pressed, every action of the table is looked for, the dialogs no other test opens are opened, and a new dialog that no
test opens fails.
"""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.services.board_view import PAGES
from app.services.sheet_view import SheetView
from app.tables.reader import read_sheet
from tests.gui.dialog_watch import DialogWatch, faults, reachable
from tests.gui.grid_sample import LEVELS, panel, welding
from tests.gui.played import ELECTRIC, FITTING, WELDING, Late, template
from tests.gui.played import late as late
from tests.targets import Report
from ui.dialogs.keys_base import BaseKeysDialog
from ui.dialogs.keys_list import ListDialog
from ui.dialogs.people import Known
from ui.dialogs.printer_profile import PaperOfPrinter
from ui.dialogs.question import Answer, Question
from ui.dialogs.scheme_reason import SchemeReasonDialog
from ui.dialogs.settle import ReopenDialog, SettleDialog
from ui.dialogs.spread import SpreadDialog
from ui.dialogs.status import TimeDialog
from ui.main_window import MainWindow
from ui.pages.theory_import import ScoreImportDialog
from ui.printer_profiles import Profile
from ui.widgets.buttons import Button

# menus, on a platform that has no window manager
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", "This plugin does not support grabbing")

ROOT = Path(__file__).resolve().parents[2]
BASES = {"Question", "OfficialDialog", "KeyQuestion"}  # never opened as they are, or by every test


def dialog_classes() -> dict[str, str]:
    """Every class of a dialog in ui, with its file."""
    classes: dict[tuple[str, str], list[str]] = {}
    for file in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                names = [base.id for base in node.bases if isinstance(base, ast.Name)]
                classes[node.name, str(file.relative_to(ROOT))] = names
    found = {"QDialog"}
    while more := {name for (name, _), bases in classes.items() if found.intersection(bases)} - found:
        found |= more
    return {name: file for name, file in classes if name in found}


def names_in_tests() -> set[str]:
    """Every name the tests of the window use in code."""
    found: set[str] = set()
    for file in (ROOT / "tests" / "gui").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
    return found


def test_u13_no_dialog_is_without_a_test_that_opens_it(figure: Report) -> None:
    classes = dialog_classes()
    left = set(classes) - names_in_tests() - BASES
    assert left == set(), {name: classes[name] for name in left}
    assert len(classes) > 45
    figure("U13", f"dialogs no test opens, of {len(classes)}", len(left), most=0)


class Walker:
    """Presses what there is to press, and goes back from whatever opens."""

    def __init__(self, qtbot: QtBot, late: Late) -> None:
        self.window = MainWindow(late.desk)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 728)
        self.window.show()
        self.faults: list[str] = []
        self.pressed = 0

    def back(self) -> None:
        """Close every dialog and menu that is open, with the safe answer."""
        for _ in range(8):
            QApplication.processEvents()
            popup, front = QApplication.activePopupWidget(), QApplication.activeModalWidget()
            if isinstance(popup, QMenu):
                popup.close()
            elif isinstance(front, QDialog):
                front.reject()
            else:
                return
        raise AssertionError("there is no way back")

    def page(self, name: str) -> None:
        """Every verb of a page: looked at, then pressed."""
        self.window.show_page(name)
        QApplication.processEvents()
        shown = self.window.page()
        assert shown is not None
        verbs = self._verbs(shown)
        assert verbs
        for button in verbs:
            words = button.text() or button.accessibleName()
            if not words:
                self.faults.append(f"{name}: a button without a name")
            if not button.isEnabled() and not getattr(button, "reason", ""):
                self.faults.append(f"{name}: “{words}” is off without a reason")
            if button.isEnabled() and not reachable(button):
                self.faults.append(f"{name}: “{words}” cannot be reached by keyboard")
        for words in dict.fromkeys(one.text() for one in verbs if one.text()):
            if self.window.page() is not shown:
                return  # a verb led to another page
            now = next((one for one in self._verbs(shown) if one.text() == words and one.isEnabled()), None)
            if now is not None:
                now.click()
                self.pressed += 1
                self.back()

    def _verbs(self, shown: QWidget) -> list[QPushButton]:
        parts = (shown, *shown.tools())  # type: ignore[attr-defined]
        inside = [one for part in parts for one in part.findChildren(QPushButton)]
        inside += [part for part in parts if isinstance(part, QPushButton)]
        return [one for one in dict.fromkeys(inside) if one.isVisible()]


@pytest.fixture
def no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a file is sent back; those dialogs are the system's."""
    for name in ("getOpenFileName", "getSaveFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args, **_named: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_named: "")


@pytest.mark.usefixtures("no_files")
@pytest.mark.parametrize(
    ("role", "trade"), [(Role.CHIEF_JUDGE, WELDING), (Role.CERTIFICATE_CLERK, ELECTRIC), (Role.REGISTRAR, FITTING)]
)
def test_u13_every_verb_of_every_page_is_pressed(
    qtbot: QtBot, tmp_path: Path, dialogs: DialogWatch, figure: Report, role: Role, trade: str
) -> None:
    found, pressed = [], 0
    for name in PAGES:
        made = Late(Path(shutil.copy(template(), tmp_path / f"{name}.contest")))
        made.sit(role)
        made.desk.choose_trade(trade)
        walker = Walker(qtbot, made)
        walker.page(name)
        found += walker.faults
        pressed += walker.pressed
        walker.window.close()
        made.store.close()
    assert found == []
    assert pressed > 20
    figure("U13", f"faults of {pressed} verbs pressed and their dialogs, {role.zh}", len(dialogs.faults), most=0)


def test_u13_every_action_is_found_by_its_words_and_says_why_it_is_off(
    qtbot: QtBot, late: Late, figure: Report
) -> None:
    window = MainWindow(late.desk)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    table = window.commands.table
    lost, mute, keyless = [], [], []
    for spec in table.specs():
        action, words = table.action(spec.key), table.text(spec.key)
        keyed = bool(action.shortcuts())
        hits = [hit for hit in window.commands.find(words) if hit.text == words]
        if not action.isEnabled():  # pages of the other rail: the office's
            assert spec.key.startswith("page_office")
            continue
        if spec.key != "find" and not hits:
            lost.append(spec.key)
        if not hits and not keyed:
            keyless.append(spec.key)
        if hits and hits[0].reason != table.reason_off(spec.key):
            mute.append(spec.key)
    assert lost == [] and keyless == [] and mute == []
    bare = MainWindow(type(late.desk)(late.desk.operations, late.desk.settings))
    qtbot.addWidget(bare)
    off = [spec for spec in bare.commands.table.specs() if spec.contest]
    assert all(bare.commands.table.reason_off(spec.key) == "先打开一份竞赛。" for spec in off)
    figure("U13", f"actions the keyboard does not reach, of {len(table.specs())}", len(lost + keyless), most=0)


# ---- dialogs that take more than a press ------------------------------------------------------------------------

PEOPLE = (Known("陈志强", "裁判长"), Known("赵明亮", "监督"))


def sheet() -> SheetView:
    """A sheet with one aspect the judges disagree about."""
    return welding()


OPENERS: dict[str, Callable[[], QDialog]] = {
    "keys of a base": BaseKeysDialog,
    "list of the office": ListDialog,
    "printer, known": lambda: PaperOfPrinter(("HP M403",), Profile("HP M403"), True),
    "printer, none": lambda: PaperOfPrinter((), Profile("")),
    "scheme changed": lambda: SchemeReasonDialog("焊工", 2, "", PEOPLE, lambda *_args: None),
    "scheme, nobody there": lambda: SchemeReasonDialog("焊工", 2, "", (), lambda *_args: None),
    "settled by the paper": lambda: SettleDialog("W-172", "B5", "8.5≠8.0", "8.2", PEOPLE, lambda *_args: None),
    "sheet taken back": lambda: ReopenDialog("W-172", PEOPLE, lambda *_args: None),
    "spread of levels": lambda: SpreadDialog(
        sheet(), panel("P1", "外观", "4.0", "0 3", aspect_kind="judged", choices=LEVELS, step="1"), PEOPLE, print
    ),
    "spread of marks": lambda: SpreadDialog(sheet(), panel("P1", "外观", "10.0", "2.0 9.0"), PEOPLE, print),
    "time used": lambda: TimeDialog("W-172", 5400),
}


@pytest.mark.parametrize("name", OPENERS)
def test_u13_a_dialog_asks_with_verbs(qtbot: QtBot, dialogs: DialogWatch, name: str) -> None:
    dialog = OPENERS[name]()
    qtbot.addWidget(dialog)
    dialog.show()
    assert type(dialog).__name__ in dialogs.seen  # looked at; what is wrong fails the test at its end
    assert dialog.findChildren(QPushButton)


def test_u13_scores_from_a_workbook_are_asked_about_with_verbs(
    qtbot: QtBot, late: Late, dialogs: DialogWatch, tmp_path: Path
) -> None:
    file = tmp_path / "理论.csv"
    file.write_text("参赛号,成绩\nXX99,88\n", "utf-8")
    late.desk.choose_trade(FITTING)
    dialog = ScoreImportDialog(late.desk, read_sheet(file), file.name, "theory", 1)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "ScoreImportDialog" in dialogs.seen
    assert not dialog.go.isEnabled() and dialog.go.reason


def test_u13_the_watch_finds_what_it_looks_for(qtbot: QtBot, dialogs: DialogWatch) -> None:
    dialog = Question()
    qtbot.addWidget(dialog)
    dialog.ask("作废？", "")
    for key, words in (("ok", "确定"), ("no", "Cancel"), ("void", "作废 W-165")):
        dialog.add_answer(Answer(key, words))
    dialog.buttons["void"].setEnabled(False)
    deaf = Button("撤回")
    deaf.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    dialog.add_widget(deaf)
    dialog.show()
    assert dialogs.faults == faults(dialog) and len(dialogs.faults) == 4
    dialog.buttons["void"].block("已经作废。")
    deaf.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    assert len(faults(dialog)) == 2
    dialogs.faults.clear()
