"""What `bootstrap.py` stands on: see that this machine can run the program, and make `.venv` from the lock.

Standard library only, and readable by any Python 3.7+ (see `bootstrap.py`). Every failure is a `SetupError` with a
sentence in Chinese and one in English that say what to do.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": ROOT / "packaging" / "requirements.lock", "test": ROOT / "packaging" / "requirements-dev.lock"}
WHEELS = ROOT / "packaging" / "wheels"
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
OLDEST = (3, 11)
SPACE_NEEDED = 1_500_000_000

# What the Qt wheels leave to the system: shared library -> Debian package.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-render.so.0": "libxcb-render0",
}
# What the tests' run on a real screen takes besides, and the build of the frozen program: program -> Debian package.
SCREEN_TOOLS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}
FREEZING_TOOLS = {"objcopy": "binutils", "ldconfig": "libc-bin"}
# Words in pip's own output that tell why it failed, and what we say then. The first that is found counts.
PIP_FAILURES = (
    (
        ("No space left", "Errno 28", "not enough space"),
        "磁盘空间不足：请腾出空间后再运行一次。",
        "The disk is full: free some space and run this again.",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "下载的软件包与清单中的校验值不符，已拒绝安装。请换一个网络或软件源再试。",
        "A downloaded package differs from its recorded hash and was refused. Try another network or package mirror.",
    ),
    (
        ("Temporary failure", "Name or service", "NewConnectionError", "ConnectionError", "timed out", "Max retries"),
        "连接不上软件源：请检查网络后再运行一次；没有网络时请使用离线包（packaging/wheels）。",
        "The package source cannot be reached: check the network and run this again, or use packaging/wheels.",
    ),
    (
        ("No matching distribution", "Could not find a version"),
        "没有适合本机的软件包。支持 Windows 10/11、glibc 2.28 以上的 Linux，Python 3.11 至 3.14。",
        "No package fits this system. Supported: Windows 10/11, Linux with glibc 2.28+, Python 3.11 to 3.14.",
    ),
    (
        ("Permission denied", "Errno 13"),
        "没有写入权限：请把程序文件夹放在本人可以写入的位置。",
        "No permission to write here: put the program's folder where you may write.",
    ),
)


class SetupError(Exception):
    """Setting up cannot go on; the sentences say what happened and what to do."""

    def __init__(self, chinese: str, english: str, detail: str = "") -> None:
        super().__init__(chinese, english, detail)
        self.chinese, self.english, self.detail = chinese, english, detail


def say(chinese: str, english: str = "") -> None:
    """Print one line for people, at once, whatever the console's encoding."""
    print(f"[匠评] {chinese}" + (f"  |  {english}" if english else ""), flush=True)


def quietly(command: list[str], environment: dict[str, str], name: str) -> tuple[int, str]:
    """Run `command` without showing its output; say every 20 seconds that it still works. Gives status and output."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=environment, cwd=str(ROOT)
        )
        try:
            while True:
                try:
                    status = process.wait(timeout=20)
                    break
                except subprocess.TimeoutExpired:
                    say(f"  {name}… {time.monotonic() - started:.0f} s")
        except BaseException:
            process.terminate()
            process.wait()
            raise
        log.seek(0)
        return status, log.read().decode("utf-8", errors="replace")


def last_lines(text: str, count: int = 12) -> str:
    """The end of a tool's output, indented, for people who want to know more."""
    return "\n".join("    " + line for line in text.strip().splitlines()[-count:])


def clean_environment() -> dict[str, str]:
    """The environment for everything started from here: what would point Python or pip elsewhere is taken out."""
    unwanted = {
        "PYTHONHOME",
        "PYTHONPATH",
        "PIP_USER",
        "PIP_TARGET",
        "PIP_PREFIX",
        "VIRTUAL_ENV",
        "__PYVENV_LAUNCHER__",
    }
    return {name: value for name, value in os.environ.items() if name not in unwanted}


# ---------------------------------------------------------------------------------------------------- Python itself
def newer_python() -> str | None:
    """A Python of this machine that is new enough, when the one running this is not."""
    for minor in (13, 12, 11, 14):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    return None


def check_python() -> None:
    """Refuse a Python that cannot run the program."""
    if sys.version_info < OLDEST:
        have = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetupError(
            f"需要 Python 3.11 或更新版本，本机是 {have}。请安装后再运行一次（Ubuntu 22.04：python3.11）。",
            f"Python 3.11 or newer is needed, this is {have}. Install one and run this again.",
        )
    if sys.maxsize <= 2**32:
        raise SetupError("需要 64 位的 Python。", "A 64-bit Python is needed.")
    if sys.implementation.name != "cpython":
        raise SetupError("需要标准的 CPython。", "The standard CPython is needed.")


# --------------------------------------------------------------------------------------------------- Debian packages
def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """Debian packages of the libraries this machine lacks."""
    return [package for library, package in libraries.items() if not loads(library)]


def apt_command() -> list[str] | None:
    """How apt may be called here without asking anybody; None when it may not."""
    if not shutil.which("apt-get"):
        return None
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    if os.geteuid() == 0:
        return quiet
    if shutil.which("sudo"):
        allowed = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if allowed.returncode == 0:
            return ["sudo", "-n", *quiet]
    return None


def install_packages(packages: list[str]) -> None:
    """Install Debian packages, or say the one line that would.

    Raises:
        SetupError: there is no apt, no right to use it, or it failed.
    """
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if not shutil.which("apt-get"):
        raise SetupError(
            "缺少系统组件，请用本系统的软件管理工具安装：" + " ".join(packages) + "（Debian 名称）",
            "System libraries are missing; install them with this system's package manager (Debian names).",
        )
    apt = apt_command()
    if apt is None:
        raise SetupError(
            f"缺少系统组件。请执行下面一行后再运行一次：\n\n    sudo {line}\n",
            "System libraries are missing: run the line above, then this command again.",
        )
    say(f"安装系统组件 {len(packages)} 个（apt）…", f"installing {len(packages)} system packages")
    environment = clean_environment()
    install = [*apt, "install", "-y", "-q", "--no-install-recommends", *packages]
    status, output = quietly(install, environment, "apt-get install")
    if status:  # a fresh container has no package lists yet
        quietly([*apt, "update", "-q"], environment, "apt-get update")
        status, output = quietly(install, environment, "apt-get install")
    if status:
        raise SetupError(
            f"系统组件没有装上。请检查网络，或手工执行后再运行一次：\n\n    sudo {line}\n",
            "apt could not install the system libraries: check the network, or run the line above by hand.",
            last_lines(output),
        )


def check_libraries(screen: bool) -> None:
    """See that Qt will find its system libraries; the ones for a screen only when there is one."""
    if not LINUX:
        return
    wanted = dict(LIBRARIES, **(SCREEN_LIBRARIES if screen and os.environ.get("DISPLAY") else {}))
    missing = missing_packages(wanted)
    if not missing:
        return
    install_packages(missing)
    left = missing_packages(wanted)
    if left:
        raise SetupError(
            "系统组件仍然找不到：" + " ".join(left), "These system libraries still cannot be loaded: " + " ".join(left)
        )


def in_sbin(tool: str) -> bool:
    """Whether a tool lies where only administrators look."""
    return any((Path(folder) / tool).exists() for folder in ("/sbin", "/usr/sbin"))


def shared_python() -> list[str]:
    """The package of Python's own shared library, where this Python is Debian's and came without it."""
    name = str(sysconfig.get_config_var("INSTSONAME") or "")
    if ".so" not in name or not sys.executable.startswith("/usr/bin/"):
        return []
    places = (sysconfig.get_config_var("LIBDIR"), "/usr/lib/" + str(sysconfig.get_config_var("MULTIARCH")))
    if any(place and (Path(str(place)) / name).exists() for place in places):
        return []
    return [f"libpython3.{sys.version_info[1]}"]


def offer_tools() -> None:
    """Get what the tests need for a real screen and for freezing the program, where that may be done without asking;
    without it those tests skip."""
    if not LINUX:
        return
    wanted = dict(SCREEN_TOOLS, **FREEZING_TOOLS)
    missing = [package for tool, package in wanted.items() if shutil.which(tool) is None and not in_sbin(tool)]
    missing += missing_packages(SCREEN_LIBRARIES) + shared_python()
    if not missing or apt_command() is None:
        return
    try:
        install_packages(missing)
    except SetupError as problem:
        say(
            "没有装上测试用的虚拟屏幕和打包工具，用到它们的测试会跳过。",
            "no virtual screen or no tools for freezing: the tests that need them are skipped",
        )
        print(problem.detail, flush=True)


# ------------------------------------------------------------------------------------------------ the environment .venv
def venv_python(venv: Path = VENV) -> Path:
    """The Python inside the environment."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


def venv_works() -> bool:
    """Whether the environment exists, starts, and is of the Python running this."""
    if not venv_python().exists():
        return False
    try:
        answer = subprocess.run(
            [str(venv_python()), "-c", "import sys; print(sys.version_info[:3])"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=clean_environment(),
            check=False,
        )
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == str(tuple(sys.version_info[:3]))


def make_venv() -> None:
    """Make `.venv` afresh with pip inside; where Debian keeps ensurepip apart, fetch its package first."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not LINUX:
            raise SetupError(
                "这个 Python 缺少 venv/ensurepip，请重新安装完整的 Python。",
                "This Python lacks venv/ensurepip: install the complete Python.",
            )
        install_packages([package])
    say("建立独立环境 .venv …", "making the environment .venv")
    status, output = quietly(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], clean_environment(), "python -m venv"
    )
    if status:
        raise SetupError(
            f"无法建立独立环境 {VENV}。请确认这个文件夹可以写入、磁盘有空间。",
            f"The environment {VENV} could not be made. Is the folder writable, is there space?",
            last_lines(output),
        )


def fingerprint(lock: Path) -> str:
    """What an environment made from this lock by this Python is known by."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def stamp_of(purpose: str, venv: Path = VENV) -> Path:
    """The file inside the environment that tells which lock it was made from."""
    return venv / f".made-for-{purpose}"


def is_current(purpose: str, venv: Path = VENV) -> bool:
    """Whether the environment holds what `purpose` needs. The test lock contains the run lock, so it serves both."""
    for candidate in ("run", "test") if purpose == "run" else ("test",):
        stamp = stamp_of(candidate, venv)
        if stamp.exists() and stamp.read_text("ascii").strip() == fingerprint(LOCKS[candidate]):
            return True
    return False


def pip_failure(output: str) -> SetupError:
    """The sentence that fits what pip said."""
    for words, chinese, english in PIP_FAILURES:
        if any(word in output for word in words):
            return SetupError(chinese, english, last_lines(output))
    return SetupError(
        "软件包没有装上，原因见下面几行。",
        "The packages could not be installed; the reason is below.",
        last_lines(output),
    )


def install_lock(purpose: str) -> None:
    """Install exactly what the lock names, every file checked against its hash; tried twice."""
    lock = LOCKS[purpose]
    if not lock.exists():
        raise SetupError(f"缺少文件 {lock}，请重新取得完整的程序。", f"{lock} is missing: get a complete copy.")
    free = shutil.disk_usage(str(ROOT)).free
    if free < SPACE_NEEDED and not any(stamp_of(p).exists() for p in LOCKS):
        raise SetupError(
            f"磁盘空间不足：还剩 {free // 10**6} MB，需要约 {SPACE_NEEDED // 10**6} MB。",
            f"Not enough disk space: {free // 10**6} MB left, about {SPACE_NEEDED // 10**6} MB needed.",
        )
    for name in LOCKS:
        stamp_of(name).unlink(missing_ok=True)
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-q"]
    command += ["--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", str(lock)]
    if WHEELS.is_dir():
        command += ["--no-index", "--find-links", str(WHEELS)]
        say("安装软件包（离线包 packaging/wheels）…", "installing packages from the offline kit")
    else:
        say(
            "下载并安装软件包，第一次约需一两分钟…",
            "downloading and installing packages, a minute or two the first time",
        )
    status, output = quietly(command, clean_environment(), "pip install")
    if status:
        say("  没有成功，再试一次…", "that failed, trying once more")
        time.sleep(3)
        status, output = quietly(command, clean_environment(), "pip install")
    if status:
        raise pip_failure(output)


def check_qt() -> None:
    """See once, after installing, that Qt really loads: the loader names any library we do not know of."""
    check = "import PySide6.QtWidgets, PySide6.QtPrintSupport, PySide6.QtSvg"
    status, output = quietly([str(venv_python()), "-c", check], clean_environment(), "Qt")
    if status:
        raise SetupError(
            "界面组件 Qt 无法加载，请按下面一行提到的文件补装系统组件。",
            "Qt cannot be loaded; install the system library named below.",
            last_lines(output, 1),
        )


def prepare(purpose: str, screen: bool) -> None:
    """Everything before the start proper: Python, system libraries, environment, packages."""
    started = time.monotonic()
    if WINDOWS and len(str(ROOT)) > 110:
        say(
            "注意：文件夹路径过长，安装可能失败，请移到较浅的位置。",
            "this folder's path is long; move it nearer to the root",
        )
    check_libraries(screen)
    if not venv_works():
        make_venv()
    if is_current(purpose):
        return
    has_pip = subprocess.run([str(venv_python()), "-c", "import pip"], capture_output=True, check=False)
    if has_pip.returncode:
        make_venv()
    install_lock(purpose)
    check_qt()
    stamp_of(purpose).write_text(fingerprint(LOCKS[purpose]) + "\n", "ascii")
    say(f"环境已就绪，用时 {time.monotonic() - started:.0f} 秒", f"ready after {time.monotonic() - started:.0f} s")
