"""Draw the handbook's and the README's pictures: the real window on the real demo, hour by hour, in both languages.

    .venv/bin/python packaging/pictures.py [--check] [--only NAME] [--to FOLDER]

`--check` draws nothing: it says which pictures are missing, unknown or too large. Pictures are drawn without a screen,
so that they are the same wherever this runs; what stands in them got there through the program's own services.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
HANDBOOK = ROOT / "resources" / "handbook" / "pictures"
README = ROOT / "resources" / "pictures"
LANGUAGES = ("zh", "en")
ALL_TOGETHER = 4_000_000  # bytes of all pictures
COLOURS = 180  # the commonest; the other places of the palette take rarer colours that tell something
SIZE = (1366, 728)
WELDING, ELECTRIC = "6-18-02-04", "6-31-01-03"

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.main_window import MainWindow


@dataclass(frozen=True)
class Picture:
    """A picture: its name, the hour of the demo, and what is done in the window before it is taken.

    `take` gives the widget to be taken (None: the whole window).
    """

    name: str
    hour: str
    take: Callable[[Room], QWidget | QRect | None]


class Room:
    """A window on a copy of the demo, worked at once on this thread."""

    def __init__(self, file: Path | None, office: Any = None) -> None:
        from app.settings import Settings
        from ui import opening
        from ui.desk import Desk
        from ui.main_window import MainWindow
        from ui.operations import Operations

        self.file = file
        self.desk: Desk = office.desk if office is not None else Desk(Operations(threaded=False), Settings())
        self.window: MainWindow = MainWindow(self.desk, furnished=False)
        self.window.resize(*SIZE)
        self.window.build()
        self.opening = opening.Opening(self.desk, self.window)
        self.window.show()
        if file is not None:
            self.desk.open_contest(_on_its_day(opening.open_file(file)))
        elif office is not None:
            self.desk.refresh_board()
        settle()

    def sit(self, role: str) -> Any:
        """Somebody of a role sits down."""
        from app.domain.roles import Role
        from app.services.access import people_at_keyboard
        from ui.desk import AtKeyboard
        from ui.role_words import role_words

        person = next(one for one in people_at_keyboard(self.desk.contest.store) if one.role is Role(role))  # type: ignore[union-attr]
        self.desk.sit_down(AtKeyboard(person, person.name, role_words(person.role)))
        settle()
        return person

    def page(self, key: str, trade: str = "") -> Any:
        """Bring a page to the front."""
        if trade:
            self.desk.choose_trade(trade)
        self.window.show_page(key)
        settle()
        return self.window.page()

    def dialog(self, kind: type[QWidget]) -> QWidget:
        """The dialog of a kind that is open."""
        settle()
        return next(one for one in self.window.findChildren(kind) if one.isVisible())

    def close(self) -> None:
        """Put window and file away."""
        from PySide6.QtWidgets import QDialog

        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        contest = self.desk.contest
        self.desk.person = None
        self.window.hide()
        if contest is not None:
            self.desk.contest = None
            contest.store.close()
        self.window.deleteLater()
        settle()


def _on_its_day(contest: Any) -> Any:
    """The contest with the clock standing just after the last thing done in it."""
    from db.queries.board import last_told_at

    if contest.moment:
        return contest
    with contest.store.read() as reading:
        told = last_told_at(reading)[1]
    return contest if told is None else replace(contest, ahead=told - datetime.now(UTC))


def settle() -> None:
    """Let everything that waits for the event loop happen."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    for _ in range(12):
        QApplication.processEvents()
    QTest.qWait(40)
    QApplication.processEvents()


# what is done before each picture


def start(room: Room) -> None:
    """The start screen."""


def login(room: Room) -> QWidget:
    """Who is at the keyboard."""
    from app.services.access import people_at_keyboard
    from ui.dialogs.people import LoginDialog

    room.opening._people = people_at_keyboard(room.desk.contest.store)  # type: ignore[union-attr]
    room.opening._ask_who(locked=False)
    return room.dialog(LoginDialog)


def board(room: Room) -> None:
    """The board of the day."""
    room.sit("recorder")
    room.page("contest")


def setup(room: Room, section: str) -> None:
    """A section of the settings."""
    room.sit("chief_judge")
    room.page("contest").show_setup(section)
    settle()


def registration(room: Room) -> None:
    """The list of entries with one in hand."""
    room.sit("registrar")
    page = room.page("registration")
    page.list.selectRow(3)
    settle()


def roster_import(room: Room) -> QWidget:
    """The check before a roster goes in."""
    from app.services.registration_import import read_sheet
    from ui.dialogs.roster_import import RosterImportDialog

    room.sit("registrar")
    page = room.page("registration")
    assert room.file is not None
    roster = room.file.with_name("roster.xlsx")
    dialog = RosterImportDialog(room.desk, read_sheet(roster), roster.name, page)
    dialog.open()
    return room.dialog(RosterImportDialog)


def checkin(room: Room) -> None:
    """Somebody's pass was read."""
    from ui.pages.hall_page import DOOR

    room.sit("registrar")
    page = room.page("checkin", WELDING)
    page.show_tab(DOOR)
    page.front().look_up("HG07")
    settle()


def drawing(room: Room) -> None:
    """A draw that was made and is being shown."""
    from ui.pages.hall_page import DRAW

    room.sit("coding_judge")
    page = room.page("checkin", WELDING)
    page.show_tab(DRAW)
    settle()


def theory(room: Room) -> None:
    """Theory scores."""
    room.sit("recorder")
    room.page("theory", WELDING)


def practical(room: Room) -> None:
    """A sheet being keyed, a value refused."""
    from app.services import scoring
    from app.services.sheet_view import SheetState

    room.sit("recorder")
    page = room.page("practical", WELDING)
    lines = [
        one
        for one in scoring.lines(room.desk.contest.store, WELDING, "practical")
        if not one.status and one.state is SheetState.EMPTY
    ]
    page.open_sheet(lines[0].sheet_id)
    settle()
    grid = page.space.grid
    grid.setFocus()
    for text in ("3.5", "2", "3", "3", "1.5"):
        _type(grid, text)
    second = next(cell for cell in grid.state.walk.cells if cell.seat == 1)
    grid.go_to(second)
    _type(grid, "35")


def _type(grid: Any, text: str) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.keyClicks(grid, text)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    settle()


def recheck(room: Room) -> None:
    """Recheck done, ready to lock."""
    room.sit("chief_judge")
    room.page("recheck", WELDING)


def ranking(room: Room) -> None:
    """Places with how the first came about."""
    room.sit("chief_judge")
    room.page("ranking", WELDING)


def certificates(room: Room) -> None:
    """A certificate over its stock."""
    room.sit("certificate_clerk")
    room.page("certificates", ELECTRIC)


def report(room: Room) -> None:
    """The bundle for the office."""
    room.sit("chief_judge")
    room.page("report")


def audit(room: Room) -> None:
    """The record."""
    room.sit("chief_judge")
    page = room.page("audit")
    page.table.selectRow(7)
    settle()


def papers(room: Room) -> QWidget:
    """Every paper in one place."""
    from ui.dialogs.papers import PapersDialog

    room.sit("chief_judge")
    room.page("checkin", WELDING)
    room.window.commands.table.action("papers").trigger()
    return room.dialog(PapersDialog)


def keys(room: Room) -> None:
    """The keys of a page."""
    room.sit("recorder")
    room.page("practical", WELDING)
    room.window.commands.table.action("help").trigger()
    settle()


def office(room: Room, page: str) -> None:
    """A page of the office."""
    room.page(page)


PICTURES = (
    Picture("start", "", start),
    Picture("login", "14:30", login),
    Picture("board", "14:30", board),
    Picture("setup", "08:10", partial(setup, section="rules")),
    Picture("scheme", "08:10", partial(setup, section="scheme")),
    Picture("registration", "08:10", registration),
    Picture("import", "07:00", roster_import),
    Picture("checkin", "08:10", checkin),
    Picture("drawing", "14:30", drawing),
    Picture("theory", "14:30", theory),
    Picture("practical", "14:30", practical),
    Picture("keys", "14:30", keys),
    Picture("recheck", "17:00", recheck),
    Picture("ranking", "18:00", ranking),
    Picture("certificates", "18:00", certificates),
    Picture("report", "18:00", report),
    Picture("audit", "18:00", audit),
    Picture("papers", "14:30", papers),
    Picture("office-inbox", "office", partial(office, page="office_inbox")),
    Picture("office-conflicts", "office", partial(office, page="office_conflicts")),
    Picture("office-merged", "office", partial(office, page="office_merged")),
    Picture("office-papers", "office", partial(office, page="office_papers")),
)
FOR_README = {"board": "board.png", "practical": "score-grid.png"}


class Hours:
    """The demo at each hour, played once and copied for every picture. At 07:00 nobody is
    registered yet; at 18:00 places are confirmed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}
        self._copies = 0

    def at(self, hour: str) -> Path:
        """A copy of its own of the demo at an hour, with the workbooks that people hand in beside it."""
        if hour not in self._files:
            self._files[hour] = self._play(hour)
        self._copies += 1
        folder = self._folder / f"{self._copies}"
        shutil.copytree(self._files[hour].parent, folder)
        return folder / self._files[hour].name

    def _play(self, hour: str) -> Path:
        from app.services import demo_contest

        folder = self._folder / f"hour-{hour.replace(':', '')}"
        folder.mkdir()
        file = folder / demo_contest.FILE_NAME
        if hour in demo_contest.MOMENTS:
            demo_contest.make_demo(file, moment=hour)
            return file
        from app.services.demo import DemoPlayer, play_contest
        from app.services.demo_data.day import make_day
        from app.services.demo_data.roster import roster_rows, write_roster
        from app.services.keys import install_demo_keys

        player = DemoPlayer.begin(make_day(1), file, folder)
        if hour == "07:00":
            player.accounts()
            write_roster(folder / "roster.xlsx", roster_rows(player.day))
        else:
            play_contest(player)
            install_demo_keys(player.store, 1, at=player.at("rank", 700))
        player.store.close()
        return file


@contextmanager
def opened(picture: Picture, hours: Hours, folder: Path) -> Iterator[Room]:
    """The room a picture is taken in."""
    if picture.hour == "office":
        from tests.gui.office_kit import OfficeDesk

        place = folder / f"office-{picture.name}"
        place.mkdir(parents=True, exist_ok=True)
        desk = OfficeDesk(place)
        files = desk.files
        desk.take(files.first, files.next, files.second, files.fork, files.torn)
        room = Room(None, desk)
    else:
        room = Room(hours.at(picture.hour) if picture.hour else None)
    try:
        yield room
    finally:
        room.close()


def take(picture: Picture, room: Room) -> QPixmap:
    """Do what the picture wants and take it."""
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    wanted = picture.take(room)
    settle()
    if isinstance(wanted, QRect):
        return room.window.grab(wanted)
    return (wanted if isinstance(wanted, QWidget) else room.window).grab()


def keep(pixmap: QPixmap, file: Path) -> int:
    """Write a picture with few colours, as small as a PNG gets; gives its bytes."""
    from io import BytesIO

    from PIL import Image
    from PySide6.QtCore import QBuffer, QByteArray

    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    image = Image.open(BytesIO(content.data())).convert("RGB")
    by_count = sorted(image.getcolors(2**24) or (), key=lambda found: -found[0])
    bright = [found for found in by_count[COLOURS:] if max(found[1]) - min(found[1]) > 60]
    commonest = by_count[:COLOURS] + bright[: 256 - COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _count, colour in commonest for part in colour])
    few = image.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    return file.stat().st_size


def make_application() -> QApplication:
    """The application as the program makes it, without a screen and with a home of its own."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.pop("QT_SCALE_FACTOR", None)
    from ui import application

    app = application.make_application(["pictures"])
    application.load_fonts()
    application.load_rare_font()
    return app


@contextmanager
def _room_of_work() -> Iterator[Path]:
    """A folder that is gone afterwards; of one name, because a picture shows where its file lies."""
    folder = Path(tempfile.gettempdir(), "jiangping-pictures")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def draw(only: str, handbook: Path, readme: Path | None) -> None:
    """Draw every picture in every language."""
    app = make_application()
    from ui.language import Language
    from ui.theme import Mode, theme

    language = Language(app)
    total = 0
    with _room_of_work() as folder:
        os.environ["JIANGPING_HOME"] = str(folder / "home")
        hours = Hours(folder)
        for word in LANGUAGES:
            language.switch(word)
            theme().apply(Mode.LIGHT, 100)
            for picture in PICTURES:
                if only and picture.name != only:
                    continue
                with opened(picture, hours, folder / "home") as room:
                    pixmap = take(picture, room)
                    size = keep(pixmap, handbook / f"{word}-{picture.name}.png")
                    if readme is not None and word == "zh" and picture.name in FOR_README:
                        keep(pixmap, readme / FOR_README[picture.name])
                total += size
                print(f"{word}-{picture.name}.png  {pixmap.width()}x{pixmap.height()}  {size:,} bytes", flush=True)
    print(f"{total:,} bytes in all")


def check() -> list[str]:
    """What is wrong with the pictures kept: missing, unknown, unreadable, too large."""
    from PIL import Image

    wanted = {f"{word}-{picture.name}.png" for word in LANGUAGES for picture in PICTURES}
    files = {file.name: file for file in HANDBOOK.glob("*.png")}
    wrong = [f"{name}: missing" for name in sorted(wanted - set(files))]
    wrong += [f"{name}: nobody draws it" for name in sorted(set(files) - wanted)]
    kept = [*files.values(), *(README / name for name in FOR_README.values())]
    for file in kept:
        if not file.is_file():
            wrong.append(f"{file.name}: missing")
            continue
        with Image.open(file) as image:
            if image.width > SIZE[0] or image.height > SIZE[1]:
                wrong.append(f"{file.name}: {image.width}x{image.height} is larger than the window")
    total = sum(file.stat().st_size for file in kept if file.is_file())
    if total > ALL_TOGETHER:
        wrong.append(f"{total:,} bytes in all, {ALL_TOGETHER:,} at most")
    return wrong


def main() -> int:
    """Draw, or look at what is kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say what is wrong with the pictures kept")
    parser.add_argument("--only", default="", choices=["", *(picture.name for picture in PICTURES)], help="one picture")
    parser.add_argument("--to", type=Path, help="draw into this folder, for a look")
    given = parser.parse_args()
    if given.check:
        wrong = check()
        print("\n".join(wrong) or "pictures: all there")
        return int(bool(wrong))
    (given.to or HANDBOOK).mkdir(parents=True, exist_ok=True)
    draw(given.only, given.to or HANDBOOK, None if given.to else README)
    return 0


if __name__ == "__main__":
    sys.exit(main())
