"""Settings: the preferences of this computer as one table, a line each. They never travel with a contest.

To add a setting, add a field with `setting(...)`: its type is that of the default, and its words, its page in the
dialog and its choices stand beside it. What has no words (the recent files, the window's place) is kept, not asked.

A damaged file costs the preferences, not the start: it is set aside under another name and the defaults apply.
Fields of a newer version are kept and written back, so that going back and forth loses nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from app import paths
from app.errors import WorldFailure

T = TypeVar("T")


def translate(context: str, text: str) -> str:
    """A text for people, in Chinese; written like this it is collected for translation. The window translates it."""
    return text


class Section(Enum):
    """The pages of the settings dialog, in their order."""

    LOOK = translate("Settings", "显示")
    WORK = translate("Settings", "操作")
    SAFETY = translate("Settings", "数据安全")


class Effect(Enum):
    """What a changed setting does to the running program."""

    NONE = "none"  # asked whenever it is needed
    LANGUAGE = "language"  # the window speaks it at once
    THEME = "theme"  # everything is painted anew
    TEXT_SCALE = "text_scale"  # everything is built anew
    PATIENCE = "patience"  # the timers that lock and back up


@dataclass(frozen=True)
class Option:
    """What the dialog shows of a setting. `choices`: (value, words); without any, a yes or no, or places on a disk."""

    key: str
    section: Section
    text: str
    hint: str
    choices: tuple[tuple[Any, str], ...] = ()
    effect: Effect = Effect.NONE
    places: int = 0  # so many folders may be chosen

    def words(self) -> tuple[str, ...]:
        """Every text a person may look for."""
        return (self.text, self.hint, self.section.value, *(words for _, words in self.choices))


_FOLDERS = 2  # beside the sticks that are in
RECENT_LIMIT = 10


def setting(
    default: T,
    section: Section,
    text: str,
    hint: str,
    choices: tuple[tuple[T, str], ...] = (),
    effect: Effect = Effect.NONE,
    places: int = 0,
) -> T:
    """Declare a setting that is asked in the dialog. Gives what a dataclass takes for a field."""
    told = Option("", section, text, hint, choices, effect, places)
    declared: T = field(default=default, metadata={"option": told})
    return declared


@dataclass(frozen=True)
class Settings:
    """Everything a person may set on this computer. Values outside the allowed ones never get in: see `load`."""

    text_scale: int = setting(
        100,
        Section.LOOK,
        translate("Settings", "文字大小"),
        translate("Settings", "Ctrl+= 放大，Ctrl+- 缩小"),
        (
            (100, translate("Settings", "标准")),
            (120, translate("Settings", "大")),
            (140, translate("Settings", "特大")),
        ),
        Effect.TEXT_SCALE,
    )
    theme: str = setting(
        "auto",
        Section.LOOK,
        translate("Settings", "颜色"),
        translate("Settings", "打印件不受影响"),
        (
            ("auto", translate("Settings", "跟随系统")),
            ("light", translate("Settings", "浅色")),
            ("dark", translate("Settings", "深色")),
        ),
        Effect.THEME,
    )
    language: str = setting(
        "zh",
        Section.LOOK,
        translate("Settings", "语言"),
        translate("Settings", "马上生效，数据不动"),
        (("zh", "简体中文"), ("en", "English")),
        Effect.LANGUAGE,
    )
    row_height: str = setting(
        "compact",
        Section.LOOK,
        translate("Settings", "评分表行高"),
        translate("Settings", "跟着文字大小一起变"),
        (
            ("compact", translate("Settings", "紧凑")),
            ("standard", translate("Settings", "标准")),
            ("large", translate("Settings", "大")),
        ),
    )
    lock_minutes: int = setting(
        10,
        Section.WORK,
        translate("Settings", "多久没人操作就锁屏"),
        translate("Settings", "Ctrl+L 马上锁；登录满 12 小时也会锁"),
        tuple((minutes, translate("Settings", "{minutes} 分钟")) for minutes in (3, 5, 10, 15, 20, 30)),
        Effect.PATIENCE,
    )
    one_key: bool = setting(
        True,
        Section.WORK,
        translate("Settings", "一位数自动存入"),
        translate("Settings", "只可能是一位数的格（0～3 档、合格或不合格）不用按 Enter"),
    )
    paper_total: bool = setting(
        False,
        Section.WORK,
        translate("Settings", "录完问纸面合计"),
        translate("Settings", "录完最后一格先核对纸上写的合计；按 = 随时可以核对"),
    )
    sounds: bool = setting(
        True,
        Section.WORK,
        translate("Settings", "检录时的声音"),
        translate("Settings", "可以入场、要看一下、不能入场，三种声音"),
    )
    show_keys: bool = setting(
        True,
        Section.WORK,
        translate("Settings", "底栏显示按键"),
        translate("Settings", "关掉以后按 F1 仍能看到全部按键"),
    )
    backup_minutes: int = setting(
        10,
        Section.SAFETY,
        translate("Settings", "多久自动备份一次"),
        translate("Settings", "有改动才备份；提交和锁定时总会备份"),
        tuple((minutes, translate("Settings", "{minutes} 分钟")) for minutes in (5, 10, 20, 30)),
        Effect.PATIENCE,
    )
    backup_folders: tuple[str, ...] = setting(
        (),
        Section.SAFETY,
        translate("Settings", "备份位置"),
        translate("Settings", "第二块盘、U盘或文件夹；有了备份钥匙，插着的U盘自动加上"),
        places=_FOLDERS,
    )
    recent_files: tuple[str, ...] = ()
    recent_states: tuple[str, ...] = ()  # of those files: path, next step and "backed up", a tab between
    last_folder: str = ""
    walk_by_judge: tuple[str, ...] = ()  # names of those who key one judge's paper after the other (F7)
    lists: dict[str, Any] = field(default_factory=dict)  # columns of lists by person, see ui.models.layouts
    gate: str = ""  # the desk at the door this computer stands at: 1 号门
    window_state: str = ""  # geometry as Qt gives it, in base64
    welcomed: bool = False  # the first-run questions have been answered
    toured: bool = False  # the way to the first certificate has been offered
    unknown: dict[str, Any] = field(default_factory=dict)

    def with_state(self, file: Path, step: str, backed_up: bool) -> Settings:
        """Remember how far a contest was when it was left; that of files opened long ago is forgotten."""
        kept = {line.partition("\t")[0]: line for line in self.recent_states}
        kept[str(file)] = "\t".join((str(file), step, "yes" if backed_up else ""))
        known = {str(file), *self.recent_files}
        return replace(self, recent_states=tuple(line for path, line in kept.items() if path in known))

    def with_recent(self, file: Path) -> Settings:
        """The same with `file` first among the recent files, each file once."""
        newest = str(file)
        others = [known for known in self.recent_files if known != newest]
        return replace(self, recent_files=(newest, *others)[:RECENT_LIMIT])


@cache
def options() -> tuple[Option, ...]:
    """Every setting the dialog asks, in the order of the table."""
    return tuple(
        replace(entry.metadata["option"], key=entry.name) for entry in fields(Settings) if "option" in entry.metadata
    )


@cache
def _allowed() -> dict[str, tuple[object, ...]]:
    return {option.key: tuple(value for value, _ in option.choices) for option in options() if option.choices}


def _accepted(name: str, value: object, default: object) -> object:
    """A value from the file if it is of the right kind and allowed, else the default."""
    if isinstance(default, tuple):
        fits = isinstance(value, list) and all(isinstance(member, str) for member in value)
        return tuple(filter(_names_a_place, value)) if fits and isinstance(value, list) else default
    if isinstance(value, str) and not _names_a_place(value):
        return default
    if type(value) is not type(default):
        return default
    if name in _allowed() and value not in _allowed()[name]:
        return default
    return value


def _names_a_place(text: str) -> bool:
    """Whether the system takes this text as a path, there or not."""
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False


def _set_aside(file: Path) -> None:
    """Keep a damaged file beside its place, for whoever wants to look; failing that, let it be."""
    with contextlib.suppress(OSError):  # a folder that cannot be written must not stop the start
        file.replace(file.with_name(file.name + ".damaged"))


def load(file: Path | None = None) -> Settings:
    """The preferences of this computer. A missing, unreadable or damaged file gives the defaults, never an error."""
    file = file or paths.settings_file()
    try:
        content = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError:
        return Settings()
    except (ValueError, RecursionError):  # no JSON, or brackets a hundred thousand deep
        _set_aside(file)
        return Settings()
    if not isinstance(content, dict):
        _set_aside(file)
        return Settings()
    defaults = Settings()
    known = [entry.name for entry in fields(Settings) if entry.name != "unknown"]
    values: dict[str, Any] = {
        name: _accepted(name, content[name], getattr(defaults, name)) for name in known if name in content
    }
    return Settings(**values, unknown={name: value for name, value in content.items() if name not in known})


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the preferences whole or not at all: beside, flushed, then renamed.

    Raises:
        WorldFailure: the folder or the disk does not take it; the old file is as it was.
    """
    file = file or paths.settings_file()
    content = dict(settings.unknown)
    content |= {entry.name: getattr(settings, entry.name) for entry in fields(Settings) if entry.name != "unknown"}
    paths.ensured(file.parent)
    try:
        handle, beside = tempfile.mkstemp(prefix=file.name, dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
                # the bytes of a file name that is no text become \udcXX, which JSON gives back
                json.dump(content, stream, ensure_ascii=False, indent=2)
                stream.flush()
                os.fsync(stream.fileno())
            Path(beside).replace(file)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorldFailure("settings.not_saved", file=file, reason=error.strerror or error) from error
