"""One declarative base, one naming rule for constraints.

The classes of `db.models` are written, and checked by the type checker, as SQLAlchemy's declarative mapping, and are
made as plain tables of its Core: no query here ever loads an object, and loading the ORM and letting it look at five
hundred columns would take a quarter of the time until a contest is open.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy.types import NullType

from db.types import RowNumber, UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

if TYPE_CHECKING:
    from sqlalchemy.orm import DeclarativeBase
    from sqlalchemy.orm import Mapped as Mapped
    from sqlalchemy.orm import aliased as aliased
    from sqlalchemy.orm import mapped_column as mapped_column

    Id = Annotated[int, mapped_column(RowNumber, primary_key=True)]
    Instant = Annotated[datetime, mapped_column(UtcDateTime)]

    class Base(DeclarativeBase):
        """Every table's class ends in `Row`; domain values own the plain names."""

else:
    Mapped = Id = Instant = None  # only named in annotations, which stay text

    # What an annotation says of a column whose own words name no type; Any, Fraction and a foreign key say nothing.
    _KINDS = {
        "Id": RowNumber,
        "Instant": UtcDateTime,
        "datetime": UtcDateTime,
        "int": Integer,
        "str": String,
        "bool": Boolean,
        "bytes": LargeBinary,
    }
    _ANNOTATION = re.compile(r"Mapped\[(\w+)( \| None)?\]")

    class mapped_column:  # noqa: N801 - stands where the ORM's function stands
        """What a class says of a column: what `Column` takes."""

        def __init__(self, *words: Any, **more: Any) -> None:
            self.words, self.more = words, more

    class _TableOf(type):
        """Makes the table of a class out of its annotations and puts the columns in their places."""

        def __init__(cls, name: str, bases: tuple[type, ...], given: dict[str, Any]) -> None:
            super().__init__(name, bases, given)
            if "__tablename__" not in given:
                return
            columns = [_column(key, text, given.get(key)) for key, text in given["__annotations__"].items()]
            cls.__table__ = Table(cls.__tablename__, cls.metadata, *columns, *given.get("__table_args__", ()))
            for column in columns:
                setattr(cls, column.key, column)

        def __clause_element__(cls) -> Table:
            """What SQLAlchemy asks of whatever stands for a table."""
            return cls.__table__

    def _column(name: str, annotation: str, said: mapped_column | None) -> Column[Any]:
        found = _ANNOTATION.fullmatch(annotation)
        if found is None:
            raise TypeError(f"{name}: {annotation} is no column")
        words, more = (said.words, dict(said.more)) if said is not None else ((), {})
        if found[1] == "Id":
            more.setdefault("primary_key", True)
        if not more.get("primary_key"):
            more.setdefault("nullable", found[2] is not None)
        column = Column(name, *words, **more)
        if isinstance(column.type, NullType) and not column.foreign_keys:
            column = Column(name, _KINDS[found[1]], *words, **more)
        return column

    class Base(metaclass=_TableOf):
        """Every table's class ends in `Row`; domain values own the plain names."""

        metadata = MetaData(naming_convention=NAMES)

    class aliased:  # noqa: N801 - as above
        """A table under another name, for a query that meets it twice."""

        def __init__(self, model: type[Base]) -> None:
            self._alias = model.__table__.alias()
            for column in self._alias.c:
                setattr(self, column.key, column)

        def __clause_element__(self) -> Any:
            return self._alias
