"""Whether a meeting still concerns a person, asked anew whenever their feed is read.

Each app that puts meetings into calendars registers, from its `AppConfig.ready`, the records
of its kind that concern a person on a day. A kind that nobody registered is in no feed.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from cpms.accounts.models import User

Concern = Callable[[User, date], QuerySet[Any, Any]]

_concerns: dict[str, Concern] = {}


def register(record_label: str, records: Concern) -> None:
    """Say which records of this kind, by number, concern a person on a day."""
    _concerns[record_label] = records


def concerning(user: User, on: date) -> Q:
    """Return the condition that an entry's meeting concerns this person on this day."""
    found = Q(pk__in=[])
    for label, records in _concerns.items():
        found |= Q(record_label=label, record_id__in=records(user, on))
    return found
