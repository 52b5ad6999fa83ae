"""Pictures that go onto paper: checked for kind and size, JPEG passed through, all else unpacked once."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfutils import readJPEGInfo

from app.errors import WrongCall

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 60_000_000


@dataclass(frozen=True)
class Picture:
    """An image ready for a PDF: `data` is a JPEG file or raw samples, `alpha` raw opacity or None."""

    width: int
    height: int
    space: str
    data: bytes
    jpeg: bool
    alpha: bytes | None = None


def read_picture(data: bytes, label: str = "") -> Picture:
    """Read a JPEG or PNG. WrongCall says which picture (`label`) is too big, damaged or of another kind."""
    if len(data) > MAX_BYTES:
        raise WrongCall("documents.picture_too_big", picture=label, megabytes=len(data) // 1048576, limit=20)
    if not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise WrongCall("documents.picture_kind", picture=label)
    try:
        reader: Any = ImageReader(BytesIO(data))
        width, height = reader.getSize()
        if width * height > MAX_PIXELS:
            raise WrongCall("documents.picture_too_large", picture=label, megapixels=width * height // 10**6, limit=60)
        if data.startswith(b"\xff\xd8\xff"):
            channels = (readJPEGInfo(BytesIO(data)) or (0, 0, 0, 0))[2]
            if channels in (1, 3):
                return Picture(width, height, "DeviceGray" if channels == 1 else "DeviceRGB", data, True)
        raw = reader.getRGBData()
        alpha = reader._dataA.getRGBData() if reader._dataA else None
    except WrongCall:
        raise
    except Exception as problem:  # the image library has no common root for what damaged files do to it
        raise WrongCall("documents.picture_damaged", picture=label) from problem
    return Picture(width, height, "DeviceGray" if reader.mode == "L" else "DeviceRGB", raw, False, alpha)
