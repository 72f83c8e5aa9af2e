"""Lists of deadlines: filtered by the address, shown, or handed out as a file."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse

from cpms.accounts.models import Team, User
from cpms.casework.figures import KINDS
from cpms.casework.my_work import tell_whose
from cpms.casework.ownership import named
from cpms.timescales.calendar import now as this_moment
from cpms.timescales.models import Deadline, Standing
from cpms.timescales.policy import pack_in_force, working_days
from cpms.timescales.presentation import OWNERS, Shown, shown

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
PRESSING_FILTER = "at_risk"


@dataclass(frozen=True)
class Choice:
    """One filter of the list: its name, its words, what may be chosen, what is chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def filtered(
    deadlines: Any, wanted: Mapping[str, str], today: date, now: datetime
) -> QuerySet[Deadline]:
    """Keep the open deadlines that meet every filter; a filter not understood keeps all."""
    kept = deadlines.open().with_standing(today, now).select_related("child__team", "started_by")
    for condition in _conditions(wanted):
        kept = kept.filter(condition)
    result: QuerySet[Deadline] = kept
    return result


def _conditions(wanted: Mapping[str, str]) -> Iterable[Q]:
    if wanted.get("team", "").isdigit():
        yield Q(child__team=int(wanted["team"]))
    if wanted.get("code"):
        yield Q(code=wanted["code"])
    if wanted.get("standing") == PRESSING_FILTER:
        yield Q(standing__in=[Standing.AT_RISK, Standing.DUE_TODAY])
    elif wanted.get("standing") in Standing.values:
        yield Q(standing=wanted["standing"])
    if starts := dict(KINDS).get(wanted.get("kind", "")):
        yield _any_start(starts)
    if due := _day(wanted.get("due", "")):
        yield _counted_on(due)


def _any_start(starts: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for start in starts:
        condition |= Q(code__startswith=start)
    return condition


def _counted_on(due: date) -> Q:
    """A deadline of a weekend is counted on the last working day before it."""
    following = working_days().add(due, 1)
    return Q(due_on__gte=due, due_on__lt=following)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def rows(deadlines: Iterable[Deadline], user: User, today: date, now: datetime) -> list[Shown]:
    """Prepare deadlines for a page, each with its child and who answers for it."""
    read = list(deadlines)
    who = named(read, today, user)
    prepared = shown(read, today=today, now=now, calendar=working_days(), who=who)
    for row in prepared:
        tell_whose(row)
    return prepared


def filter_choices(wanted: Mapping[str, str]) -> list[Choice]:
    """Return the filters of the list with what is chosen in each."""
    rules = pack_in_force().latest.by_code.values()
    options = {
        "standing": ("Standing", [("overdue", "Overdue"), ("at_risk", "At risk or due today")]),
        "team": ("Team", [(str(team.pk), team.name) for team in Team.objects.all()]),
        "code": ("Rule", sorted(((rule.code, rule.title) for rule in rules), key=lambda r: r[1])),
        "kind": ("Kind", [(kind, kind) for kind, _ in KINDS]),
    }
    return [
        Choice(name, label, [("", "All"), *values], wanted.get(name, ""))
        for name, (label, values) in options.items()
    ]


def as_csv(deadlines: QuerySet[Deadline], user: User, today: date) -> HttpResponse:
    """Hand the list out as a file whose cells no spreadsheet takes for a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="deadlines-{today.isoformat()}.csv"'
    writer = csv.writer(response)
    writer.writerow(["Case number", "Child", "Team", "Deadline", "Due", "Standing", "Whose"])
    now = this_moment()
    for row in deadlines:
        cells = [
            row.child.case_number,
            row.child.name,
            row.child.team.name,
            row.title,
            row.due_on.isoformat(),
            row.standing_on(today, now).label,
            OWNERS.get(row.owner, row.owner),
        ]
        writer.writerow([safe(str(cell)) for cell in cells])
    return response


def safe(cell: str) -> str:
    """Return a cell that is text in every spreadsheet, whatever it begins with."""
    return f"'{cell}" if cell.lstrip("\ufeff ").startswith(FORMULA_STARTS) else cell
