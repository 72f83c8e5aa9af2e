"""bin/check: everything that can be said about the code without running it for long."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass

from workshop import installation
from workshop.places import BIN, PYTHON, ROOT, VENV, environment
from workshop.words import say, stop

SKIPPED = 77  # what a check ends with that could not be made here; its last line says why
PACKAGES = ("cpms", "conferences", "plans", "core_groups", "enquiries", "workshop")
# Made up for the check of production's settings; nothing listens there and nothing is asked.
PRODUCTION = {
    "CPMS_PRODUCTION": "on",
    "CPMS_DEMONSTRATION": "off",
    "CPMS_ALLOWED_HOSTS": "cpms.example.gov.uk",
    "CPMS_SERVICE_URL": "https://cpms.example.gov.uk",
    "DATABASE_URL": "postgres://cpms:unused@127.0.0.1:1/cpms",
    "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


@dataclass(frozen=True)
class Check:
    """One check: its name, its command, and what it needs in the environment."""

    name: str
    command: list[str]
    settings: Callable[[], dict[str, str]] = dict


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(VENV / "bin" / name), *arguments]


def _manage(*arguments: str) -> list[str]:
    return [str(PYTHON), "manage.py", *arguments]


def _ours(module: str) -> list[str]:
    return [str(PYTHON), "-m", f"workshop.{module}"]


def _production() -> dict[str, str]:
    return PRODUCTION | {"CPMS_SECRET_KEY": secrets.token_urlsafe(50)}


CHECKS = (
    Check("style", _tool("ruff", "check", ".")),
    Check("format", _tool("ruff", "format", "--check", ".")),
    Check("types", _tool("mypy", *[word for name in PACKAGES for word in ("-p", name)])),
    Check("layers", _tool("lint-imports")),
    Check("templates", _ours("templates")),
    Check("migrations", _manage("makemigrations", "--check", "--dry-run")),
    Check("django", _manage("check")),
    Check("deployment", _manage("check", "--deploy", "--fail-level", "WARNING"), _production),
    Check("compose file", _ours("compose")),
    Check("tracked files", _ours("tracked")),
    Check("budgets", _ours("budgets")),
    Check("known faults in packages", _ours("advisories")),
)


def main(arguments: list[str] | None = None) -> None:
    """Make the checks named, or all of them; fail when any of them does."""
    named = sys.argv[1:] if arguments is None else arguments
    chosen = _chosen(named)
    installation.install("runtime", "develop")
    with tempfile.TemporaryDirectory(prefix="cpms-check-") as folder:
        results = {check.name: _make(check, folder) for check in chosen}
    words = (_listed(word, results) for word in ("ok", "FAILED", "skipped"))
    say(f"bin/check: {', '.join(words)}.")
    raise SystemExit("FAILED" in results.values())


def _chosen(named: list[str]) -> list[Check]:
    known = {check.name: check for check in CHECKS}
    if not known.keys() >= set(named):
        stop(f"bin/check [names], all of them without one: {', '.join(map(repr, known))}")
    return [known[name] for name in named or known]


def _make(check: Check, folder: str) -> str:
    """Run one check and return how it ended; show its words unless all they say is well."""
    started = time.monotonic()
    settings = {"CPMS_DATA_DIR": folder, "PYTHONPATH": f"{BIN}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        check.command,
        check=False,
        cwd=ROOT,
        env=environment(**settings | check.settings()),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    word = {0: "ok", SKIPPED: "skipped"}.get(done.returncode, "FAILED")
    say(f"{check.name:<26} {word:<8} {time.monotonic() - started:5.1f} s")
    if done.returncode or check.name == "budgets":
        say("    " + "\n    ".join(done.stdout.strip().splitlines()))
    return word


def _listed(word: str, results: dict[str, str]) -> str:
    names = [name for name, outcome in results.items() if outcome == word]
    return f"{len(names)} {word}" + (f" ({', '.join(names)})" if names and word != "ok" else "")


if __name__ == "__main__":
    main()
