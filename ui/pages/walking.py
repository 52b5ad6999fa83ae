"""How a person likes a grid: the walking order is the person's own, line height and one-key marks are settings."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.desk import Desk
from ui.grid.grid import ScoreGrid


class GridWays(QObject):
    """Keeps a grid as the person at the keyboard and the settings have it. `turned`: F7 changed the order."""

    turned = Signal()

    def __init__(self, desk: Desk, grid: ScoreGrid, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._grid = desk, grid
        desk.settings_changed.connect(self._settings)
        desk.person_changed.connect(self._person)
        self._settings()
        self._person()
        grid.order_changed.connect(self._keep)

    def _settings(self) -> None:
        chosen, grid = self._desk.settings, self._grid
        grid.set_auto_commit(chosen.one_key)
        if grid.density != chosen.row_height:
            grid.set_density(chosen.row_height)

    def _person(self) -> None:
        person = self._desk.person
        by_column = person is not None and person.name in self._desk.settings.walk_by_judge
        if by_column != self._grid.by_judge:
            self._grid.set_order(by_column)

    def _keep(self, by_column: bool) -> None:
        person, names = self._desk.person, self._desk.settings.walk_by_judge
        if person is not None and by_column != (person.name in names):
            others = tuple(name for name in names if name != person.name)
            self._desk.change_settings(walk_by_judge=(*others, person.name) if by_column else others)
        self.turned.emit()
