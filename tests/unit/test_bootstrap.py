"""The two commands, without touching the network: decisions, sentences, locks."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "packaging"


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The script as a module, found by its folder as Python does when it is run by path."""
    monkeypatch.syspath_prepend(str(FOLDER))
    import bootstrap as module

    yield module
    for name in ("bootstrap", "groundwork"):
        sys.modules.pop(name, None)


@pytest.fixture
def groundwork(bootstrap: ModuleType) -> ModuleType:
    return sys.modules["groundwork"]


def pins(name: str) -> dict[tuple[str, str], str]:
    """(package, marker) → version of a lock."""
    found = {}
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        match = re.fullmatch(r"([a-z0-9._-]+)==(\S+)(?: ; (.+?))? \\", line)
        if match:
            found[match[1], match[3] or ""] = match[2]
    return found


def test_locks_pin_everything_with_hashes_and_name_no_place() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (FOLDER / name).read_text("utf-8")
        blocks = re.split(r"\n(?=[a-z])", text.strip())
        assert len(blocks) == len(pins(name)) > 20
        assert all("--hash=sha256:" in block for block in blocks)
        assert not re.search(r"https?:|file:|--(extra-)?index|--find-links", text)


def test_the_test_lock_contains_the_run_lock() -> None:
    run, test = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {key: version for key, version in run.items() if test.get(key) != version} == {}
    assert run["pyside6-essentials", "python_full_version < '3.14'"] == "6.9.3"


def test_every_run_time_requirement_is_in_the_lock() -> None:
    wanted = {
        re.split(r"[=<> ;]", line)[0].lower()
        for line in (FOLDER / "requirements.in").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    }
    assert wanted - {name for name, _ in pins("requirements.lock")} == set()


def test_an_older_python_can_read_the_scripts() -> None:
    for name in ("bootstrap.py", "groundwork.py"):
        tree = ast.parse((FOLDER / name).read_text("utf-8"), feature_version=(3, 7))
        top = {
            (node.names[0].name if isinstance(node, ast.Import) else node.module or "").split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, (ast.Import, ast.ImportFrom))
        }
        assert top - {"groundwork"} <= set(sys.stdlib_module_names)


def test_an_old_python_hears_what_to_do(groundwork: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groundwork.sys, "version_info", (3, 9, 2))
    with pytest.raises(groundwork.SetupError) as caught:
        groundwork.check_python()
    assert "3.9" in caught.value.chinese and "3.11" in caught.value.english


def test_a_lock_that_changed_is_installed_again(
    groundwork: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    locks = {"run": tmp_path / "run.lock", "test": tmp_path / "test.lock"}
    for purpose, lock in locks.items():
        lock.write_text(purpose)
    monkeypatch.setattr(groundwork, "LOCKS", locks)

    def mark(purpose: str) -> None:
        groundwork.stamp_of(purpose, tmp_path).write_text(groundwork.fingerprint(locks[purpose]))

    assert not groundwork.is_current("run", tmp_path)
    mark("run")
    assert groundwork.is_current("run", tmp_path) and not groundwork.is_current("test", tmp_path)
    groundwork.stamp_of("run", tmp_path).unlink()
    mark("test")
    assert groundwork.is_current("run", tmp_path) and groundwork.is_current("test", tmp_path)
    locks["test"].write_text("a new pin")
    assert not groundwork.is_current("run", tmp_path) and not groundwork.is_current("test", tmp_path)


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hash"),
        ("Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "network"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.9.3", "No package fits"),
        ("something nobody expected", "reason is below"),
    ],
)
def test_what_pip_says_becomes_a_sentence(groundwork: ModuleType, output: str, word: str) -> None:
    problem = groundwork.pip_failure("line\n" + output)
    assert word in problem.english
    assert output in problem.detail


def test_without_rights_the_one_line_for_apt_is_said(groundwork: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groundwork, "apt_command", lambda: None)
    monkeypatch.setattr(groundwork.shutil, "which", lambda name: "/usr/bin/" + name)
    with pytest.raises(groundwork.SetupError) as caught:
        groundwork.install_packages(["libgl1", "libegl1"])
    assert "sudo apt-get install -y --no-install-recommends libgl1 libegl1" in caught.value.chinese


def test_a_screen_for_the_tests_is_offered_and_its_lack_is_no_failure(
    groundwork: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []

    def refuse(packages: list[str]) -> None:
        asked.append(packages)
        raise groundwork.SetupError("没有", "none", "no network")

    monkeypatch.setattr(groundwork, "LINUX", True)
    monkeypatch.setattr(groundwork, "loads", lambda library: library != "libxcb-cursor.so.0")
    monkeypatch.setattr(groundwork, "shared_python", lambda: ["libpython3.11"])
    missing = ("Xvfb", "objcopy")
    monkeypatch.setattr(groundwork.shutil, "which", lambda tool: None if tool in missing else f"/usr/bin/{tool}")
    monkeypatch.setattr(groundwork, "in_sbin", lambda _tool: False)
    monkeypatch.setattr(groundwork, "install_packages", refuse)
    monkeypatch.setattr(groundwork, "apt_command", lambda: None)
    groundwork.offer_tools()
    assert asked == []  # nobody may install here, so nobody is asked
    monkeypatch.setattr(groundwork, "apt_command", lambda: ["apt-get"])
    groundwork.offer_tools()
    assert asked == [["xvfb", "binutils", "libxcb-cursor0", "libpython3.11"]]
    assert "no virtual screen" in capsys.readouterr().out


def test_only_missing_libraries_are_asked_for(groundwork: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    present = {"libGL.so.1"}

    def install(packages: list[str]) -> None:
        asked.append(packages)
        present.update(groundwork.LIBRARIES, groundwork.SCREEN_LIBRARIES)

    monkeypatch.setattr(groundwork, "LINUX", True)
    monkeypatch.setattr(groundwork, "loads", lambda library: library in present)
    monkeypatch.setattr(groundwork, "install_packages", install)
    monkeypatch.setenv("DISPLAY", ":0")
    groundwork.check_libraries(screen=False)
    assert asked == [["libegl1", "libglib2.0-0", "libfontconfig1", "libxkbcommon0", "libdbus-1-3"]]
    present.discard("libxcb-randr.so.0")
    groundwork.check_libraries(screen=False)
    groundwork.check_libraries(screen=True)
    assert asked[1:] == [["libxcb-randr0"]]


def test_the_demo_replaces_only_what_a_demo_made(bootstrap: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "demo-out"
    assert bootstrap.demo_folder(folder) == folder
    folder.mkdir()
    (folder / "demo.contest").write_bytes(b"")
    (folder / "summary.json").write_text(json.dumps({"people": 72}))
    assert bootstrap.demo_folder(folder) == folder
    assert not folder.exists()
    folder.mkdir()
    (folder / "letter.txt").write_text("somebody's")
    assert bootstrap.demo_folder(folder) == tmp_path / "demo-out-2"
    assert (folder / "letter.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["demo"]),
        (["--demo"], ["demo"]),
        (["doctor", "a.contest"], ["doctor", "a.contest"]),
        (["--help"], ["--help"]),
    ],
)
def test_without_a_screen_a_window_becomes_the_demo(
    bootstrap: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    expected: list[str],
) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []

    def start(command: list[str], environment: dict[str, str]) -> int:
        started.append((command, environment))
        if command[1] == "demo":
            Path(command[2]).mkdir()
        return 0

    monkeypatch.setattr(bootstrap, "LINUX", True)
    monkeypatch.setattr(bootstrap, "has_screen", lambda: False)
    monkeypatch.setattr(bootstrap, "prepare", lambda purpose, screen: None)
    monkeypatch.setattr(bootstrap, "start", start)
    monkeypatch.setattr(bootstrap, "demo_folder", lambda: tmp_path / "demo-out")
    assert bootstrap.run(arguments) == 0
    ((command, environment),) = started
    assert command[0] == "main.py" and command[1 : 1 + len(expected)] == expected
    assert environment["QT_QPA_PLATFORM"] == "offscreen"


def test_a_file_without_a_screen_is_refused(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "LINUX", True)
    monkeypatch.setattr(bootstrap, "has_screen", lambda: False)
    monkeypatch.setattr(bootstrap, "prepare", lambda purpose, screen: None)
    assert bootstrap.main(["run", "a.contest"]) == 1


def test_no_or_unknown_command_shows_the_usage() -> None:
    for arguments, status in (([], 2), (["fly"], 2), (["--help"], 0)):
        answer = subprocess.run(
            [sys.executable, str(FOLDER / "bootstrap.py"), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert answer.returncode == status
        assert "bootstrap.py test" in answer.stdout


def test_no_file_of_the_project_names_a_package_registry() -> None:
    hosts = re.compile(r"//[a-z0-9.-]*(?:pypi|pythonhosted|npmjs|deb\.debian)\.(?:org|com)", re.IGNORECASE)
    rooms = ("app", "db", "ui", "resources", "packaging", "tests", ".ci")
    endings = {".py", ".json", ".toml", ".md", ".in", ".lock", ".spec", ".qss", ".ts", ".txt", ""}
    files = [file for room in rooms for file in (ROOT / room).rglob("*")] + list(ROOT.glob("*"))
    texts = {
        file: file.read_text("utf-8", errors="ignore")
        for file in files
        if file.is_file() and file.suffix in endings and "wheels" not in file.parts
    }
    assert len(texts) > 50
    assert [str(file) for file, content in texts.items() if hosts.search(content)] == []
