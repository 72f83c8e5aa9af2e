"""By when a core group meets again, and whether a review is near: the policy in force."""

from datetime import date

from conferences.models import Conference, Kind
from cpms.timescales.calendar import local_day
from cpms.timescales.packs import Timescale
from cpms.timescales.policy import pack_in_force, working_days

NEXT = "next-core-group-held"
BEFORE_REVIEW = "pre-review-core-group-held"


def _rule(day: date | None = None) -> Timescale:
    pack = pack_in_force()
    edition = pack.in_force(day) if day else pack.latest
    return edition.by_code[NEXT]


def next_due(held_on: date) -> date:
    """Return the last day on which the next meeting is in time."""
    return _rule(held_on).span.due(held_on, working_days())


def rule_in_words() -> str:
    """Return the rule as the procedure says it: "within 6 weeks"."""
    return _rule().says


def review_ahead(child_id: int, day: date) -> Conference | None:
    """Return the review conference in whose run-up this day lies, if there is one (CG-04)."""
    edition = pack_in_force().in_force(day)
    rule = edition.by_code.get(BEFORE_REVIEW)
    if rule is None:
        return None
    reviews = Conference.objects.filter(
        kind=Kind.REVIEW,
        state__in=(Conference.State.SCHEDULED, Conference.State.CONVENED),
        decisions__child=child_id,
    )
    review: Conference
    for review in reviews:
        assert review.scheduled_at is not None  # it is scheduled
        on = local_day(review.scheduled_at)
        opens = rule.span.opens(on, working_days())
        if opens is not None and opens <= day <= on:
            return review
    return None
