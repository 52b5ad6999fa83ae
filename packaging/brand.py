"""Draw the program's icon in the sizes that desktops want, from the one drawing in resources/brand.

    .venv/bin/python packaging/brand.py [FOLDER]      default: build/brand

Gives `jiangping-<size>.png` for Linux menus and `jiangping.ico` for Windows. Nothing of it is kept in the repository.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "resources" / "brand" / "jiangping.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def draw(folder: Path) -> list[Path]:
    """Write every size and the .ico into `folder`; gives the files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(DRAWING))
    made, pictures = [], []
    for size in SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(0)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        buffer.close()
        file = folder / f"jiangping-{size}.png"
        file.write_bytes(bytes(content.data()))
        made.append(file)
        pictures.append(Image.open(io.BytesIO(bytes(content.data()))))
    icon = folder / "jiangping.ico"
    pictures[-1].save(icon, format="ICO", sizes=[(size, size) for size in SIZES], append_images=pictures[:-1])
    del app
    return [*made, icon]


def main(arguments: list[str]) -> None:
    """Draw and name the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "brand", metavar="FOLDER")
    for written in draw(parser.parse_args(arguments).folder):
        print(written)


if __name__ == "__main__":
    main(sys.argv[1:])
