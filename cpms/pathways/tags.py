"""What the banner of a child says of care and whereabouts, asked in one query."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cpms.children.banner import Tag
from cpms.children.models import (
    Absence,
    CareEpisode,
    Child,
    MissingEpisode,
    TransferIn,
    TransferOut,
)
from cpms.design.formats import day
from cpms.records.models import Event
from plans.models import Plan

DEMANDED, HELD = "child.discussion_demanded", "strategy_discussion.held"


def _strong(words: str, mark: str = "") -> Tag:
    return {"state": "strong", "words": words, "mark": mark}


def _plain(words: str) -> Tag:
    return {"state": "plain", "words": words}


# In the order in which they must be seen.
TAGS = (
    ("is_missing", _strong("Missing", "search")),
    ("is_dual", _strong("Dual status: looked after and on a plan", "shield")),
    ("is_looked_after", _plain("Looked after")),
    ("is_out_of_touch", _plain("Out of touch")),
    ("moves_in", _plain("Transfer in")),
    ("moves_out", _plain("Transfer out")),
    ("discussion_is_due", _strong("Strategy discussion to be held (ST-10)", "over")),
)


def tags(child: Child, today: date) -> list[Tag]:
    """Say where the child is and in whose care, and how a childhood ended."""
    found = standing_of(child, today)
    shown = [tag for name, tag in TAGS if found[name]]
    return [*shown, *_ends(child)]


def _ends(child: Child) -> list[Tag]:
    ends = (
        ("Died", child.died_on),
        ("Turned 18", child.turned_eighteen_on),
        ("Left the UK", child.left_uk_on),
        ("Married", child.married_on),
    )
    return [_plain(f"{words} on {day(on)}") for words, on in ends if on]


def standing_of(child: Child, today: date) -> dict[str, bool]:
    """Return each of it as a yes or no."""
    row: dict[str, Any] = with_standing(Child.objects.filter(pk=child.pk), today).values(
        "is_missing",
        "in_care",
        "on_plan",
        "is_out_of_touch",
        "moves_in",
        "moves_out",
        "discussion_is_due",
    )[0]
    in_care, on_plan = row.pop("in_care"), row.pop("on_plan")
    return {**row, "is_dual": in_care and on_plan, "is_looked_after": in_care and not on_plan}


def with_standing(children: QuerySet[Child], today: date) -> QuerySet[Any]:
    """Add the answers to a query of children."""
    own = Q(child=OuterRef("pk"))
    return children.annotate(
        is_missing=Exists(MissingEpisode.objects.open().filter(own)),
        in_care=Exists(CareEpisode.objects.on(today).filter(own)),
        on_plan=Exists(Plan.objects.current().filter(own)),
        is_out_of_touch=Exists(Absence.objects.open().filter(own)),
        moves_in=Exists(TransferIn.objects.open().filter(own)),
        moves_out=Exists(TransferOut.objects.open().filter(own)),
        discussion_is_due=Exists(demands_unmet()),
    )


def demands_unmet() -> QuerySet[Event]:
    """Return the demands for a discussion that none held since then has met (ST-10)."""
    held = Event.objects.filter(
        child=OuterRef("child"), name=HELD, happened_on__gte=OuterRef("happened_on")
    )
    return Event.objects.filter(~Exists(held), child=OuterRef("pk"), name=DEMANDED)
