"""The start chooses between window and verbs, and says what to do when a package is missing."""

from __future__ import annotations

import os
import sys
from types import ModuleType

import pytest

import main


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--demo"], True),
        (["/venue/2026 焊工.contest"], True),
        (["result.CRB"], True),
        (["demo", "out"], False),
        (["doctor", "a.contest"], False),
        (["verify", "a.crb", "--trust", "t.ctl"], False),
        (["--help"], False),
        (["--version"], False),
        (["--json", "doctor"], False),
    ],
)
def test_a_verb_needs_no_window(arguments: list[str], window: bool) -> None:
    assert main.opens_window(arguments) is window


def test_the_chosen_client_gets_the_arguments_and_gives_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    window, verbs = ModuleType("ui.application"), ModuleType("app.cli.main")
    window.run = lambda arguments: 10 + len(arguments)  # type: ignore[attr-defined]  # a stand-in for the window
    verbs.main = lambda arguments: 20 + len(arguments)  # type: ignore[attr-defined]  # a stand-in for the verbs
    monkeypatch.setitem(sys.modules, "ui.application", window)
    monkeypatch.setitem(sys.modules, "app.cli.main", verbs)
    assert main.main(["--demo"]) == 11
    assert main.main(["doctor", "x"]) == 22


def test_a_missing_package_is_named_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Missing(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise ImportError("libGL.so.1: cannot open shared object file", name="PySide6.QtGui")

    monkeypatch.setitem(sys.modules, "ui.application", Missing("ui.application"))
    assert main.main([]) == 3
    said = capsys.readouterr().err
    assert "libGL.so.1" in said and "packaging/bootstrap.py" in said


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fcitx is a matter of Linux desktops")
def test_fcitx_desktops_get_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_IM_MODULES", "IBUS_USE_PORTAL", "XMODIFIERS", "QT_IM_MODULE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    main.let_input_methods_in()
    assert "IBUS_USE_PORTAL" not in os.environ
    monkeypatch.setenv("XMODIFIERS", "@im=fcitx")
    main.let_input_methods_in()
    assert os.environ["QT_IM_MODULES"] == "wayland;fcitx;ibus"
    assert os.environ["IBUS_USE_PORTAL"] == "1"
