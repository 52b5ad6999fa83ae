"""Random damage to every format, by a mutator of our own: no crash and nothing accepted (see tests/fuzz_formats.py)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import fuzz_formats

COUNT = 20_000 if os.environ.get("JIANGPING_NIGHTLY") == "1" else 200
SLOW = {"data": 4, "key_file": 4}  # three bundles are signed for each, argon2id is run for some


@pytest.mark.parametrize("name", fuzz_formats.TARGETS)
def test_nothing_crashes_and_nothing_is_accepted(name: str) -> None:
    target = fuzz_formats.TARGETS[name]
    for raw in fuzz_formats.seeds(name):
        target(raw)
    different = set()
    for raw in fuzz_formats.mutations(name, COUNT // SLOW.get(name, 1)):
        target(raw)
        different.add(raw)
    assert len(different) > COUNT // SLOW.get(name, 1) // 2


def test_a_target_that_accepts_too_much_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def lenient(raw: bytes, trust: object) -> bool:
        return raw.startswith(b"PK")

    monkeypatch.setattr(fuzz_formats, "verify", lenient)
    with pytest.raises(fuzz_formats.BrokenRuleError):
        for raw in fuzz_formats.mutations("bundle", 50):
            fuzz_formats.TARGETS["bundle"](raw)


def test_the_harness_says_what_it_needs_only_when_it_is_run() -> None:
    script = str(Path(fuzz_formats.__file__))
    found = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert "usage" in found.stderr
    assert "trust_list" in found.stderr
