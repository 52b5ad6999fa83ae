"""A machine without a network is set up from the kit, when the kit's wheels are at hand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from app import VERSION

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "packaging" / "offline_kit.py"
STORE = Path(os.environ.get("JIANGPING_WHEELS", ROOT / "build" / "wheels"))
# A network of its own, with nothing in it; as root, or as somebody who may make name spaces.
CUT_OFF = (["unshare", "--net"], ["unshare", "--net", "--map-root-user"])


def cut_off() -> list[str] | None:
    """The command before another one that takes its network away; None where there is no such thing."""
    if shutil.which("unshare") is None:
        return None
    for command in CUT_OFF:
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return None


def test_the_kit_sets_a_machine_up_without_a_network(tmp_path: Path) -> None:
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if not (ROOT / ".git").exists() or not list(STORE.glob(f"*-{python}/*.whl")):
        pytest.skip("no wheels at hand, or no clone: packaging/offline_kit.py, run once, gathers them")
    alone = cut_off()
    if alone is None:
        pytest.skip("the network cannot be taken away here (unshare)")
    made = subprocess.run(
        [
            *alone,
            sys.executable,
            str(SCRIPT),
            "--run-only",
            "--no-history",
            "--wheels",
            str(STORE),
            "--out",
            str(tmp_path),
        ],
        env=os.environ | {"PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if "not gathered" in made.stdout:
        pytest.skip("the wheels at hand are not those of the locks: run packaging/offline_kit.py again")
    assert made.returncode == 0, made.stdout + made.stderr
    (kit,) = tmp_path.glob("*.tar")
    with tarfile.open(kit) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    said = subprocess.run(
        [*alone, sys.executable, "packaging/bootstrap.py", "run", "--version"],
        cwd=folder,
        env=kept | {"PIP_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert "packaging/wheels" in said.stdout, "taken from the kit"
    assert VERSION in said.stdout.splitlines()[-1]
    assert (folder / ".venv" / ".made-for-run").is_file()
