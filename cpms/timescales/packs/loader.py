"""Reading packs, and refusing one that is wrong with the file and the row.

The grammar of a pack file, all of it:

    name = "bolton"                   the file's own name
    title = "Bolton"                  what people call it
    version = "2019.1"                kept on each deadline computed under it
    effective_from = 2019-01-01       clocks that start from this day on use this edition
    switches                          closures_stop_clocks, report_deadline,
                                      initial_conference_clock, looked_after
    always_ended_by = [events]        end every clock of the child
    tell                              who is told, where a row does not say otherwise

    [[timescale]]
    code, title, source               always; `register` a number or a list of them
    starts = event or [events]        what starts the clock
    where = { fact = value or [..] }  only if the event's facts say so
    from = "fact"                     counted from this fact (a meeting's day) instead of the
                                      day the event happened; without the fact, no clock
    within = "15 working days"        exactly one of the three: after the start,
    before = "24 hours"               before it,
    leading_to = "10 working days"    or inside the run-up to it
    met_by, met_where                 what meets the clock, by the facts of that event
    same = "record"                   ... only an event of the record that started it
    met_on_a_later_day = true         ... and not on the day the clock started
    ended_by                          what ends it unmet; an event of the same kind of record
                                      as the start ends only its own record's clock
    again = "each"|"first"|"latest"|"moved"   see `Again`
    restarted_by                      take a running clock over, but never start one
    warn = "5 working days"           at risk, and the owner warned, so long before
    owner, tell, immediate            whose duty; who is told; told at once, not in the digest

A later edition of a pack is a file `NAME@VERSION.toml` beside the first.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from .pack import Edition, Pack, Switches
from .rows import RowError, as_events, read_row, read_telling

PACKS_DIR = Path(__file__).parent
HEADING = frozenset({"name", "title", "version", "effective_from", "switches", "timescale"})
KEYS = HEADING | {"always_ended_by", "tell"}
CLOCKS = ("initiating", "last")
LOOKED_AFTER = ("plan-ends", "no-conference", "dual-status")


class PackError(ValueError):
    """A pack that cannot be used; each line names the file and the row."""

    def __init__(self, problems: list[str]) -> None:
        """Keep all that is wrong, to be put right in one go."""
        self.problems = problems
        super().__init__("\n".join(problems))


@lru_cache(maxsize=8)
def all_packs(folder: Path = PACKS_DIR) -> dict[str, Pack]:
    """Every pack that ships, by name. Raises `PackError` if any of them is wrong."""
    editions: dict[str, list[Edition]] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            edition = read_edition(path)
        except PackError as error:
            problems += error.problems
        else:
            editions.setdefault(edition.pack, []).append(edition)
    if problems:
        raise PackError(problems)
    return {
        name: Pack(name, tuple(sorted(found, key=lambda edition: edition.effective_from)))
        for name, found in editions.items()
    }


def known_names() -> list[str]:
    """The names of the packs, the default first."""
    return sorted(all_packs())


def load(name: str) -> Pack:
    """One pack by name."""
    packs = all_packs()
    if name not in packs:
        raise PackError([f'There is no pack "{name}"; there are: {", ".join(sorted(packs))}.'])
    return packs[name]


def read_edition(path: Path) -> Edition:
    """Read and check one file; every problem in it is told at once."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError([f"{path.name}: not a TOML file: {error}"]) from None
    problems = [f"{path.name}: {problem}" for problem in _heading_problems(path, written)]
    rows = []
    for number, row in enumerate(written.get("timescale", []), start=1):
        try:
            rows.append(read_row(row, written))
        except RowError as error:
            called = f'row {number} "{row.get("code", "without a code")}"'
            problems += [f"{path.name}, {called}: {problem}" for problem in error.problems]
    codes = [row.code for row in rows]
    problems += [f'{path.name}, row "{code}": written twice' for code in _twice(codes)]
    if problems:
        raise PackError(problems)
    edition = Edition(
        pack=written["name"],
        title=written["title"],
        version=written["version"],
        effective_from=written["effective_from"],
        switches=Switches(**written["switches"]),
        timescales=tuple(rows),
    )
    _require_agreement(path, edition)
    return edition


def _heading_problems(path: Path, written: dict[str, Any]) -> list[str]:
    problems = [f'unknown key "{key}"' for key in sorted(written.keys() - KEYS)]
    problems += [f'"{key}" is missing' for key in sorted(HEADING - written.keys())]
    if problems:
        return problems
    if written["name"] != path.stem.partition("@")[0]:
        problems.append(f'the name "{written["name"]}" is not the file\'s own')
    if written["switches"].keys() != Switches.__dataclass_fields__.keys():
        problems.append(f"switches must be exactly: {', '.join(Switches.__dataclass_fields__)}")
        return problems
    problems += _switch_problems(written["switches"])
    try:
        read_telling(written.get("tell", {}))
        as_events(written.get("always_ended_by", []), "always_ended_by")
    except RowError as error:
        problems += error.problems
    return problems


def _switch_problems(switches: dict[str, Any]) -> list[str]:
    problems = []
    for switch, values in {
        "initial_conference_clock": CLOCKS,
        "looked_after": LOOKED_AFTER,
        "closures_stop_clocks": (True, False),
    }.items():
        if switches[switch] not in values:
            told = " or ".join(str(value).lower() for value in values)
            problems.append(f"the switch {switch} must be {told}")
    return problems


def _require_agreement(path: Path, edition: Edition) -> None:
    """A switch that a row expresses must say what the row says."""
    problems = []
    report = edition.by_code.get("conference-report-submitted")
    if report and str(report.span) != edition.switches.report_deadline:
        problems.append(
            f'{path.name}: report_deadline is "{edition.switches.report_deadline}" but row '
            f'"{report.code}" says "{report.span}"'
        )
    conference = edition.by_code.get("initial-conference-held")
    clock = edition.switches.initial_conference_clock
    if conference and bool(conference.restarted_by) != (clock == "last"):
        problems.append(
            f'{path.name}: initial_conference_clock is "{clock}" but row "{conference.code}" '
            f"is {'' if conference.restarted_by else 'not '}restarted by a later discussion"
        )
    if problems:
        raise PackError(problems)


def _twice(codes: list[str]) -> list[str]:
    return sorted({code for code in codes if codes.count(code) > 1})
