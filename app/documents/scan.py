"""Read the QR code of a certificate from a picture of it: a photograph, a scan, or the PDF itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from app.documents.images import MAX_BYTES, MAX_PIXELS
from app.documents.render import page_sizes, render_page
from app.errors import Refusal, WrongCall

PREFIX = "CQ1:"
LIMIT = MAX_BYTES
SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".pdf")
_PDF_PAGES, _PDF_DPI = 3, 200
_KINDS = ("JPEG", "PNG", "BMP", "WEBP", "TIFF")
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_SIDE = 2600  # a phone's picture is halved to this: larger ones take long and are read no better


def certificate_code(data: bytes, label: str = "") -> str:
    """The text of the one certificate code in a picture (JPEG, PNG, BMP, WebP, TIFF) or a PDF of a page or three.

    Raises WrongCall "documents.picture_too_big", "documents.picture_too_large", "documents.picture_damaged"; Refusal
    "certificates.no_code" when there is none to be read, "certificates.many_codes" when there are several.
    """
    if len(data) > MAX_BYTES:
        raise WrongCall(
            "documents.picture_too_big", picture=label, megabytes=len(data) // 1048576, limit=MAX_BYTES // 1048576
        )
    pictures = _pages(data) if data.startswith(b"%PDF") else iter([_picture(data, label)])
    found: dict[str, None] = {}
    for picture in pictures:
        found |= dict.fromkeys(_codes(picture))
    if not found:
        raise Refusal("certificates.no_code", picture=label)
    if len(found) > 1:
        raise Refusal("certificates.many_codes", picture=label, count=len(found))
    return next(iter(found))


def looks_like_picture(path: Path) -> bool:
    """Whether a path is that of a picture or a PDF, by its name."""
    return path.suffix.lower() in SUFFIXES


def _picture(data: bytes, label: str) -> Image.Image:
    try:
        with Image.open(BytesIO(data), formats=_KINDS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise WrongCall(
                    "documents.picture_too_large",
                    picture=label,
                    megapixels=image.width * image.height // 10**6,
                    limit=MAX_PIXELS // 10**6,
                )
            return ImageOps.exif_transpose(image).convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise WrongCall("documents.picture_damaged", picture=label) from problem


def _pages(data: bytes) -> Iterator[Image.Image]:
    for number in range(min(len(page_sizes(data)), _PDF_PAGES)):
        image = render_page(data, number, _PDF_DPI)
        page = Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "BGR", image.stride, 1)
        yield page.convert("L")


def _codes(picture: Image.Image) -> list[str]:
    """The certificate codes in a picture: as it is, made smaller, and sharpened by stretching its grey."""
    tries = [picture]
    if max(picture.size) > _SIDE:
        smaller = picture.copy()
        smaller.thumbnail((_SIDE, _SIDE))
        tries.insert(0, smaller)
    tries.append(ImageOps.autocontrast(picture, cutoff=2))
    for trial in tries:
        read = [one.text for one in zxingcpp.read_barcodes(trial, formats=_QR)]
        found = [text for text in read if text.startswith(PREFIX) and re.fullmatch(r"[ -Z]{1,600}", text)]
        if found:
            return found
    return []
