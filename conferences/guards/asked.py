"""What several guards ask of a conference."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from conferences.quoracy import Quoracy, quoracy
from conferences.reading import people


def day_of(moment: datetime) -> date:
    """Return the day in England on which the moment fell."""
    return timezone.localdate(moment)


def quoracy_of(decision: Any) -> Quoracy:
    """Return how far the conference is quorate for the child of the decision (CF-05)."""
    return quoracy(decision.child_id, people(decision.conference))
