"""Contest files at hours of the day, made once by the services themselves and copied for each test."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.domain.roles import Role
from app.services import access
from app.services.access import Actor
from db.store import Store
from tests.factories import new_store
from tests.services import hall as halls
from tests.services.hall import Hall


def _staffed(store: Store) -> Hall:
    return halls.staffed(store)


def _registered(store: Store) -> Hall:
    return halls.registered(store)


def _drawn(store: Store) -> Hall:
    return halls.drawn(store)


def _marked(store: Store) -> Hall:
    hall = halls.drawn(store)
    hall.mark_everything()
    return hall


def _locked(store: Store) -> Hall:
    hall = _marked(store)
    hall.recheck()
    hall.lock()
    return hall


def _decoded(store: Store) -> Hall:
    return halls.decoded(store)


MAKERS: dict[str, Callable[[Store], Hall]] = {
    "staffed": _staffed,
    "registered": _registered,
    "drawn": _drawn,
    "marked": _marked,
    "locked": _locked,
    "decoded": _decoded,
}


class Hours:
    """Templates of a session, by hour."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, hour: str, target: Path) -> Path:
        """A closed contest file of that hour at `target`."""
        template = self.folder / f"{hour}.contest"
        if not template.exists():
            with new_store(template) as store:
                MAKERS[hour](store)
        return Path(shutil.copy(template, target))


def reopened(path: Path) -> Hall:
    """A hall of a file, everybody by name."""
    store = Store.open(path)
    return Hall(store, {actor.name: actor for actor in access.people_at_keyboard(store)})


def somebody(role: Role) -> Actor:
    """Somebody in a role, known by a number nobody else has."""
    return Actor(900 + list(Role).index(role), f"某{role.zh}", role)


def content(store: Store) -> dict[str, list[Any]]:
    """Every row of every table but the chain, to say that nothing has changed."""
    with store.read() as reading:
        run = reading.connection.exec_driver_sql
        tables = [row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: list(run(f'SELECT * FROM "{name}"')) for name in tables if not name.startswith("audit_")}


def bodies(store: Store) -> list[dict[str, Any]]:
    """The chain's bodies, oldest first."""
    with store.read() as reading:
        rows = reading.connection.exec_driver_sql("SELECT body FROM audit_entry ORDER BY seq").all()
    return [json.loads(row[0]) for row in rows]
