"""What the program is packed into: Debian tree, kit, Windows script, icon; and what must not be inside."""

from __future__ import annotations

import ast
import configparser
import re
import shutil
import struct
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from app import VERSION

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "packaging"
OURS = ("brand", "freeze", "linux_packages", "windows_installer")


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    """The packing scripts as modules, by name."""
    monkeypatch.syspath_prepend(str(FOLDER))
    yield {name: __import__(name) for name in OURS}
    for name in OURS:
        sys.modules.pop(name, None)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder that looks like a frozen program."""
    folder = tmp_path / "jiangping"
    (folder / "_internal" / "licences").mkdir(parents=True)
    (folder / "jiangping").write_text("#!/bin/sh\necho I am the program, at home in $JIANGPING_HOME\n")
    (folder / "jiangping").chmod(0o755)
    (folder / "_internal" / "licences" / "LICENSE").write_text("licence")
    return folder


@pytest.mark.usefixtures("qapp")
@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is not on this system")
def test_the_debian_package_holds_the_program_the_menu_entry_and_the_icons(
    scripts: dict[str, ModuleType], program: Path, tmp_path: Path
) -> None:
    made = scripts["linux_packages"].make_deb(program, tmp_path, tmp_path / "work")
    fields = subprocess.run(["dpkg-deb", "--field", made], capture_output=True, text=True, check=True).stdout
    assert f"Version: {VERSION}" in fields and re.search(
        r"^Depends: libc6 \(>= \d+\.\d+\), libgl1, libegl1$", fields, re.M
    )
    listed = subprocess.run(["dpkg-deb", "--contents", made], capture_output=True, text=True, check=True).stdout
    rows = {line.split()[-1]: line.split()[:2] for line in listed.splitlines()}
    assert rows["./opt/jiangping/jiangping"] == ["-rwxr-xr-x", "root/root"]
    assert rows["./opt/jiangping/_internal/licences/LICENSE"][0] == "-rw-r--r--"
    assert rows["./usr/bin/jiangping"][0] == "-rwxr-xr-x"
    for name in (
        "applications/jiangping.desktop",
        "mime/packages/jiangping.xml",
        "icons/hicolor/48x48/apps/jiangping.png",
        "icons/hicolor/scalable/apps/jiangping.svg",
        "doc/jiangping/copyright",
    ):
        assert f"./usr/share/{name}" in rows
    again = scripts["linux_packages"].make_deb(program, tmp_path / "work", tmp_path / "work2")
    assert made.read_bytes() == again.read_bytes()


def test_the_kit_is_one_folder_without_links_and_starts_the_program(
    scripts: dict[str, ModuleType], program: Path, tmp_path: Path
) -> None:
    made = scripts["linux_packages"].make_kit(program, tmp_path)
    with tarfile.open(made) as archive:
        entries = archive.getmembers()
        assert {entry.name.split("/")[0] for entry in entries} == {made.name.removesuffix(".tar.xz")}
        assert all(entry.isfile() or entry.isdir() for entry in entries)
        archive.extractall(tmp_path / "竞赛 U盘", filter="data")
    (start,) = (tmp_path / "竞赛 U盘").glob("*/start.sh")
    bare = {"PATH": ""}  # the shell alone has to do
    said = subprocess.run([str(start)], capture_output=True, text=True, check=True, cwd="/", env=bare).stdout
    assert said == f"I am the program, at home in {start.parent}/data\n"
    near = subprocess.run(["/bin/sh", start.name], capture_output=True, text=True, cwd=start.parent, env=bare)
    assert near.stdout == said
    (start.parent / "jiangping" / "jiangping").chmod(0o644)  # as on a stick from which nothing may run
    refused = subprocess.run([str(start)], capture_output=True, text=True, check=False, cwd="/", env=bare)
    assert (refused.returncode, refused.stdout) == (126, "")
    assert "没有启动" in refused.stderr and "Not started" in refused.stderr


def test_without_the_frozen_program_it_says_what_to_do_first(
    scripts: dict[str, ModuleType], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scripts["linux_packages"].main(["--program", str(tmp_path), "--out", str(tmp_path)]) == 1
    assert "packaging/freeze.py" in capsys.readouterr().out
    assert scripts["windows_installer"].main(["--program", str(tmp_path), "--out", str(tmp_path)]) == 1
    assert "freeze the program on Windows" in capsys.readouterr().out


def test_a_part_under_the_gpl_alone_is_refused(scripts: dict[str, ModuleType], program: Path) -> None:
    scripts["freeze"].refuse_forbidden(program)
    (program / "_internal" / "libreadline.so.8").write_text("")
    with pytest.raises(scripts["freeze"].NotBuilt, match=r"libreadline\.so\.8"):
        scripts["freeze"].refuse_forbidden(program)


def test_links_are_taken_out_of_the_frozen_folder(scripts: dict[str, ModuleType], program: Path) -> None:
    (program / "_internal" / "libQt6Core.so.6").symlink_to("licences/LICENSE")
    scripts["freeze"].drop_links(program)
    assert not (program / "_internal" / "libQt6Core.so.6").is_symlink()
    assert (program / "_internal" / "licences" / "LICENSE").is_file()


@pytest.mark.usefixtures("qapp")
def test_the_icon_is_drawn_in_every_size(scripts: dict[str, ModuleType], tmp_path: Path) -> None:
    from PIL import Image

    *pictures, icon = scripts["brand"].draw(tmp_path)
    for size, file in zip(scripts["brand"].SIZES, pictures, strict=True):
        with Image.open(file) as picture:
            assert picture.size == (size, size)
            assert picture.getpixel((0, 0))[3] == 0, "the corner is clear"
            assert picture.getpixel((size // 2, size // 8))[:3] == (0x17, 0x28, 0x3F)
    kind, count = struct.unpack("<2xHH", icon.read_bytes()[:6])
    assert (kind, count) == (1, len(pictures))


def test_menu_entry_and_file_kinds_fit_the_program() -> None:
    import main

    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(FOLDER / "linux" / "jiangping.desktop", "utf-8")
    kinds = [kind for kind in entry["Desktop Entry"]["MimeType"].split(";") if kind]
    tree = ElementTree.fromstring((FOLDER / "linux" / "jiangping.xml").read_text("utf-8"))
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    assert [node.get("type") for node in tree] == kinds
    endings = {(node.find(f"{space}glob").get("pattern") or "")[1:] for node in tree}  # type: ignore[union-attr]
    assert endings == main.WINDOW_FILES
    script = (FOLDER / "windows" / "jiangping.nsi").read_text("utf-8")
    assert {f".{name}" for name in re.findall(r'Associate "(\w+)"', script)} == main.WINDOW_FILES
    assert {f".{name}" for name in re.findall(r'Forget "(\w+)"', script)} == main.WINDOW_FILES


@pytest.mark.usefixtures("qapp")
@pytest.mark.skipif(not shutil.which("makensis"), reason="NSIS is not on this system")
def test_the_windows_script_compiles_without_a_warning(
    scripts: dict[str, ModuleType], program: Path, tmp_path: Path
) -> None:
    for name in ("jiangping.exe", "jiangping-verbs.exe"):
        (program / name).write_text("MZ")
    made = scripts["windows_installer"].make(program, tmp_path / "out")
    assert made.name == f"jiangping-{VERSION}-windows-x64-setup.exe"
    assert made.read_bytes()[:2] == b"MZ"


def test_the_windows_version_resource_tells_name_and_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    from windows.version import text  # type: ignore[import-not-found]

    tree = ast.parse(text(), mode="eval")
    texts = {
        node.args[0].value: node.args[1].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "StringStruct"
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[1], ast.Constant)
    }
    assert texts["ProductVersion"] == texts["FileVersion"] == VERSION
    assert texts["OriginalFilename"] == "jiangping.exe"
    numbers = ", ".join(VERSION.split("."))
    assert f"filevers=({numbers}, 0)" in text()


def test_a_fault_the_frozen_window_noted_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    import smoke_test  # type: ignore[import-not-found]

    log = tmp_path / "logs" / "jiangping.log"
    log.parent.mkdir()
    log.write_text("2026-06-18 08:00:00,000 WARNING MainThread Qt: something\n")
    assert smoke_test.noted_faults(tmp_path) == ""
    with log.open("a") as more:
        more.write("2026-06-18 08:00:01,000 ERROR MainThread uncaught:\nTraceback …\nKeyError: 'x'\n")
    assert smoke_test.noted_faults(tmp_path).endswith("KeyError: 'x'\n")
    assert '"uncaught:' in (ROOT / "ui" / "crash.py").read_text("utf-8"), "the words it looks for are those of the log"
    for name in ("smoke_test", "xvfb"):
        sys.modules.pop(name, None)
