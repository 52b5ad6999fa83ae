"""What Windows shows under "Details" in the properties of the program's file, in the text form PyInstaller reads."""

from __future__ import annotations

from pathlib import Path

from app import EXECUTABLE, NAME, VERSION

SIMPLIFIED_CHINESE, UTF_16 = 0x0804, 1200


def text() -> str:
    """The version resource; its four numbers are VERSION and a zero."""
    numbers = (*(int(part) for part in VERSION.split(".")), 0)
    words = {
        "CompanyName": f"{NAME} Jiangping",
        "FileDescription": f"{NAME} 职业技能竞赛现场评判系统",
        "FileVersion": VERSION,
        "InternalName": EXECUTABLE,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": f"{EXECUTABLE}.exe",
        "ProductName": f"{NAME} Jiangping",
        "ProductVersion": VERSION,
    }
    strings = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in words.items())
    table = f"{SIMPLIFIED_CHINESE:04X}{UTF_16:04X}"
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable({table!r}, [{strings}])]), "
        f"VarFileInfo([VarStruct('Translation', [{SIMPLIFIED_CHINESE}, {UTF_16}])])])\n"
    )


def write(file: Path) -> str:
    """Write it to `file`; gives its path as PyInstaller wants it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text(), "utf-8")
    return str(file)
