"""What Windows shows under "Details" in the properties of the program's file."""

from __future__ import annotations

from typing import Any

from app import EXECUTABLE, NAME, VERSION


def resource() -> Any:
    """The version resource for PyInstaller's EXE; its four numbers are VERSION and a zero."""
    from PyInstaller.utils.win32 import versioninfo as kinds

    numbers = (*(int(part) for part in VERSION.split(".")), 0)
    texts = {
        "CompanyName": f"{NAME} Jiangping",
        "FileDescription": f"{NAME} 职业技能竞赛现场评判系统",
        "FileVersion": VERSION,
        "InternalName": EXECUTABLE,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": f"{EXECUTABLE}.exe",
        "ProductName": f"{NAME} Jiangping",
        "ProductVersion": VERSION,
    }
    simplified_chinese, utf_16 = 0x0804, 1200
    strings = [kinds.StringStruct(name, text) for name, text in texts.items()]
    return kinds.VSVersionInfo(
        ffi=kinds.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            kinds.StringFileInfo([kinds.StringTable(f"{simplified_chinese:04X}{utf_16:04X}", strings)]),
            kinds.VarFileInfo([kinds.VarStruct("Translation", [simplified_chinese, utf_16])]),
        ],
    )
