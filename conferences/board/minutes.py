"""The agenda beside its minutes, and who is writing where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cpms.accounts.models import User
from cpms.timescales.calendar import seconds_between

WRITING_SECONDS = 60


@dataclass(frozen=True)
class Item:
    """One item of the agenda."""

    passage: Any
    is_now: bool
    writer: str  # somebody else who saved here within the last minute

    @property
    def names(self) -> str:
        """The children whom the passage is about, where not all."""
        return ", ".join(child.given_name or "Unborn baby" for child in self.passage.children.all())

    @property
    def withheld_from(self) -> str:
        """Those who are not given this passage (CF-14)."""
        return ", ".join(row.name for row in self.passage.withheld_from.all())


def items_of(passages: Iterable[Any], user: User, now: datetime, chosen: int | None) -> list[Item]:
    """Return the items: open is the one chosen, else the first that has no minutes yet."""
    found = list(passages)
    empty = [row.position for row in found if not row.text.strip()]
    open_at = chosen or (empty[0] if empty else 0)
    return [Item(row, row.position == open_at, _writer(row, user, now)) for row in found]


def _writer(passage: Any, user: User, now: datetime) -> str:
    if passage.saved_by is None or passage.saved_by_id == user.pk:
        return ""
    return str(passage.saved_by) if is_recent(passage.saved_at, now) else ""


def is_recent(saved_at: datetime, now: datetime) -> bool:
    """Say whether somebody saved just now, and so is probably still writing."""
    return seconds_between(saved_at, now) < WRITING_SECONDS
