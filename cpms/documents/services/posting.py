"""Noting that letters on paper were posted or handed over."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from cpms.accounts.models import User
from cpms.design.formats import day
from cpms.documents.models import Letter
from cpms.records.guards import Refused
from cpms.records.moves import write


@transaction.atomic
def post(letters: Sequence[Letter], *, posted_on: date, today: date, by: User) -> list[Letter]:
    """Note that these letters were posted or handed over on the day, each once."""
    rows = list(Letter.objects.select_for_update().filter(pk__in=[row.pk for row in letters]))
    if refusals := _why_not_posted(rows, posted_on, today):
        raise Refused(*refusals)
    for letter in rows:
        letter.posted_on = posted_on
        write(letter, by=by)
    return rows


def _why_not_posted(letters: Sequence[Letter], posted_on: date, today: date) -> list[str]:
    if posted_on > today:
        return ["The day of posting cannot lie in the future."]
    refusals = [
        f"{letter.reference} was posted before, on {day(letter.posted_on)}. "
        "Take it off your choice."
        for letter in letters
        if letter.posted_on
    ]
    early = [letter.reference for letter in letters if letter.made_on > posted_on]
    if early:
        refusals.append(f"{', '.join(early)}: a letter cannot be posted before it was made.")
    return refusals
