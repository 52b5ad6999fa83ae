"""Make the Windows installer from the frozen Windows program, with NSIS 3.

    py -3 packaging\\bootstrap.py test --collect-only -q      (sets everything up)
    .venv\\Scripts\\python packaging\\freeze.py
    .venv\\Scripts\\python packaging\\windows_installer.py [--program dist\\jiangping] [--out dist]

The program must be frozen on Windows; NSIS itself may also run on Linux (package `nsis`). Then, by hand, on a clean
Windows 10 and a Windows 11 without a network and without administrator rights:

  1. run the installer; it asks for no rights; the program starts at the end; the icon is right in menu and desktop
  2. a double click on a .contest file opens it, on a .crb or .cpk it says what that is and leads on; properties of
     jiangping.exe show name and version
  3. `jiangping-verbs.exe doctor` in the program's folder says that all is well; `demo out` writes the demo day
  4. a certificate prints on a real printer at 100 %; a USB stick is seen, written and verified on the report page
  5. install again over it while the program runs: it asks to close; afterwards contests are still in the list
  6. uninstall: folder, menu, desktop and file associations are gone, contest files are not
  7. on Windows 7 or 8: the installer says plainly that it does not fit and installs nothing

Played under Wine 8 with other programs in place of ours: 7 (status 3, no file written), folder, menu and file kinds of
1 and 2, of 5 the refusal while it runs and the clean folder after installing again, and 6. Not played anywhere: our
frozen program itself on Windows (1 to 4), a double click, printing, sticks.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import brand

from app import VERSION

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "packaging" / "windows" / "jiangping.nsi"
TOOL_PLACES = (r"C:\Program Files (x86)\NSIS\makensis.exe", r"C:\Program Files\NSIS\makensis.exe")


class NotMade(Exception):
    """NSIS or the frozen program is missing, or NSIS refused."""


def tool() -> str:
    """The NSIS compiler of this machine."""
    found = shutil.which("makensis") or next((place for place in TOOL_PLACES if Path(place).is_file()), None)
    if found is None:
        raise NotMade("makensis is missing: install NSIS 3")
    return found


def make(program: Path, out: Path) -> Path:
    """Make the installer of the program in that folder; gives its file.

    Raises:
        NotMade: something is missing, or NSIS refused its script.
    """
    if not (program / "jiangping.exe").is_file():
        raise NotMade(f"there is no jiangping.exe in {program}: freeze the program on Windows first")
    icon = next(file for file in brand.draw(ROOT / "build" / "brand") if file.suffix == ".ico")
    out.mkdir(parents=True, exist_ok=True)
    given = {"VERSION": VERSION, "PROGRAM": program.resolve(), "OUT": out.resolve(), "ICON": icon}
    command = [tool(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in given.items())]
    answer = subprocess.run([*command, str(SCRIPT)], check=False, capture_output=True, text=True, errors="replace")
    if answer.returncode:
        raise NotMade("makensis refused:\n" + (answer.stdout + answer.stderr)[-2000:])
    return out / f"jiangping-{VERSION}-windows-x64-setup.exe"


def main(arguments: list[str]) -> int:
    """Make it and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=ROOT / "dist" / "jiangping", metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="FOLDER")
    wanted = parser.parse_args(arguments)
    try:
        made = make(wanted.program, wanted.out)
    except NotMade as problem:
        print(f"not made: {problem}")
        return 1
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
