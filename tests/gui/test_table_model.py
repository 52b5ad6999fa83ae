"""Lists: columns, order in pinyin, filter, pages fetched when painted, selection that survives a refresh."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.models.columns import Align, Column
from ui.models.table_model import ALIGNMENT, AT_ONCE, DISPLAY, FIRST_PAGES, KEPT_PAGES, PAGE, TableModel
from ui.widgets.table import TableView


@dataclass(frozen=True)
class Person:
    number: str
    name: str
    total: int


COLUMNS = (
    Column[Person]("number", "参赛号", lambda p: p.number, 80),
    Column[Person]("name", "姓名", lambda p: p.name, 120, stretch=True),
    Column[Person]("total", "总成绩", lambda p: f"{p.total / 100:.2f}", 90, Align.RIGHT, sort=lambda p: p.total),
)
PEOPLE = (
    Person("HG10", "王建国", 9120),
    Person("HG2", "陈志强", 905),
    Person("HG7", "马玉兰", 9053),
)


def column_text(model: TableModel[Person], column: int) -> list[str]:
    return [model.index(row, column).data(DISPLAY) for row in range(model.rowCount())]


def test_shows_rows_and_columns() -> None:
    model = TableModel(COLUMNS)
    model.set_rows(PEOPLE)
    assert (model.rowCount(), model.columnCount()) == (3, 3)
    assert column_text(model, 2) == ["91.20", "9.05", "90.53"]
    assert model.headerData(1, Qt.Orientation.Horizontal, DISPLAY) == "姓名"
    assert model.index(0, 2).data(ALIGNMENT) == Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def test_sorts_by_value_not_by_text_and_names_by_pinyin() -> None:
    model = TableModel(COLUMNS)
    model.set_rows(PEOPLE)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert column_text(model, 1) == ["王建国", "马玉兰", "陈志强"]
    model.sort(1)
    assert column_text(model, 1) == ["陈志强", "马玉兰", "王建国"]
    model.sort(0)
    assert column_text(model, 0) == ["HG2", "HG7", "HG10"]
    model.sort(-1)
    assert column_text(model, 0) == ["HG10", "HG2", "HG7"]


def test_filters_by_every_word_in_any_column_and_keeps_the_order_on_new_rows() -> None:
    model = TableModel(COLUMNS)
    model.set_rows(PEOPLE)
    model.sort(2)
    model.set_filter("hg 9.05")
    assert column_text(model, 0) == ["HG2"]
    model.set_rows((*PEOPLE, Person("HG11", "何芳", 9059)))
    model.set_filter("90.5")
    assert column_text(model, 0) == ["HG7", "HG11"]


class CountingSource:
    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[int] = []

    def arrange(self, key: str, descending: bool, words: str) -> int:
        return self.count

    def rows(self, first: int, n: int) -> Sequence[Person]:
        self.asked.append(first)
        return [Person(str(i), f"选手{i}", i) for i in range(first, min(self.count, first + n))]


def test_fetches_only_the_pages_looked_at() -> None:
    source = CountingSource(300_000)
    model = TableModel(COLUMNS)
    model.set_source(source)
    assert model.rowCount() == 300_000
    assert model.index(299_999, 1).data() == "选手299999"
    assert model.index(299_998, 1).data() == "选手299998"
    assert source.asked == [0, 299_999 // PAGE * PAGE]


def test_old_pages_are_let_go() -> None:
    source = CountingSource(300_000)
    model = TableModel(COLUMNS)
    model.set_source(source)
    for row in range(0, (KEPT_PAGES + AT_ONCE) * PAGE, PAGE):
        model.row(row)
    before = len(source.asked)
    assert model.index(0, 1).data() == "选手0"
    assert len(source.asked) == before + 1


def test_a_screen_is_fetched_in_one_question_wherever_it_begins() -> None:
    source = CountingSource(300_000)
    model = TableModel(COLUMNS)
    model.set_source(source)
    for top in (5_000, 70_007, 200_015):
        source.asked.clear()
        assert [model.index(row, 1).data() for row in range(top, top + 40)] == [
            f"选手{row}" for row in range(top, top + 40)
        ]
        assert source.asked == [top // PAGE * PAGE]


class LaterRunner:
    """Keeps acts until told to run them, as the store thread would."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], object], Callable[[object], None]]] = []

    def __call__(self, act: Callable[[], object], done: Callable[[object], None], **_: object) -> None:
        self.waiting.append((act, done))

    def work(self) -> None:
        waiting, self.waiting = self.waiting, []
        for act, done in waiting:
            done(act())


def test_a_page_on_its_way_shows_an_ellipsis_then_its_rows(qtbot: QtBot) -> None:
    run = LaterRunner()
    model = TableModel(COLUMNS, run=run)
    model.set_source(CountingSource(1000))
    assert model.rowCount() == 0
    run.work()
    assert model.rowCount() == 1000
    assert model.index(0, 1).data() == "选手0"
    assert model.index(500, 1).data() == "…"
    assert model.index(501, 1).data() == "…"
    assert len(run.waiting) == 1  # one question per page
    with qtbot.waitSignal(model.dataChanged):
        run.work()
    assert model.index(500, 1).data() == "选手500"


def test_the_pages_around_are_fetched_ahead(qtbot: QtBot) -> None:
    run = LaterRunner()
    model = TableModel(COLUMNS, run=run)
    told: list[int] = []
    model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    source = CountingSource(1000)
    model.set_source(source)
    run.work()
    first = FIRST_PAGES * PAGE
    behind = first + AT_ONCE * PAGE
    assert model.index(first - 1, 1).data() == f"选手{first - 1}"
    assert len(run.waiting) == 1  # what is behind; what is before is at hand
    run.work()
    assert [model.index(row, 1).data() for row in (first, behind - 1)] == [f"选手{first}", f"选手{behind - 1}"]
    assert told == []  # nobody saw an ellipsis
    assert len(run.waiting) == 1
    assert model.index(behind, 1).data() == "…"  # looked at while it is on its way
    assert len(run.waiting) == 1
    run.work()
    assert told == [behind]
    assert model.index(behind, 1).data() == f"选手{behind}"
    assert source.asked == [0, first, behind]


def test_what_is_above_is_fetched_ahead_too(qtbot: QtBot) -> None:
    run = LaterRunner()
    model = TableModel(COLUMNS, run=run)
    source = CountingSource(1000)
    model.set_source(source)
    run.work()
    assert model.index(800, 1).data() == "…"
    run.work()
    assert model.index(800, 1).data() == "选手800"
    run.work()
    above = 800 // PAGE * PAGE - AT_ONCE * PAGE
    assert above in source.asked
    assert model.index(above, 1).data() == f"选手{above}"


def test_nothing_is_fetched_beyond_either_end(qtbot: QtBot) -> None:
    run = LaterRunner()
    source = CountingSource(AT_ONCE * PAGE)
    model = TableModel(COLUMNS, run=run)
    model.set_source(source)
    run.work()
    for row in range(source.count):
        assert model.index(row, 1).data() == f"选手{row}"
    assert run.waiting == [] and source.asked == [0]


def test_every_row_of_a_list_in_memory_is_found_by_its_key() -> None:
    model = TableModel(COLUMNS, key_of=lambda p: p.number)
    many = tuple(Person(f"HG{n}", "何芳", 1) for n in range(3 * FIRST_PAGES * PAGE))
    model.set_rows(many)
    assert model.number_of(many[-1].number) == len(many) - 1
    assert model.number_of("ZZ1") == -1


def test_answers_of_an_earlier_order_are_dropped() -> None:
    run = LaterRunner()
    model = TableModel(COLUMNS, run=run)
    model.set_source(CountingSource(1000))
    model.set_source(CountingSource(3))
    run.work()
    assert model.rowCount() == 3


def test_the_row_in_hand_stays_in_hand_after_a_refresh(qtbot: QtBot) -> None:
    model = TableModel(COLUMNS, key_of=lambda p: p.number)
    model.set_rows(PEOPLE)
    view = TableView(model, "选手")
    qtbot.addWidget(view)
    assert view.select_key("HG7")
    model.set_rows((Person("HG0", "何芳", 1), *PEOPLE))
    assert view.row_in_hand() == PEOPLE[2]


def test_enter_opens_and_the_header_sorts_down_up_and_back(qtbot: QtBot) -> None:
    model = TableModel(COLUMNS, key_of=lambda p: p.number)
    model.set_rows(PEOPLE)
    view = TableView(model, "选手")
    qtbot.addWidget(view)
    view.resize(600, 200)
    view.show()
    view.selectRow(0)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [PEOPLE[0]]
    header = view.horizontalHeader()
    orders = []
    for _ in range(3):
        header.sectionClicked.emit(2)
        orders.append(model.sorted_by())
    assert orders == [("total", False), ("total", True), ("", False)]
    assert view.row_in_hand() == PEOPLE[0]


def test_the_stretching_column_takes_what_is_left(qtbot: QtBot) -> None:
    model = TableModel(COLUMNS)
    model.set_rows(PEOPLE)
    view = TableView(model, "选手")
    qtbot.addWidget(view)
    view.resize(700, 200)
    view.show()
    assert sum(view.columnWidth(n) for n in range(3)) == view.viewport().width()
