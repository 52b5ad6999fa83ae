"""The house keeps its shape: which room may import what, exact numbers, no circles, short files, a light start."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"app", "db", "ui", "resources", "main", "tests"}
LONGEST = 500
LIKENESS = {"app.domain.roster_labels"}  # compares spellings with difflib, which speaks of likeness as 0.5


@dataclass(frozen=True)
class Room:
    """What the modules under `name` may import: libraries by top-level name, our own modules by prefix."""

    name: str
    libraries: frozenset[str]
    ours: tuple[str, ...]


def room(name: str, libraries: str, *ours: str) -> Room:
    return Room(name, frozenset(libraries.split()), ours)


# The import table. A module belongs to the most exact room that fits its name.
ROOMS = (
    room("app", "", "app"),  # __init__: name and version
    room("app.errors", ""),
    room("app.changes", ""),
    room("app.texts", "", "app.errors", "resources"),
    room("app.paths", "platformdirs", "app", "app.errors"),
    room("app.settings", "", "app.paths", "app.errors"),
    room("app.domain", "", "app.domain", "app.errors"),
    room(
        "app.documents",
        "reportlab qrcode pypdfium2 PIL markdown_it zxingcpp",
        "app.documents",
        "app.domain",
        "app.errors",
        "resources",
    ),
    room(
        "app.bundle",
        "cryptography pyrage argon2 orjson cbor2",
        "app.bundle",
        "app.domain",
        "app.errors",
        "resources",
    ),
    room("app.tables", "python_calamine xlsxwriter", "app.tables", "app.domain", "app.errors", "resources"),
    room("app.services", "", "app", "db.store", "db.queries", "resources"),
    room("app.cli", "typer rich", "app", "resources"),
    room("db", "sqlalchemy alembic", "db", "app.domain", "app.errors"),
    room("resources", "", "resources"),
    room("ui", "PySide6 shiboken6", "app", "ui", "resources"),
)
# Clients of the services: nobody below them may know them.
CLIENTS = ("app.cli", "ui", "main")


def source_files() -> list[Path]:
    """Every module of the program."""
    found = [ROOT / "main.py"]
    for folder in ("app", "db", "ui", "resources"):
        found += sorted((ROOT / folder).rglob("*.py"))
    return found


def module_name(file: Path) -> str:
    parts = list(file.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


@cache
def modules() -> dict[str, Path]:
    return {module_name(file): file for file in source_files()}


def is_for_types_only(node: ast.AST) -> bool:
    """Whether a statement is `if TYPE_CHECKING:`."""
    return isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}


def walk(node: ast.AST, *, with_types: bool) -> Iterator[ast.AST]:
    """Every node below, leaving out what only type checkers see unless asked for."""
    for child in ast.iter_child_nodes(node):
        if with_types or not is_for_types_only(child):
            yield child
            yield from walk(child, with_types=with_types)


def imports_of(file: Path, *, with_types: bool = True) -> Iterator[tuple[str, int]]:
    """(module, line) of every import anywhere in a file, relative ones resolved, `from a import b` as `a.b` if that
    is a module of ours."""
    name = module_name(file)
    package = name.split(".") if file.name == "__init__.py" else name.split(".")[:-1]
    for node in walk(tree_of(file), with_types=with_types):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield (inner if inner in modules() else base), node.lineno


def within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def room_of(name: str) -> Room | None:
    fitting = [entry for entry in ROOMS if within(name, entry.name)]
    return max(fitting, key=lambda entry: len(entry.name), default=None)


def complaint(name: str, wanted: str) -> str | None:
    """Why module `name` may not import `wanted`; None when it may."""
    own = room_of(name)
    if own is None:
        return f"{name} stands in no room"
    top = wanted.split(".")[0]
    if top in sys.stdlib_module_names:
        return None
    if top not in OURS:
        return None if top in own.libraries else f"{own.name} may not import {top}"
    if any(within(wanted, client) and not within(name, client) for client in CLIENTS):
        return f"nobody imports {wanted}: it is a client of the services"
    if own.name.startswith("app.") and wanted == "app":  # name and version
        return None
    if any(within(wanted, prefix) for prefix in own.ours):
        return None
    return f"{own.name} may not import {wanted}"


def test_every_import_follows_the_table() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{line}: {reason}"
        for name, file in modules().items()
        if name != "main"
        for wanted, line in imports_of(file)
        if (reason := complaint(name, wanted))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "wanted", "allowed"),
    [
        ("app.domain.marks", "fractions", True),
        ("app.domain.marks", "db.store", False),
        ("app.services.scoring", "db.store", True),
        ("app.services.scoring", "db.models.scoring", False),
        ("app.services.scoring", "sqlalchemy.exc", False),
        ("app.services.scoring", "app.cli.main", False),
        ("app.documents.certificate", "db.queries", False),
        ("app.documents.certificate", "reportlab.pdfgen", True),
        ("app.cli.main", "app.services.scoring", True),
        ("app.cli.main", "db.store", False),
        ("db.store", "app.domain.audit", True),
        ("db.store", "app.services.access", False),
        ("ui.pages.scoring_page", "app.services.scoring", True),
        ("ui.pages.scoring_page", "db.store", False),
        ("ui.pages.scoring_page", "reportlab", False),
        ("resources", "app", False),
    ],
)
def test_the_table_itself_says_what_we_mean(name: str, wanted: str, allowed: bool) -> None:
    assert (complaint(name, wanted) is None) is allowed


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import each other (Tarjan's strongly connected components of two or more)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in graph:
        if node not in index:
            visit(node)
    return found


def test_no_module_imports_itself_round_a_corner() -> None:
    """Imports inside functions count too: they must not hide a circle."""
    graph = {
        name: {wanted for wanted, _ in imports_of(file, with_types=False) if wanted in modules() and wanted != name}
        for name, file in modules().items()
    }
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert circles(graph) == []


def test_a_package_two_threads_load_parts_of_imports_none_of_them() -> None:
    """One thread would hold the part and want the package, the other the package and want the part: Python 3.11 ends
    that with an error. The checks of a file and the pages are loaded beside each other."""
    for package in ("app.services", "db", "db.models", "db.queries"):
        own = [wanted for wanted, _ in imports_of(modules()[package]) if within(wanted, package)]
        assert own == [], package


def test_packaging_is_no_package() -> None:
    """With an `__init__.py` there, our folder would hide the library of that name from PyInstaller and pytest."""
    assert (ROOT / "packaging" / "bootstrap.py").is_file()
    assert not (ROOT / "packaging" / "__init__.py").exists()
    found = importlib.util.find_spec("packaging.requirements")
    assert found is not None and found.origin is not None
    assert not Path(found.origin).is_relative_to(ROOT / "packaging")


def test_files_stay_short() -> None:
    lengths = {file: len(file.read_text("utf-8").splitlines()) for file in source_files()}
    assert {str(file.relative_to(ROOT)): length for file, length in lengths.items() if length > LONGEST} == {}


def test_every_module_says_what_it_is_for() -> None:
    empty = [
        str(file.relative_to(ROOT))
        for file in source_files()
        if file.read_text("utf-8").strip() and not ast.get_docstring(tree_of(file))
    ]
    assert empty == []


def test_no_binary_fractions_where_marks_live() -> None:
    """`float(` nowhere in the domain, the services and the store; in the domain not even a literal such as 0.5."""
    wrong = []
    for name, file in modules().items():
        if not any(within(name, strict) for strict in ("app.domain", "app.services", "db")):
            continue
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
                wrong.append(f"{file.relative_to(ROOT)}:{node.lineno}: float(")
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            if literal and within(name, "app.domain") and name not in LIKENESS:
                wrong.append(f"{file.relative_to(ROOT)}:{node.lineno}: {node.value}")
    assert wrong == []


def modules_loaded_by(statement: str) -> set[str]:
    """Top-level and dotted names in `sys.modules` after a statement in a fresh process."""
    answer = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint('\\n'.join(sorted(sys.modules)))"],
        cwd=ROOT,
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.split())


def test_the_window_comes_before_everything_heavy() -> None:
    """What `main.py` imports until the window is there loads no database, no paper, no workbook library."""
    loaded = modules_loaded_by("import main, ui.application, ui.main_window")
    heavy = "openpyxl numpy pandas reportlab sqlalchemy alembic typer qrcode cryptography python_calamine xlsxwriter"
    assert {"ui.application", "ui.main_window"} <= loaded
    assert sorted(loaded & set(heavy.split())) == []


def test_the_board_comes_before_everything_that_only_acts_need() -> None:
    """What opens a contest file and reads its board: no SQLAlchemy, no migrations, no paper, ciphers or workbooks."""
    loaded = modules_loaded_by("import ui.opening_acts as acts; acts.warm_up(); import ui.pages.contest_page")
    heavy = "sqlalchemy alembic mako reportlab qrcode PIL xlsxwriter cryptography argon2 pyrage typer rich numpy"
    assert {"app.services.board", "app.services.unchecked", "sqlite3"} <= loaded
    assert sorted(loaded & {*heavy.split(), "app.services.filecheck", "app.services.access"}) == []


def test_verbs_need_no_window() -> None:
    loaded = modules_loaded_by("import main, app.cli.main")
    assert "app.cli.main" in loaded
    assert not any(within(name, "PySide6") for name in loaded)
    assert not {"openpyxl", "numpy", "pandas", "reportlab.platypus"} & loaded


def test_main_alone_imports_nothing_but_the_standard_library() -> None:
    loaded = modules_loaded_by("import main")
    assert not {"PySide6", "typer", "sqlalchemy", "app", "ui", "db"} & loaded
