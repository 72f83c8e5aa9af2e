"""A check: no package of the runtime lock has a published fault, as far as anyone can ask."""

import json
import subprocess
from typing import Any, NoReturn

from workshop.check import SKIPPED
from workshop.places import REQUIREMENTS, VENV
from workshop.words import say

COMMAND = [
    str(VENV / "bin" / "pip-audit"),
    "--requirement",
    str(REQUIREMENTS / "runtime.txt"),
    "--disable-pip",
    "--format=json",
    "--progress-spinner=off",
    "--timeout=10",
]
SECONDS_TO_ANSWER = 120


def main() -> None:
    """Ask pip-audit; where the index knows no advisories, say so rather than pass."""
    answered = [package for package in _asked() if "vulns" in package]
    if not answered:
        _skip("the index holds no advisories")
    faulty = [package for package in answered if package["vulns"]]
    for package in faulty:
        known = ", ".join(fault["id"] for fault in package["vulns"])
        say(f"{package['name']} {package['version']}: {known}")
    say(f"{len(answered)} packages asked about, {len(faulty)} with known faults")
    raise SystemExit(bool(faulty))


def _asked() -> list[dict[str, Any]]:
    try:
        done = subprocess.run(
            COMMAND, check=False, capture_output=True, text=True, timeout=SECONDS_TO_ANSWER
        )
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, subprocess.TimeoutExpired):
        _skip("the index did not answer")
    return packages


def _skip(why: str) -> NoReturn:
    say(f"Skipped: {why}. Run bin/check where the public index can be reached.")
    raise SystemExit(SKIPPED)


if __name__ == "__main__":
    main()
