"""Scripts of `packaging`, which is no package, as modules for tests."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent


def script(name: str) -> ModuleType:
    """The module of `packaging/NAME.py`."""
    known = f"packaging_script_{name}"
    if known in sys.modules:
        return sys.modules[known]
    found = importlib.util.spec_from_file_location(known, ROOT / "packaging" / f"{name}.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[known] = module  # dataclasses look their module up
    found.loader.exec_module(module)
    return module


pictures = script("pictures")
rules_chapter = script("rules_chapter")
