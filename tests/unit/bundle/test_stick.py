"""Writing to a stick: the order of steps, every failure at every step, cancelling, and proof by reading back."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.bundle import stick
from app.bundle.findings import Finding
from app.bundle.stick import Stage, check_again, write_file
from app.bundle.verify import verify
from app.errors import WorldFailure
from tests.unit.bundle import kit

RAW = kit.known_answer().raw
NAME = "crb_x.crb"
DATA = bytes(range(256)) * 10_000  # 2.4 MiB: three chunks


def world(call, *args, **how):
    with pytest.raises(WorldFailure) as caught:
        call(*args, **how)
    return caught.value.code


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_read_back_and_verified(tmp_path):
    seen = []

    def check(raw):
        assert verify(raw, kit.trust())
        seen.append(len(raw))

    found = write_file(tmp_path, NAME, RAW, check=check)
    assert (found.path, found.size, found.sha256) == (tmp_path / NAME, len(RAW), kit.known_answer().sha256)
    assert found.path.read_bytes() == RAW
    assert seen == [len(RAW)]
    assert left_in(tmp_path) == [NAME]
    assert check_again(found.path, found.sha256) == found


def test_progress_names_the_stages_in_order(tmp_path):
    steps = []
    write_file(tmp_path, NAME, DATA, progress=lambda *step: steps.append(step) or True)
    assert [stage for stage, _, _ in steps] == [Stage.WRITE] * 3 + [Stage.FLUSH] + [Stage.READ_BACK] * 3 + [Stage.DONE]
    assert steps[-1] == (Stage.DONE, len(DATA), len(DATA))
    assert [done for stage, done, _ in steps if stage is Stage.READ_BACK] == [1 << 20, 2 << 20, len(DATA)]


def test_the_sequence_that_survives_a_pulled_stick(tmp_path, monkeypatch):
    calls = []
    plain = {name: getattr(os, name) for name in ("fsync", "replace", "posix_fadvise")}

    def noted(name):
        def call(*args):
            if name == "fsync":
                kind = "folder" if Path(f"/proc/self/fd/{args[0]}").resolve() == tmp_path else "file"
                calls.append(f"fsync {kind}")
            else:
                calls.append(name)
            return plain[name](*args)

        return call

    for name in plain:
        monkeypatch.setattr(os, name, noted(name))
    plain_sync = stick._sync_file_system
    monkeypatch.setattr(stick, "_sync_file_system", lambda handle: (calls.append("syncfs"), plain_sync(handle)))
    write_file(tmp_path, NAME, RAW)
    assert calls == ["fsync file", "replace", "fsync folder", "syncfs", "posix_fadvise"]


def test_a_stale_part_is_removed_and_an_older_file_replaced(tmp_path):
    (tmp_path / f"{NAME}.part").write_bytes(b"half")
    (tmp_path / NAME).write_bytes(b"old")
    write_file(tmp_path, NAME, RAW)
    assert left_in(tmp_path) == [NAME]
    assert (tmp_path / NAME).read_bytes() == RAW


@pytest.mark.parametrize("chunk", [0, 1, 2])
def test_cancelling_removes_the_half_file(tmp_path, chunk):
    (tmp_path / NAME).write_bytes(b"old")
    with pytest.raises(Finding) as caught:
        write_file(tmp_path, NAME, DATA, progress=lambda stage, done, total: done < chunk << 20)
    assert caught.value.code == "bundle.cancelled"
    assert caught.value.fields == {"name": NAME}
    assert left_in(tmp_path) == [NAME]
    assert (tmp_path / NAME).read_bytes() == b"old"


def failing(number):
    def call(*args, **how):
        raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "bundle.disk_full"),
        (errno.EDQUOT, "bundle.disk_full"),
        (errno.EROFS, "bundle.no_permission"),
        (errno.EACCES, "bundle.no_permission"),
        (errno.EIO, "bundle.write_failed"),
        (errno.ENODEV, "bundle.write_failed"),
    ],
)
@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_a_failing_medium_is_told_and_leaves_no_half_file(tmp_path, monkeypatch, number, code, where):
    with monkeypatch.context() as patch:
        patch.setattr(os, where, failing(number))
        assert world(write_file, tmp_path, NAME, RAW) == code
    assert left_in(tmp_path) == []


def test_failing_after_the_rename_is_never_called_done(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr(stick, "_sync_file_system", failing(errno.EIO))
    code = world(write_file, tmp_path, NAME, RAW, progress=lambda stage, *_: done.append(stage) or True)
    assert code == "bundle.write_failed"
    assert Stage.DONE not in done


def test_free_space_is_asked_first(tmp_path, monkeypatch):
    monkeypatch.setattr(stick.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": len(RAW)})())
    assert world(write_file, tmp_path, NAME, RAW) == "bundle.disk_full"
    assert left_in(tmp_path) == []


def test_a_vanished_folder_is_told(tmp_path):
    assert world(write_file, tmp_path / "gone", NAME, RAW) == "bundle.write_failed"
    assert world(check_again, tmp_path / "gone" / NAME, "ab" * 32) == "bundle.write_failed"


def test_a_folder_without_fsync_relies_on_the_file_system_sync(tmp_path, monkeypatch):
    plain = os.fsync

    def only_files(handle):
        if Path(f"/proc/self/fd/{handle}").resolve() == tmp_path:
            raise OSError(errno.EINVAL, "no fsync here")
        plain(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    assert write_file(tmp_path, NAME, RAW).size == len(RAW)


def test_a_folder_that_cannot_be_flushed_is_a_failure(tmp_path, monkeypatch):
    plain = os.fsync

    def broken(handle):
        if Path(f"/proc/self/fd/{handle}").resolve() == tmp_path:
            raise OSError(errno.EIO, "broken")
        plain(handle)

    monkeypatch.setattr(os, "fsync", broken)
    assert world(write_file, tmp_path, NAME, RAW) == "bundle.write_failed"


def test_a_medium_that_forgets_is_found_by_reading_back(tmp_path, monkeypatch):
    monkeypatch.setattr(stick, "read_back", lambda path, size, progress: RAW[:-1])
    assert world(write_file, tmp_path, NAME, RAW) == "bundle.read_back"


def test_checking_again_finds_a_file_gone_bad(tmp_path):
    found = write_file(tmp_path, NAME, RAW)
    found.path.write_bytes(RAW[:-1] + b"\x01")
    assert world(check_again, found.path, found.sha256) == "bundle.read_back"


def test_a_check_that_refuses_speaks_for_itself(tmp_path):
    def check(raw):
        raise Finding("bundle.e09_signature", key="x")

    with pytest.raises(Finding):
        write_file(tmp_path, NAME, RAW, check=check)


def test_syncfs_failing_is_an_error(tmp_path):
    with pytest.raises(OSError):
        stick._sync_file_system(-1)


def test_on_windows_the_renamed_file_itself_is_flushed(tmp_path, monkeypatch):
    flushed = []
    monkeypatch.setattr(stick.sys, "platform", "win32")
    monkeypatch.setattr(os, "fsync", lambda handle: flushed.append(Path(f"/proc/self/fd/{handle}").resolve().name))
    write_file(tmp_path, NAME, RAW)
    assert flushed == [f"{NAME}.part", NAME]
