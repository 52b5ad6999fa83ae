"""The gates of `packaging/check.py` that are ours: words against the glossary, known vulnerabilities."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parent.parent.parent / "packaging"


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(FOLDER))
    import words as module  # type: ignore[import-not-found]

    yield module
    sys.modules.pop("words", None)


@pytest.fixture
def vulnerabilities(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(FOLDER))
    import vulnerabilities as module  # type: ignore[import-not-found]

    yield module
    for name in ("vulnerabilities", "licences"):
        sys.modules.pop(name, None)


def test_every_text_keeps_to_the_glossary(words: ModuleType) -> None:
    places = list(words.texts())
    assert len(places) > 3_000, "the texts are looked for where they are"
    assert [wrong for place, text in places for wrong in words.wrong_in(place, text)] == []


def test_a_wrong_word_is_named_with_the_right_one(words: ModuleType) -> None:
    (wrong,) = words.wrong_in("here", "请您核对")
    assert (wrong.place, wrong.word) == ("here", "您")
    assert list(words.wrong_in("here", "参赛号、比赛号")) == []
    assert [wrong.word for wrong in words.wrong_in("here", "赛号")] == ["赛号"]


class Database(BaseHTTPRequestHandler):
    """Answers as the open database does: one vulnerability for a package called bad."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        results = [{"vulns": [{"id": "X-1"}]} if one["package"]["name"] == "bad" else {} for one in asked]
        content = json.dumps({"results": results}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def database() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Database)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_known_vulnerability_is_named(vulnerabilities: ModuleType, database: str) -> None:
    assert vulnerabilities.ask([("good", "1"), ("bad", "2")], database) == {"bad 2": ["X-1"]}
    assert vulnerabilities.ask([("good", "1")], database) == {}


def test_without_a_network_it_says_that_nothing_was_checked(
    vulnerabilities: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert vulnerabilities.ask([("good", "1")], "http://127.0.0.1:9/") is None
    monkeypatch.setattr(vulnerabilities, "ask", lambda _pinned: None)
    assert vulnerabilities.main([]) == 0
    assert "NOT checked" in capsys.readouterr().out


def test_every_locked_package_is_asked_about(vulnerabilities: ModuleType) -> None:
    names = {name for name, _version in vulnerabilities.packages()}
    assert {"pillow", "reportlab", "cryptography", "pyside6-essentials"} <= names
    assert not any("/" in version for _name, version in vulnerabilities.packages())


@pytest.fixture
def floors(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(FOLDER))
    import floors as module  # type: ignore[import-not-found]

    yield module
    sys.modules.pop("floors", None)


def test_files_that_matter_are_held_at_every_line_and_branch(floors: ModuleType, tmp_path: Path) -> None:
    assert [name for name in floors.WHOLE if not (FOLDER.parent / name).is_file()] == []
    summary = {"covered_lines": 9, "covered_branches": 1, "num_statements": 9, "num_branches": 1}
    files = {name: {"missing_lines": [], "missing_branches": [], "summary": summary} for name in floors.WHOLE}
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"files": files}))
    assert floors.main([str(report)]) == 0
    first, second = floors.WHOLE[:2]
    files[first] = {"missing_lines": [7], "missing_branches": [[7, 9], [8, -1]], "summary": summary}
    del files[second]
    assert floors.missing({"files": files}) == [f"{first}: 7, 7->9, 8->exit", f"{second}: not measured at all"]
    files["app/long.py"] = {"summary": summary | {"num_statements": 9_000}}
    assert floors.overall({"files": files}) < floors.FLOOR


def test_dead_code_is_looked_for_without_the_tests() -> None:
    with (FOLDER.parent / "pyproject.toml").open("rb") as file:
        paths = tomllib.load(file)["tool"]["vulture"]["paths"]
    assert set(paths) == {"main.py", "app", "db", "ui", "resources", "packaging"}


def test_nothing_in_the_house_is_dead() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vulture"], cwd=FOLDER.parent, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), "take it away, or say in pyproject.toml who reaches it"


@pytest.mark.parametrize(
    "name", sorted(file.stem for file in FOLDER.glob("*.py") if "__main__" in file.read_text("utf-8"))
)
def test_no_script_starts_on_an_argument_it_does_not_know(name: str) -> None:
    """`--help` explains and `--halp` is refused: neither formats, downloads, tests nor writes anything."""
    script, environment = FOLDER / f"{name}.py", {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for argument, status in (("--help", 0), ("--halp", 2)):
        done = subprocess.run(
            [sys.executable, str(script), argument], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stdout + done.stderr
        assert "usage" in done.stdout + done.stderr
