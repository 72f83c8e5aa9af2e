"""The birthday watch: who turns 18 today, and on whose behalf it was missed (PL-15)."""

import logging
from datetime import date

from django.db import transaction

from cpms.children.models import Child
from cpms.records.guards import Refused
from cpms.records.moves import perform
from cpms.timescales.calendar import EIGHTEEN, add_days, add_years, birthday

logger = logging.getLogger(__name__)


def of_age(today: date) -> list[Child]:
    """Return the open children whose 18th birthday is today or was passed over."""
    # A day more, for who was born on 29 February; the birthday itself is reckoned below.
    born_by = add_days(add_years(today, -EIGHTEEN), 1)
    found = Child.objects.filter(
        state=Child.State.OPEN,
        date_of_birth__lte=born_by,
        turned_eighteen_on__isnull=True,
        died_on__isnull=True,
    )
    return [
        child
        for child in found.order_by("pk")
        if child.date_of_birth and birthday(child.date_of_birth, EIGHTEEN) <= today
    ]


def mark_birthdays(today: date) -> int:
    """Record each 18th birthday on its day; each child by itself, so that one stops no other."""
    marked = 0
    for child in of_age(today):
        assert child.date_of_birth is not None  # the query asked
        turned_on = birthday(child.date_of_birth, EIGHTEEN)
        try:
            with transaction.atomic():
                perform(child, "turn_eighteen", by=None, turned_on=turned_on, today=today)
        except Refused as refused:
            logger.warning("child %s could not be recorded as 18: %s", child.pk, refused)
        else:
            marked += 1
    return marked
