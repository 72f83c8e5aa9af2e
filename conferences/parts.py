"""The parts of a decision, each with a place where it is entered (CF-16 to CF-23, CF-30, CF-35)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conferences.checklist import ITEMS


@dataclass(frozen=True)
class Part:
    """One part: where it is entered, what it is called, whom it applies to, when it is settled."""

    slug: str
    title: str
    is_settled: Callable[[Any], bool]
    applies: Callable[[Any], bool]


def _new_plan(decision: Any) -> bool:
    return not decision.is_review()


def _review(decision: Any) -> bool:
    return bool(decision.is_review())


def _always(decision: Any) -> bool:
    return True


PLACES = {
    "lead_professional": "lead-professional",
    "strengths": "strengths",
    "outline": "outline",
    "assessments": "assessments",
    "involvement": "involvement",
    "contingency": "contingency",
    "core_group": "core-group",
    "first_core_group_at": "first-core-group",
    "review_on": "review",
    "early_reconvening": "early-reconvening",
}

CHECKED: tuple[Part, ...] = (
    Part("test", "Limb of the test", lambda decision: bool(decision.limb), _always),
    Part(
        "test",
        "Category and concerns",
        lambda decision: bool(decision.category and decision.concerns.strip()),
        _always,
    ),
    *(Part(PLACES[item.field], item.what, item.is_settled, _new_plan) for item in ITEMS),
    Part("review", "Next review date", lambda decision: decision.review_on is not None, _review),
)


def missing(decision: Any) -> list[Part]:
    """Return what is not settled yet for a plan to be made or to go on."""
    return [part for part in CHECKED if part.applies(decision) and not part.is_settled(decision)]
