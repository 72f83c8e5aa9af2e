"""bin/test: the whole suite on PostgreSQL, then the journeys on the embedded default."""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from workshop import installation, servers
from workshop.places import PYTHON, ROOT, environment
from workshop.words import say, stop

HELP = """bin/test [arguments of pytest]   everything on PostgreSQL, then the browser journeys
                                 on the embedded default (SQLite)
bin/test PATHS_OR_OPTIONS        only these, on PostgreSQL
bin/test embedded [arguments]    on the embedded default
bin/test slow [arguments]        the long proofs
bin/test mutants [arguments]     each rule switched off in turn: its test must fail"""
NO_BROWSER = (
    "No Chromium was found: the browser tests are skipped. On Debian or Ubuntu: "
    "apt install chromium. Elsewhere install Chrome, or set CHROMIUM to its program."
)
JOURNEYS = ["tests/browser", "-m", "browser and not slow"]
PROOFS = {"slow": ["-m", "slow"], "mutants": ["tests/mutants", "-m", "slow"]}
NOTHING_COLLECTED = 5
# Tests that share started servers stay together (xdist_group).
IN_PARALLEL = ["-n", "2", "--dist", "loadgroup"]


@dataclass(frozen=True)
class Outcome:
    """How one run of pytest ended."""

    where: str
    code: int
    counts: Counter[str]

    def __str__(self) -> str:
        """Say the counts in a few words."""
        shown = [f"{number} {what}" for what, number in self.counts.items() if number]
        return f"{', '.join(shown) or 'no tests'} on {self.where}"


def main(arguments: list[str] | None = None) -> None:
    """Find or start what the tests need, run them, and end with one line."""
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] in ("-h", "--help"):
        say(HELP)
        return
    installation.install("runtime", "develop")
    installation.build_assets()
    browser = _browser()
    redis_address, redis_words = servers.redis()
    settings = {"CHROMIUM": browser, "REDIS_URL": redis_address}
    with tempfile.TemporaryDirectory(prefix="cpms-test-") as folder:
        outcomes = _runs(given, settings | {"CPMS_DATA_DIR": folder})
    say(f"bin/test: {'; '.join(map(str, outcomes))}. {redis_words.capitalize()}.")
    raise SystemExit(next((outcome.code for outcome in outcomes if outcome.code), 0))


def _browser() -> str:
    browser = servers.chromium()
    if not browser:
        if os.environ.get("CPMS_REQUIRE_BROWSER"):
            stop(NO_BROWSER.replace("the browser tests are skipped", "and it must be there here"))
        say(NO_BROWSER)
    return browser


def _runs(given: list[str], settings: dict[str, str]) -> list[Outcome]:
    if given and given[0] == "embedded":
        return [_embedded(given[1:], settings)]
    outcomes = [_on_postgres(given, settings)]
    if not given and (ROOT / JOURNEYS[0]).is_dir() and settings["CHROMIUM"]:
        outcomes.append(_embedded(JOURNEYS, settings))
    return outcomes


def _on_postgres(given: list[str], settings: dict[str, str]) -> Outcome:
    proof = PROOFS.get(given[0]) if given else None
    chosen = proof + given[1:] if proof else given
    with servers.postgres() as (address, words):
        say(f"On PostgreSQL: {words}.")
        settings = settings | {"DATABASE_URL": address}
        return _pytest([*IN_PARALLEL, *chosen], settings, where="PostgreSQL")


def _embedded(chosen: list[str], settings: dict[str, str]) -> Outcome:
    say("On the embedded default: SQLite, files as broker.")
    database = f"sqlite:///{settings['CPMS_DATA_DIR']}/cpms.sqlite3"
    return _pytest(chosen, settings | {"DATABASE_URL": database}, where="the embedded default")


def _pytest(arguments: list[str], settings: dict[str, str], *, where: str) -> Outcome:
    report = Path(settings["CPMS_DATA_DIR"]) / "report.xml"
    report.unlink(missing_ok=True)
    command = [str(PYTHON), "-m", "pytest", "-q", f"--junit-xml={report}", *arguments]
    env = environment(**settings, DJANGO_ALLOW_ASYNC_UNSAFE="true")
    code = subprocess.run(command, check=False, cwd=ROOT, env=env).returncode
    if code == NOTHING_COLLECTED:
        say(f"No test matches: {' '.join(arguments)}")
    return Outcome(where, code, _counts(report))


def _counts(report: Path) -> Counter[str]:
    """Count the tests of a run from the report pytest leaves; none if it left none."""
    if not report.exists():
        return Counter()
    counts = Counter[str]()
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = {child.tag for child in case}
        failed = kinds & {"failure", "error"}
        counts["failed" if failed else "skipped" if "skipped" in kinds else "passed"] += 1
    return counts


if __name__ == "__main__":
    main()
