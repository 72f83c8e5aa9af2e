"""The one thing on the dashboard that only a manager can move."""

from django.urls import reverse

from cpms.casework.figures.chairs import Loads
from cpms.casework.figures.open_clocks import OpenClocks
from cpms.casework.figures.scope import Scope
from cpms.casework.figures.small_numbers import Reader
from cpms.design.formats import plural
from cpms.timescales.models import Standing


def decide_first(
    loads: Loads, clocks: OpenClocks, scope: Scope, reader: Reader
) -> dict[str, str] | None:
    """Return what to decide first: conferences nobody chairs, what is late, what is due today.

    Nothing for a reader of figures alone: it is not theirs to decide.
    """
    if not reader.opens_cases:
        return None
    late = clocks.standing(Standing.OVERDUE)
    today = clocks.standing(Standing.DUE_TODAY)
    if unchaired := int(loads.unchaired.shown):
        have = "has" if unchaired == 1 else "have"
        return {
            "title": f"{plural(unchaired, 'conference')} {have} no chair",
            "text": "Asked for or agreed, and nobody is booked to chair.",
            "href": loads.unchaired.href or reverse("conferences-ahead"),
            "button": "See which",
        }
    if late:
        return {
            "title": f"{plural(late, 'deadline')} {'is' if late == 1 else 'are'} late",
            "text": "The oldest first: whose it is, why, and who to call.",
            "href": scope.address(standing=Standing.OVERDUE.value),
            "button": "See what is late",
        }
    if today:
        return {
            "title": f"{plural(today, 'deadline')} {'falls' if today == 1 else 'fall'} due today",
            "text": "Nothing is late.",
            "href": scope.address(standing=Standing.DUE_TODAY.value),
            "button": "See what is due",
        }
    return None
