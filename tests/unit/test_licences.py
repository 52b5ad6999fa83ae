"""LICENCES.md names every package the program needs, with a licence that lets offices use it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / "packaging" / "licences.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_overview_fits_the_lock(licences: ModuleType) -> None:
    assert licences.main(["--check"]) == 0


def test_a_licence_nobody_allowed_is_refused(licences: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(licences.READ_BY_HAND, "rich", "GPL-3.0-only")
    with pytest.raises(ValueError, match=r"rich: licence 'GPL-3.0-only'"):
        licences.table()


def test_every_bundled_font_has_its_licence_beside_it() -> None:
    fonts = ROOT / "resources" / "fonts"
    assert len(list(fonts.glob("*.ttf"))) >= 5
    texts = [file.read_text("utf-8") for file in (fonts / "licences").glob("OFL-*.txt")]
    assert len(texts) >= 4
    assert all("SIL OPEN FONT LICENSE" in text.upper() for text in texts)
    assert re.search(r"\bMIT\b", (ROOT / "resources" / "icons" / "LICENSE").read_text("utf-8"))
