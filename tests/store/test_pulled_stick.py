"""A stick pulled at every stage of writing: "done" means whole; before, there is no file of that name or a whole one.

A real file system in an image file: copying the image is what the medium had when it was pulled out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bundle import stick
from app.bundle.stick import Stage

MAKERS = {"ext4": ("mkfs.ext4", "-q", "-F"), "vfat": ("mkfs.vfat",)}
RAW = bytes(range(256)) * 3000
STEP = 1 << 16


def run(*arguments: object) -> bool:
    return subprocess.run([str(one) for one in arguments], check=False, capture_output=True).returncode == 0


class Stick:
    """An image mounted at a folder."""

    def __init__(self, image: Path, folder: Path) -> None:
        self.image, self.folder = image, folder
        folder.mkdir(exist_ok=True)

    def plug_in(self) -> bool:
        return run("mount", "-o", "loop", self.image, self.folder)

    def pull_out(self) -> None:
        run("umount", "-l", self.folder)


@pytest.fixture(params=sorted(MAKERS))
def plugged(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stick]:
    """A stick of 16 MiB."""
    make = MAKERS[request.param]
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which(make[0]) is None:
        pytest.skip("mounting an image is not permitted here, or its file system cannot be made")
    image = tmp_path / "stick.img"
    image.write_bytes(bytes(16 << 20))
    made = Stick(image, tmp_path / "stick")
    if not run(*make, image) or not made.plug_in():
        pytest.skip("mounting an image is not permitted here")
    yield made
    made.pull_out()


def found_on(image: Path, folder: Path) -> dict[str, bytes] | None:
    """What somebody finds who plugs the pulled stick in again; None when it cannot be read at all."""
    again = Stick(image, folder)
    if not again.plug_in():
        return None
    try:
        return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    finally:
        again.pull_out()


def test_done_means_whole(plugged: Stick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stick, "CHUNK", STEP)
    pulled: list[tuple[Stage, Path]] = []

    def pull(stage: Stage, done: int, total: int) -> bool:
        if done % (4 * STEP) == 0 or stage is not Stage.WRITE:
            copy = tmp_path / f"pulled-{len(pulled)}.img"
            shutil.copyfile(plugged.image, copy)
            pulled.append((stage, copy))
        return True

    stick.write_file(plugged.folder, "result.crb", RAW, progress=pull)
    after = tmp_path / "after.img"
    shutil.copyfile(plugged.image, after)  # pulled right after "done", never unmounted
    assert {stage for stage, _ in pulled} == set(Stage) and len(pulled) > 5
    for stage, image in pulled:
        found = found_on(image, tmp_path / "again")
        if stage in (Stage.READ_BACK, Stage.DONE):
            assert found is not None and found.get("result.crb") == RAW
        elif found is not None:
            assert found.get("result.crb") in (None, RAW)
    assert found_on(after, tmp_path / "again") == {"result.crb": RAW}


def test_a_plain_write_is_lost(plugged: Stick, tmp_path: Path) -> None:
    """The harness is not blind: a file only written and renamed is not on a stick pulled right then."""
    part = plugged.folder / "result.crb.part"
    part.write_bytes(RAW)
    part.rename(plugged.folder / "result.crb")
    after = tmp_path / "after.img"
    shutil.copyfile(plugged.image, after)
    found = found_on(after, tmp_path / "again")
    assert found is None or found.get("result.crb") != RAW
