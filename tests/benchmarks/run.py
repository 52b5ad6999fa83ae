"""Every benchmark of this folder with one command: `python -m tests.benchmarks.run [NAME…]`.

Each runs in a process of its own, one after the other, and prints its table: bar, measured, verdict. A bar is missed
only at half as much again past it, because machines are noisy; the exit code is 1 when one is.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(file.stem.removeprefix("bench_") for file in FOLDER.glob("bench_*.py"))


def main(wanted: list[str]) -> int:
    """Run them; gives 1 when one missed a bar or broke."""
    known = names()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    verdicts = []
    for name in wanted or known:
        print(f"== {name}", flush=True)
        start = time.monotonic()
        done = subprocess.run([sys.executable, "-m", f"tests.benchmarks.bench_{name}"], cwd=ROOT, check=False)
        verdicts.append((name, done.returncode, time.monotonic() - start))
    print("\nbenchmark     verdict      seconds")
    for name, code, seconds in verdicts:
        print(f"{name:<14}{'ok' if code == 0 else 'MISSED':<8}{seconds:12.0f}")
    return int(any(code for _, code, _ in verdicts))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
