"""Preferences: kept whole, tolerant of damage, polite to other versions."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app import paths, settings
from app.errors import WorldFailure
from app.settings import Settings


def test_what_is_saved_is_loaded(own_home: Path) -> None:
    chosen = Settings(language="en", theme="dark", text_scale=140, recent_files=("/a/焊工.contest",), welcomed=True)
    settings.save(chosen)
    assert settings.load() == chosen
    assert paths.settings_file() == own_home / "config" / "settings.json"
    assert [entry.name for entry in paths.config_folder().iterdir()] == ["settings.json"]


def test_no_file_gives_the_defaults() -> None:
    assert settings.load() == Settings()
    assert Settings().language == "zh"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[1]", b'"text"', b"[" * 100_000, b'{"a":' * 100_000])
def test_a_damaged_file_is_set_aside_and_the_start_goes_on(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    assert settings.load(file) == Settings()
    assert (tmp_path / "settings.json.damaged").read_bytes() == content
    assert not file.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "de"),
        ("theme", 3),
        ("text_scale", 1000),
        ("text_scale", True),
        ("recent_files", "/a"),
        ("recent_files", [1]),
        ("welcomed", "yes"),
    ],
)
def test_a_value_that_is_not_allowed_falls_back_alone(tmp_path: Path, name: str, value: object) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"last_folder": "/venue", name: value}), "utf-8")
    loaded = settings.load(file)
    assert getattr(loaded, name) == getattr(Settings(), name)
    assert loaded.last_folder == "/venue"


def test_what_the_system_takes_for_no_path_is_dropped_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    wrong = ["/a\0b.contest", "/\ud800.contest"]
    file.write_text(json.dumps({"recent_files": [*wrong, "/a.contest"], "last_folder": wrong[0]}), "utf-8")
    loaded = settings.load(file)
    assert (loaded.recent_files, loaded.last_folder) == (("/a.contest",), "")


def test_a_file_name_of_bytes_that_are_no_text_is_kept(tmp_path: Path) -> None:
    name, file = os.fsdecode("/王.contest".encode("gbk")), tmp_path / "settings.json"
    settings.save(Settings(recent_files=(name, "/王.contest")), file)
    assert settings.load(file).recent_files == (name, "/王.contest")


def test_fields_of_a_newer_version_survive(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "dark", "columns": {"wide": [1, 2]}}), "utf-8")
    settings.save(settings.load(file), file)
    assert json.loads(file.read_text("utf-8"))["columns"] == {"wide": [1, 2]}


def test_recent_files_are_newest_first_each_once_and_few() -> None:
    current = Settings()
    for number in range(12):
        current = current.with_recent(Path(f"/c/{number}.contest"))
    current = current.with_recent(Path("/c/5.contest"))
    assert [Path(name).stem for name in current.recent_files] == ["5", "11", "10", "9", "8", "7", "6", "4", "3", "2"]


def test_a_folder_that_cannot_be_made_is_a_world_failure(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    with pytest.raises(WorldFailure) as caught:
        settings.save(Settings(), tmp_path / "taken" / "settings.json")
    assert caught.value.code == "paths.no_folder"
    assert caught.value.exit_status == 3


def test_a_failing_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.json"
    settings.save(Settings(theme="dark"), file)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(WorldFailure) as caught:
        settings.save(Settings(theme="light"), file)
    assert caught.value.code == "settings.not_saved"
    assert settings.load(file).theme == "dark"
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]


def test_without_an_own_home_contests_lie_among_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    assert paths.contests_folder().name == "匠评"
    assert "jiangping" in str(paths.config_folder())
    assert len({paths.contests_folder(), paths.config_folder(), paths.state_folder(), paths.logs_folder()}) == 4
