"""The kit for machines without a network, and the build on an old base: what goes in, without fetching anything."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "packaging"
LOCK = """\
both==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
old==6.9 ; python_full_version < '3.14' \\
    --hash=sha256:cc
new==6.12 ; python_full_version >= '3.14' \\
    --hash=sha256:dd
windows==0.4 ; sys_platform == 'win32' \\
    --hash=sha256:ee
intel==3 ; python_full_version < '3.12' and platform_machine == 'x86_64' and sys_platform == 'linux' \\
    --hash=sha256:ff
"""


@pytest.fixture
def kit(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(FOLDER))
    import offline_kit as module  # type: ignore[import-not-found]

    yield module
    sys.modules.pop("offline_kit", None)


@pytest.fixture
def old_base(kit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(FOLDER / "linux"))
    import old_base as module  # type: ignore[import-not-found]

    yield module
    for name in ("old_base", "groundwork"):
        sys.modules.pop(name, None)


def names(lines: str) -> list[str]:
    return [line.split("==")[0] for line in lines.splitlines()]


@pytest.mark.parametrize(
    ("machine", "python", "expected"),
    [
        ("linux-x64", "3.11", ["both", "old", "intel"]),
        ("linux-x64", "3.13", ["both", "old"]),
        ("linux-arm64", "3.11", ["both", "old"]),
        ("windows-x64", "3.11", ["both", "old", "windows"]),
        ("windows-x64", "3.14", ["both", "new", "windows"]),
    ],
)
def test_a_machine_gets_what_the_markers_of_the_lock_give_it(
    kit: ModuleType, machine: str, python: str, expected: list[str]
) -> None:
    lines = kit.wanted(LOCK, kit.Target.named(machine), python)
    assert names(lines) == expected
    assert ";" not in lines
    assert lines.splitlines()[0].split() == ["both==1.0", "--hash=sha256:aa", "--hash=sha256:bb"]


def test_no_line_of_the_locks_is_overlooked(kit: ModuleType) -> None:
    for lock in (kit.RUN, kit.TEST):
        text = lock.read_text("utf-8")
        pinned = set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))
        found = {
            name
            for target in kit.TARGETS.values()
            for python in ("3.11", "3.14")
            for name in names(kit.wanted(text, target, python))
        }
        assert pinned - found <= {"macholib"}, "there is no machine of Apple's among ours"
        assert found <= pinned
        hashes = kit.wanted(text, kit.Target.named("linux-x64"), "3.11")
        assert all("--hash=sha256:" in line for line in hashes.splitlines())


def test_qt_for_the_oldest_systems_is_taken_from_wheels_that_run_there(kit: ModuleType) -> None:
    target = kit.Target.named("linux-x64")
    assert target.platforms("3.11")[0] == "manylinux_2_28_x86_64"
    assert target.platforms("3.14")[0] == "manylinux_2_34_x86_64"
    assert kit.Target.named("linux-arm64").platforms("3.11")[0] == "manylinux_2_39_aarch64"
    assert kit.Target.named("windows-x64").platforms("3.11") == ["win_amd64"]
    with pytest.raises(kit.NotGathered, match="there are linux-x64, linux-arm64, windows-x64"):
        kit.Target.named("amiga")


@pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="this tree is no git clone, from which the kit takes its source"
)
def test_the_kit_holds_the_source_and_exactly_the_wheels_of_the_locks(
    kit: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    store.mkdir()
    (store / "right-1-py3-none-any.whl").write_bytes(b"right")
    (store / "older-1-py3-none-any.whl").write_bytes(b"left from an older lock")
    lock = tmp_path / "lock"
    lock.write_text(f"right==1 --hash=sha256:{hashlib.sha256(b'right').hexdigest()}\n")
    monkeypatch.setattr(kit, "gather", lambda *_given: store)
    made = kit.make(
        [kit.Target.named("linux-x64")], ["3.11"], tmp_path / "out", store, commit="HEAD", locks=[lock], history=False
    )
    assert list((tmp_path / "out").iterdir()) == [made], "nothing half done is left"
    with tarfile.open(made) as archive:
        held = {entry.name.partition("/")[2]: entry for entry in archive.getmembers()}
        assert [name for name in held if name.endswith(".whl")] == ["packaging/wheels/right-1-py3-none-any.whl"]
        assert {"main.py", "packaging/bootstrap.py", "tests/conftest.py", ".ci/run"} <= held.keys()
        assert held[".ci/run"].mode == 0o755 and {entry.uname for entry in held.values()} == {""}
        sums = archive.extractfile(held["SHA256SUMS"])
        assert sums is not None
        line = f"{hashlib.sha256(b'right').hexdigest()}  packaging/wheels/right-1-py3-none-any.whl\n"
        assert sums.read().decode() == line


def test_the_same_content_packs_into_the_same_bytes(kit: ModuleType, tmp_path: Path) -> None:
    for name, moment in (("one", 1), ("two", 2)):
        (tmp_path / name / "inside").mkdir(parents=True)
        (tmp_path / name / "inside" / "run").write_text("x")
        (tmp_path / name / "inside" / "run").chmod(0o744 if moment == 1 else 0o755)
        os.utime(tmp_path / name / "inside" / "run", (moment, moment))
        kit.pack("kit", tmp_path / name, tmp_path / f"{name}.tar", 1_700_000_000)
    assert (tmp_path / "one.tar").read_bytes() == (tmp_path / "two.tar").read_bytes()


def test_a_wheel_that_is_not_to_be_had_is_named(kit: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text("jiangping-has-no-such-package==1 --hash=sha256:" + "0" * 64 + "\n")
    with pytest.raises(kit.NotGathered, match=r"wheels of some\.lock for linux-x64, Python 3\.11:\n.*no-such-package"):
        kit.gather(kit.Target.named("linux-x64"), "3.11", tmp_path, [lock], network=False)


def test_the_old_base_says_what_it_needs(
    old_base: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert old_base.main(["--cache", str(tmp_path)]) == 1
    assert "as root" in capsys.readouterr().out
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda tool: None if tool == "debootstrap" else f"/bin/{tool}")
    assert old_base.main(["--cache", str(tmp_path)]) == 1
    assert "missing here: debootstrap" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not shutil.which("sh"), reason="there is no shell here")
def test_the_scripts_for_the_old_base_are_whole(old_base: ModuleType) -> None:
    given = {"suite": "bullseye", "packages": "build-essential file", "cores": 2}
    for name in ("FETCH", "COMPILE_SQLITE", "COMPILE_PYTHON"):
        text = getattr(old_base, name).format(**given)
        told = subprocess.run(["sh", "-n", "-c", text], capture_output=True, text=True, check=False)
        assert (told.returncode, told.stderr) == (0, ""), name
        assert "://" not in text, "the mirror is the one this machine uses"
    assert "-DSQLITE_SECURE_DELETE" in old_base.COMPILE_SQLITE, "what is erased is overwritten"


def test_a_step_in_the_old_base_is_done_again_when_its_text_changed(old_base: ModuleType, tmp_path: Path) -> None:
    assert not old_base.once(tmp_path, "python", "make")
    old_base.note(tmp_path, "python", "make")
    assert old_base.once(tmp_path, "python", "make")
    assert not old_base.once(tmp_path, "python", "make -j2")


def test_only_the_packages_are_carried_out_of_the_old_base(
    old_base: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dist = tmp_path / "base" / "source" / "dist"
    (dist / "jiangping").mkdir(parents=True)
    for name in ("jiangping_0.1.0_amd64.deb", "jiangping-0.1.0-linux-x86_64.tar.xz"):
        (dist / name).write_text(name)
    owned: list[Path] = []
    monkeypatch.setenv("SUDO_UID", "1000")
    monkeypatch.setattr(os, "chown", lambda path, _uid, _gid: owned.append(path), raising=False)
    brought = old_base.carry_out(tmp_path / "base", tmp_path / "out")
    assert [file.name for file in brought] == ["jiangping-0.1.0-linux-x86_64.tar.xz", "jiangping_0.1.0_amd64.deb"]
    assert owned == [tmp_path / "out", *brought]
