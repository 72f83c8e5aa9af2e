"""Hears every move, and brings the clocks of the children concerned up to date with it."""

from typing import Any

from django.dispatch import receiver

from cpms.children.models import Access
from cpms.records.guards import Refused
from cpms.records.models import Event
from cpms.records.signals import moved

from .alerts import fall_silent, tell_of_opening
from .calendar import CalendarEnds, now, today
from .deadlines.keeping import Recomputed, recompute
from .models import Notice, Stage
from .reminders.outbox import wake
from .reminders.sweep import tell


@receiver(moved, dispatch_uid="timescales.clocks")
def keep_clocks(events: list[Event], **_: Any) -> None:
    """Recompute in the mover's transaction: no move without its clocks, no clock without."""
    try:
        changes = recompute({event.child_id for event in events})
    except CalendarEnds as error:
        raise Refused(f"This date cannot be right. {error}") from error
    tell_at_once(changes)
    put_away(changes)


def tell_at_once(changes: Recomputed) -> None:
    """Tell the owner that a clock has begun which cannot wait for the morning."""
    begun = [row.pk for row in changes.new if row.is_immediate and row.is_open]
    if tell(begun, Stage.STARTED, today()):
        wake()


def put_away(changes: Recomputed) -> None:
    """Let the bell fall silent about what is done, cancelled or replaced."""
    closed = [new.pk for _, new in changes.changed if not new.is_open]
    gone = [row.pk for row in changes.gone]
    if closed or gone:
        Notice.objects.of_deadlines([*closed, *gone]).update(done_at=now())


@receiver(moved, dispatch_uid="timescales.openings")
def tell_of_openings(sender: type[Any], record: Any, move: str, **_: Any) -> None:
    """Tell of a file opened for a reason, and fall silent when it is reviewed."""
    if sender is not Access:
        return
    {"open": tell_of_opening, "review": fall_silent}[move](record)
