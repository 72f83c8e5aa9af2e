"""Timescales broken lately: which have a reason, and which reason a manager has confirmed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from cpms.accounts.models import User
from cpms.casework.figures.rates import MONTHS_COMPARED, Rates, month_written
from cpms.casework.figures.scope import Scope
from cpms.casework.figures.small_numbers import Reader
from cpms.casework.figures.tables import Number
from cpms.timescales.models import BreachReason, Deadline

WITHOUT, GIVEN, CONFIRMED = "none", "given", "confirmed"
WORDS = {
    WITHOUT: "No reason given yet",
    GIVEN: "Reason given, to be confirmed by the manager",
    CONFIRMED: "Reason confirmed",
}


@dataclass(frozen=True)
class Breaches:
    """The three kinds as rows, and since when they are counted."""

    since: date
    rows: list[tuple[str, Number]]
    is_any: bool


def read(scope: Scope, user: User, today: date, rates: Rates) -> Breaches:
    """Count what fell due in this month and the two before it and was not met in time."""
    months = rates.months[-MONTHS_COMPARED:]
    seen = scope.clocks(Deadline.objects.visible_to(user, today))
    counted = BreachReason.objects.filter(deadline__in=seen, deadline__due_on__gte=months[0])
    reasons = counted.aggregate(
        given=Count("pk", filter=Q(confirmed_on__isnull=True)),
        confirmed=Count("pk", filter=Q(confirmed_on__isnull=False)),
    )
    late = rates.late_in(months)
    numbers = {WITHOUT: max(0, late - sum(reasons.values())), **reasons}
    reader, since = Reader(user), month_written(months[0])
    rows = [
        (words, _number(reader, numbers[kind], scope.address(breach=kind, since=since)))
        for kind, words in WORDS.items()
    ]
    return Breaches(months[0], rows, is_any=bool(late))


def _number(reader: Reader, count: int, address: str) -> Number:
    return Number(reader.number(count), reader.link(address) if count else "")
