"""The plans in force: by category, age and length, and which are repeat plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When

from conferences.models import Category
from cpms.accounts.models import User
from cpms.casework.figures.scope import Scope
from cpms.casework.figures.small_numbers import Reader
from cpms.casework.figures.tables import Number
from cpms.children.models import Child
from cpms.timescales.calendar import add_months, add_years
from plans.models import Plan

AGES = (
    ("unborn", "Not born yet", None),
    ("0", "Under 1", 1),
    ("1", "1 to 4", 5),
    ("5", "5 to 9", 10),
    ("10", "10 to 15", 16),
    ("16", "16 and over", None),
)
"""The age groups of the statutory return."""
LENGTHS = (("2-years", "Over 2 years", 24), ("15-months", "Over 15 months", 15))
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Plans:
    """The plans in numbers: by category, age and length."""

    whole: Number
    repeat: Number
    over_two_years: Number
    categories: list[tuple[str, Number]]
    ages: list[tuple[str, Number]]
    lengths: list[tuple[str, Number]]


def current(user: User, today: date, scope: Scope) -> Any:
    """Return the plans in force of the children who are meant, with age, length and repeat."""
    plans = Plan.objects.visible_to(user, today).current()
    if scope.team or scope.is_of_people:
        plans = plans.filter(child__in=scope.children(Child.objects.all()).values("pk"))
    before = Plan.objects.filter(child=OuterRef("child"), started_on__lt=OuterRef("started_on"))
    return plans.annotate(age=_age(today), length=_length(today), is_repeat=Exists(before))


def _age(today: date) -> Case:
    """Which age group the child is in: a child becomes a year older on its birthday."""
    born = "child__date_of_birth"
    younger = [
        When(Q(**{f"{born}__gt": add_years(today, -until)}), then=Value(code))
        for code, _, until in AGES
        if until
    ]
    unborn = When(Q(**{f"{born}__isnull": True}), then=Value("unborn"))
    return Case(unborn, *younger, default=Value("16"), output_field=CharField())


def _length(today: date) -> Case:
    """How long the plan has lasted: over two years, over fifteen months, or less."""
    longer = [
        When(started_on__lt=add_months(today, -months), then=Value(code))
        for code, _, months in LENGTHS
    ]
    return Case(*longer, default=Value(""), output_field=CharField())


def narrowed(plans: Any, wanted: Mapping[str, str]) -> Any:
    """Keep the plans behind one of the numbers; over fifteen months holds those over two years."""
    if wanted.get("category") in Category.values:
        plans = plans.filter(category=wanted["category"])
    if wanted.get("age") in {code for code, _, _ in AGES}:
        plans = plans.filter(age=wanted["age"])
    lengths = [code for code, _, _ in LENGTHS]
    if (length := wanted.get("length")) in lengths:
        plans = plans.filter(length__in=lengths[: lengths.index(str(length)) + 1])
    if wanted.get("repeat") in {YES, NO}:
        plans = plans.filter(is_repeat=wanted["repeat"] == YES)
    return plans


def read(user: User, today: date, scope: Scope) -> Plans:
    """Count the plans in one statement."""
    rows: list[dict[str, Any]] = list(
        current(user, today, scope)
        .order_by()
        .values("category", "age", "length", "is_repeat")
        .annotate(number=Count("pk"))
    )
    reader = Reader(user)

    def number(test: Any, **filters: str) -> Number:
        count = sum(row["number"] for row in rows if test(row))
        href = reader.link(scope.address("plans-in-force", **filters)) if count else ""
        return Number(reader.number(count), href)

    lengths = [code for code, _, _ in LENGTHS]
    return Plans(
        whole=number(lambda row: True),
        repeat=number(lambda row: row["is_repeat"], repeat=YES),
        over_two_years=number(lambda row: row["length"] == lengths[0], length=lengths[0]),
        categories=[
            (str(label), number(lambda row, code=code: row["category"] == code, category=code))
            for code, label in Category.choices
        ],
        ages=[
            (label, number(lambda row, code=code: row["age"] == code, age=code))
            for code, label, _ in AGES
        ],
        lengths=[
            (label, number(lambda row, at=at: row["length"] in lengths[: at + 1], length=code))
            for at, (code, label, _) in enumerate(LENGTHS)
        ][::-1],
    )
