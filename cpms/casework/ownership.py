"""Whose a deadline is, by name: the people found for its role, "you" for the reader."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from cpms.accounts.models import User
from cpms.timescales import people
from cpms.timescales.models import Deadline


def named(deadlines: Iterable[Deadline], today: date, me: User) -> dict[UUID, str]:
    """Return, for each deadline whose owner is a person, who that is and whom to ring."""
    found = people.responsible(deadlines, today)
    return {key: "; ".join(_called(who, me) for who in owners) for key, owners in found.items()}


def _called(who: User, me: User) -> str:
    if who == me:
        return "you"
    return f"{who.name}, {who.telephone}" if who.telephone else who.name
