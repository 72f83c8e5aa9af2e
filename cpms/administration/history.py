"""What was changed about an account, when and by whom: for the person's page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import Role
from cpms.design.formats import day

WORDS = {
    "name": "name",
    "username": "user name",
    "email": "e-mail address",
    "job_title": "post",
    "telephone": "telephone",
    "team": "team",
}
MOST = 100


@dataclass(frozen=True)
class Change:
    """One change: when, in whose name, and what it was."""

    at: datetime
    by: str
    what: str


def of(person: User) -> list[Change]:
    """Return the changes to the account and its roles, newest first."""
    found = [*_of_account(person), *_of_roles(person)]
    return sorted(found, key=lambda change: change.at, reverse=True)[:MOST]


def _of_account(person: User) -> Iterator[Change]:
    rows = list(person.history.select_related("history_user", "team").order_by("history_date"))
    for before, row in zip([None, *rows], rows, strict=False):
        yield Change(row.history_date, _who(row), _what(before, row))


def _what(before: Any, row: Any) -> str:
    if before is None:
        return "Account made"
    if before.is_active != row.is_active:
        return "Account opened again" if row.is_active else "Account closed"
    changed = [
        words for name, words in WORDS.items() if getattr(before, name) != getattr(row, name)
    ]
    return f"Changed: {', '.join(changed)}" if changed else "Password link or second step renewed"


def _of_roles(person: User) -> Iterator[Change]:
    rows = RoleHeld.history.filter(user_id=person.pk).select_related("history_user")
    for row in rows.order_by("history_date"):
        until = f" until {day(row.held_until)}" if row.held_until else ""
        words = f"{Role(row.role).label}: from {day(row.held_from)}{until}"
        yield Change(row.history_date, _who(row), words)


def _who(row: Any) -> str:
    return str(row.history_user or "the service")
