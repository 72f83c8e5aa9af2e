"""Lists of deadlines: filtered by the address, shown a page at a time, or handed out as a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from conferences.models import Category, Conference
from cpms.accounts.models import Team, User
from cpms.casework.child_filters import chairs
from cpms.casework.figures import rules
from cpms.casework.figures.breaches import CONFIRMED, GIVEN, WITHOUT, WORDS
from cpms.casework.figures.plans import AGES, LENGTHS, NO, YES
from cpms.casework.figures.scope import NOBODY, Scope
from cpms.casework.my_work import tell_whose
from cpms.casework.ownership import named
from cpms.children.models import Allocation
from cpms.timescales.calendar import first_of_month
from cpms.timescales.models import BreachReason, Deadline, Standing
from cpms.timescales.packs import all_packs
from cpms.timescales.policy import working_days
from cpms.timescales.presentation import OWNERS, Shown, shown

PRESSING, LATE = "at_risk", "late"
CLOSED = {Standing.MET, Standing.MET_LATE, Standing.CANCELLED, Standing.SUPERSEDED}
HEAD = (
    "Case number", "Child", "Team", "Lead professional", "Deadline", "Due", "Standing", "Whose",
    "Reason if late", "Reason confirmed",
)  # fmt: skip


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
    """Keep the deadlines that meet every filter; a filter not understood keeps all.

    The list is of running clocks, unless a filter asks for those that are over.
    """
    standing, breach = wanted.get("standing", ""), wanted.get("breach", "")
    kept = Scope.of(wanted).clocks(deadlines)
    if standing == LATE or breach in WORDS:
        kept = kept.breached(today, now)
    elif standing not in CLOSED:
        kept = kept.open()
    kept = kept.with_standing(today, now).select_related("child__team", "started_by", "breach")
    for condition in _conditions(wanted):
        kept = kept.filter(condition)
    result: QuerySet[Deadline] = kept.order_by("due_on", "due_at", "code", "pk")
    return result


def _conditions(wanted: Mapping[str, str]) -> Iterable[Q]:
    if wanted.get("standing") == PRESSING:
        yield Q(standing__in=[Standing.AT_RISK, Standing.DUE_TODAY])
    elif wanted.get("standing") in Standing.values:
        yield Q(standing=wanted["standing"])
    if wanted.get("kind") in rules.kinds():
        yield Q(code__in=rules.codes_of(wanted["kind"]))
    if due := _day(wanted.get("due", "")):
        yield _counted_on(due)
    if since := _day(f"{wanted.get('since', '')}-01"):
        yield Q(due_on__gte=first_of_month(since))
    if wanted.get("breach") in WORDS:
        yield REASONS[wanted["breach"]]


REASONS = {
    WITHOUT: Q(breach__isnull=True),
    GIVEN: Q(breach__isnull=False, breach__confirmed_on__isnull=True),
    CONFIRMED: Q(breach__confirmed_on__isnull=False),
}


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
    """Prepare deadlines read with `breach`: whose child, whose to meet, and why it is late."""
    found = list(deadlines)
    who = named(found, today, user)
    prepared = shown(found, today=today, now=now, calendar=working_days(), who=who)
    for row in prepared:
        tell_whose(row)
        if row.deadline.is_breached_on(today, now):
            row.note = why_late(row.deadline)
    return prepared


def why_late(deadline: Deadline) -> str:
    """Return the reason given for a broken timescale, and whether a manager has confirmed it."""
    reason = reason_of(deadline)
    if reason is None:
        return "No reason given yet."
    end = "" if reason.confirmed_on else " To be confirmed by the manager."
    return f"{reason.reason.rstrip('.')}.{end}"


def reason_of(deadline: Deadline) -> BreachReason | None:
    """Return the reason kept for a clock, read beside it."""
    return getattr(deadline, "breach", None)


def line(deadline: Any, leads: Mapping[int, str]) -> Sequence[object]:
    """Return one deadline as the file has it."""
    reason = reason_of(deadline)
    return (
        deadline.child.case_number,
        deadline.child.name,
        deadline.child.team.name,
        leads.get(deadline.child_id, ""),
        deadline.title,
        deadline.due_on,
        Standing(deadline.standing).label,
        OWNERS.get(deadline.owner, deadline.owner),
        reason.reason if reason else "",
        reason.confirmed_on if reason else "",
    )


def leads() -> dict[int, str]:
    """Return the lead professional of each child today, by name."""
    held = Allocation.objects.filter(until_on__isnull=True)
    return dict(held.values_list("child_id", "worker__name"))


def workers() -> list[tuple[str, str]]:
    """Return who leads for a child today, and the children of nobody."""
    leading = User.objects.filter(allocations__until_on__isnull=True, allocations__isnull=False)
    named_so = leading.distinct().order_by("name").values_list("pk", "name")
    return [(NOBODY, "Not allocated yet"), *((str(pk), name) for pk, name in named_so)]


def people_and_rules(wanted: Mapping[str, str]) -> list[Choice]:
    """Return the filters that the dashboard and its lists share, with what is chosen."""
    scope = Scope.of(wanted)
    return [
        _choice("team", "Team", [(str(t.pk), t.name) for t in Team.objects.all()], scope.team),
        _choice("worker", "Lead professional", workers(), scope.worker),
        _choice("chair", "Chair", chairs(), scope.chair),
        _choice("code", "Rule", sorted(rules.titles().items(), key=lambda r: r[1]), scope.code),
        _choice("pack", "Policy", [(p.name, p.title) for p in all_packs().values()], scope.pack),
    ]


def filter_choices(wanted: Mapping[str, str]) -> list[Choice]:
    """Return every filter of the list of deadlines, with what is chosen."""
    standings = [(one.value, one.label) for one in Standing]
    standings[-2:] = [(LATE, "Late, or was met or ended late"), *standings[-2:]]
    return [
        _choice("standing", "Standing", standings, wanted.get("standing", "")),
        *people_and_rules(wanted),
        _choice("kind", "Kind", [(one, one) for one in rules.kinds()], wanted.get("kind", "")),
        _choice("breach", "Reason if late", list(WORDS.items()), wanted.get("breach", "")),
    ]


def _choice(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Choice:
    return Choice(name, label, [("", "All"), *options], chosen)


def in_words(choices: Iterable[Choice]) -> str:
    """Say which filters are in force: "Team: East team, Rule: First core group"."""
    said = [(one.label, dict(one.options).get(one.chosen, "")) for one in choices if one.chosen]
    return ", ".join(f"{label}: {words}" for label, words in said if words)


def conference_line(conference: Conference) -> Sequence[object]:
    """Return one conference as the file has it."""
    children = [row.child for row in conference.decisions.all()]
    return (
        conference.scheduled_at,
        conference.get_kind_display(),
        ", ".join(f"{child.name} ({child.case_number})" for child in children),
        conference.chair.name if conference.chair else "",
        conference.venue,
        conference.get_state_display(),
    )


def plan_choices(wanted: Mapping[str, str]) -> list[Choice]:
    """Return the filters of the list of plans, with what is chosen."""
    lengths = [(code, label) for code, label, _ in LENGTHS]
    own = {
        "category": ("Category", [(str(value), str(label)) for value, label in Category.choices]),
        "age": ("Age", [(code, label) for code, label, _ in AGES]),
        "length": ("Length", lengths),
        "repeat": ("Repeat plan", [(YES, "Yes"), (NO, "No")]),
    }
    return [
        *people_and_rules(wanted)[:3],
        *(
            _choice(name, label, options, wanted.get(name, ""))
            for name, (label, options) in own.items()
        ),
    ]


def conference_choices(wanted: Mapping[str, str]) -> list[Choice]:
    """Return the filters of the list of conferences, with what is chosen."""
    team, worker, _, _, _ = people_and_rules(wanted)
    chosen = wanted.get("chair", "")
    return [team, worker, _choice("chair", "Chair", [(NOBODY, "No chair yet"), *chairs()], chosen)]
