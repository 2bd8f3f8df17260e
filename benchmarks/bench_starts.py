"""What a newcomer waits for: the demo from a fresh clone, the checks, and the stack's second start.

    make bench-starts            (.venv/bin/python benchmarks/bench_starts.py [--only demo check stack])

In one run, on a clone of this checkout's last commit:
- `make demo` with an empty pip cache, from the command to its end (`DEMO_EXIT=1`), network included;
- `make check`, the second time: the first one installs its tools;
- `make stack`, the second start, until it is up (as root; the first start installs and seeds).
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stack.process import scratch_folder
from stack.sidecar import REPOSITORY

LIMITS_S = {"demo": 90, "check": 90, "stack": 60}
WHAT = {
    "demo": "`make demo`, fresh clone, empty pip cache",
    "check": "`make check`, second run",
    "stack": "`make stack`, second start",
}
IS_UP = "Ctrl-C stops everything"


def main() -> None:
    """Measure what was asked for and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=LIMITS_S, default=list(LIMITS_S))
    options = parser.parse_args()
    home = scratch_folder("bench_starts")
    clone = home / "crossdock"
    subprocess.run(["git", "clone", "--quiet", str(REPOSITORY), str(clone)], check=True)
    print("| what | seconds | limit | load before and after |\n|---|---:|---:|---:|")
    for name in options.only:
        if name == "stack" and os.geteuid() != 0:
            print(f"| {WHAT[name]} | not measured: needs root | {LIMITS_S[name]} | |")
            continue
        measure = {"demo": _demo, "check": _check, "stack": _stack}[name]
        before = os.getloadavg()[0]
        seconds = measure(clone, home)
        load = f"{before:.1f}, {os.getloadavg()[0]:.1f}"
        print(f"| {WHAT[name]} | {seconds:.0f} | {LIMITS_S[name]} | {load} |", flush=True)


def _demo(clone: Path, home: Path) -> float:
    cache = home / "pip-cache"
    cache.mkdir()
    return _make(clone, "demo", PIP_CACHE_DIR=str(cache), DEMO_EXIT="1")


def _check(clone: Path, _home: Path) -> float:
    _make(clone, "check")
    return _make(clone, "check")


def _stack(clone: Path, home: Path) -> float:
    _make(clone, "install")
    _up(clone, home / "stack")
    return _up(clone, home / "stack")


def _make(clone: Path, target: str, **variables: str) -> float:
    """Run a target; return its seconds. Raises `RuntimeError` with what it said where it fails."""
    began = time.monotonic()
    result = subprocess.run(
        ["make", target, f"PYTHON={Path(sys.executable).resolve()}"],
        cwd=clone,
        env=_environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise RuntimeError(f"make {target} failed:\n{result.stdout[-3000:]}")
    return time.monotonic() - began


def _up(clone: Path, home: Path) -> float:
    """Start the stack and stop it; return the seconds until it was up."""
    command = [clone / ".venv/bin/python", "-m", "stack", "up", "--home", home]
    began = time.monotonic()
    with subprocess.Popen(
        command, cwd=clone, env=_environment(), stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as up:
        assert up.stdout is not None
        seconds = next((time.monotonic() - began for line in up.stdout if IS_UP in line), None)
        if seconds is not None:
            os.killpg(up.pid, signal.SIGINT)  # as a terminal does
        up.communicate()
    if seconds is None or up.returncode != 0:
        raise RuntimeError(f"the stack ended with {up.returncode}")
    return seconds


def _environment(**variables: str) -> dict[str, str]:
    """Return a newcomer's environment: no setting of ours, no virtual environment."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("CROSSDOCK_", "MAKE", "VIRTUAL_ENV"))}
    return {**kept, "PYTHONUNBUFFERED": "1", **variables}


if __name__ == "__main__":
    main()
