"""What if: a rule and a start give the due day and the count. Behind the page and the command."""

from dataclasses import dataclass
from datetime import date, datetime

from .calendar import BadSpan, CalendarEnds, Count, WorkingDays, as_london, count
from .explaining import told
from .packs import Edition, Pack, PackError, Timescale, load
from .policy import calendar_of


class BadQuestion(ValueError):  # noqa: N818  what was asked, not what went wrong
    """A rule or a start that the calculator cannot work with, in a sentence."""


@dataclass(frozen=True)
class Worked:
    """A rule worked out from a start."""

    rule: Timescale
    edition: Edition
    count: Count

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The rule, its source and the count in words."""
        return told(self.rule, self.count, self.edition.title, self.edition.version)


def read_start(written: str) -> date | datetime:
    """Read a day, or a moment on the London clock."""
    try:
        if len(written) == len("2026-11-24"):
            return date.fromisoformat(written)
        return as_london(datetime.fromisoformat(written))
    except ValueError:
        raise BadQuestion(
            f'"{written}" is not a date; write it like 2026-11-24, or 2026-11-24T10:00'
        ) from None


def work_out(
    code: str, start: date | datetime, pack: Pack, calendar: WorkingDays | None = None
) -> Worked:
    """Count a rule of a pack from a start, as the edition in force that day has it."""
    edition = pack.in_force(start.date() if isinstance(start, datetime) else start)
    rule = edition.by_code.get(code)
    if rule is None:
        codes = ", ".join(sorted(edition.by_code))
        raise BadQuestion(f'The pack {edition.pack} has no rule "{code}"; it has: {codes}')
    try:
        return Worked(rule, edition, count(rule.span, start, calendar or calendar_of(pack)))
    except (BadSpan, CalendarEnds) as error:
        raise BadQuestion(str(error)) from None


def pack_named(name: str) -> Pack:
    """The pack of a name, whether or not it is in force."""
    try:
        return load(name)
    except PackError as error:
        raise BadQuestion(str(error)) from None
