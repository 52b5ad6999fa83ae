"""The frozen program, built here and tried with nothing of this machine: no Python, no fonts, no home."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.skipif(
    not (shutil.which("objcopy") and shutil.which("objdump")), reason="binutils, which freezing needs, are not here"
)
def test_the_frozen_program_passes_its_smoke_test(tmp_path: Path) -> None:
    pytest.importorskip("PyInstaller")  # in the lock of the tests; an environment made by `run` alone has none
    built = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "freeze.py"), "--out", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if "Python shared library" in built.stdout or "Python library not found" in built.stdout:
        pytest.skip("this Python comes without the shared library that freezing needs")
    assert built.returncode == 0, built.stdout + built.stderr
    picture = os.environ.get("JIANGPING_SHOTS")
    more = ["--picture", str(Path(picture) / "frozen.png")] if picture else []
    tried = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "smoke_test.py"), str(tmp_path / "jiangping"), *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "the frozen program passes" in tried.stdout
