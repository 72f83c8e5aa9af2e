"""Where the work behind a deadline or a line of the chronology is done."""

from django.urls import NoReverseMatch, reverse

from cpms.timescales.models import Deadline

_PAGES = {
    "conference": "conference",
    "report": "report",
    "strategy_discussion": "strategy-discussion",
    "plan": "plan",
    "core_group": "core_group",
    "core_group_meeting": "core_group_meeting",
    "visit": "visit",
    "child": "child",
}


# Where a clock is met by something that is not there yet: the page that makes it.
_MADE_AT = {
    "strategy-discussion-held": "plan-strategy-discussion",
    "child-seen-as-agreed": "visit-add",
}


def place_of(deadline: Deadline) -> str:
    """Return where a deadline is met: where the thing missing is made, else the record's page."""
    if deadline.code in _MADE_AT:
        return reverse(_MADE_AT[deadline.code], args=[deadline.child_id])
    return place(deadline.record_label, deadline.record_id, deadline.child_id)


def place(record_label: str, record_id: int, child_id: int) -> str:
    """Return the address of the record's own page, else of the child's."""
    try:
        return reverse(_PAGES[record_label], args=[record_id])
    except (KeyError, NoReverseMatch):
        return reverse("child", args=[child_id])
