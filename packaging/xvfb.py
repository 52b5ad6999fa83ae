"""A real X screen in memory for trying the window where nobody sits: started, looked at, stopped."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


class Screen:
    """A running Xvfb; it picks a free display by itself and keeps its picture in a file."""

    def __init__(self, server: subprocess.Popen[bytes], name: str, folder: Path) -> None:
        self._server, self.name, self._folder = server, name, folder

    @classmethod
    def start(cls, width: int = 1366, height: int = 728) -> Screen | None:
        """Start one; None where there is no Xvfb."""
        if not sys.platform.startswith("linux") or not shutil.which("Xvfb"):
            return None
        folder = Path(tempfile.mkdtemp(prefix="jiangping-screen-"))
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-fbdir", str(folder)]
        server = subprocess.Popen(
            [*command, "-nolisten", "tcp"], pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()  # written when it takes connections; empty when it died
        if not number:
            server.wait()
            shutil.rmtree(folder, ignore_errors=True)
            return None
        return cls(server, f":{number}", folder)

    def picture(self) -> Image:
        """What it shows now, from its frame buffer file (an XWD dump: header of 32-bit numbers, colour map, pixels)."""
        from PIL import Image

        content = (self._folder / "Xvfb_screen0").read_bytes()
        fields = struct.unpack(">25I", content[:100])
        start, width, height, line, colours = fields[0], fields[4], fields[5], fields[12], fields[19]
        pixels = content[start + colours * 12 :]
        return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", line)

    def stop(self) -> None:
        """End it and take its file away."""
        self._server.terminate()
        self._server.wait(timeout=30)
        shutil.rmtree(self._folder, ignore_errors=True)
