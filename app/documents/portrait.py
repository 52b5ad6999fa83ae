"""Portraits of contestants: any common picture becomes 25 x 35 mm at 300 dpi (295 x 413 px), turned and cropped."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from app.errors import WrongCall

WIDTH, HEIGHT = 295, 413
MAX_BYTES = 20 << 20
MAX_PIXELS = 60_000_000
LEAST_SIDE = 120  # a smaller picture shows nobody once it is printed
_KINDS = ("JPEG", "PNG", "BMP", "WEBP")
_ABOVE = 0.4  # of what is cut off a tall picture, the share above: faces stand in the upper half
_QUALITY, _DPI = 88, (300, 300)


def portrait(data: bytes, label: str = "") -> bytes:
    """A JPEG of exactly 295 x 413 px: turned as the camera says, cut to 5:7 around the middle, scaled, no location or
    other notes of the camera kept.

    Raises WrongCall "documents.picture_too_big", "…_too_large", "…_too_small", "…_damaged",
    "documents.portrait_kind", naming `label`.
    """
    if len(data) > MAX_BYTES:
        raise WrongCall("documents.picture_too_big", picture=label, megabytes=len(data) >> 20, limit=MAX_BYTES >> 20)
    try:
        with Image.open(BytesIO(data), formats=_KINDS) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                millions = width * height // 10**6
                raise WrongCall("documents.picture_too_large", picture=label, megapixels=millions, limit=60)
            if min(width, height) < LEAST_SIDE:
                raise WrongCall("documents.picture_too_small", picture=label, width=width, height=height)
            picture.draft("RGB", (WIDTH * 2, HEIGHT * 2))  # a JPEG is read at the size it is needed
            return _cut(_upright(picture))
    except WrongCall:
        raise
    except UnidentifiedImageError as problem:
        raise WrongCall("documents.portrait_kind", picture=label) from problem
    except Exception as problem:  # the image library has no common root for what damaged files do to it
        raise WrongCall("documents.picture_damaged", picture=label) from problem


def _upright(picture: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        whole = turned.convert("RGBA")
        paper = Image.new("RGB", whole.size, "white")
        paper.paste(whole, mask=whole.getchannel("A"))
        return paper
    return turned.convert("RGB")


def _cut(picture: Image.Image) -> bytes:
    width, height = picture.size
    if width * HEIGHT > height * WIDTH:  # too wide
        wanted = max(1, height * WIDTH // HEIGHT)
        left = (width - wanted) // 2
        box = (left, 0, left + wanted, height)
    else:
        wanted = max(1, width * HEIGHT // WIDTH)
        top = int((height - wanted) * _ABOVE)
        box = (0, top, width, top + wanted)
    made = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS, box=box)
    stream = BytesIO()
    made.save(stream, "JPEG", quality=_QUALITY, dpi=_DPI, optimize=True)
    return stream.getvalue()
