"""What the background does each day off the main road: thin, and harmless to do twice."""

from celery import shared_task

from cpms.pathways.services import growing_up
from cpms.timescales.calendar import today


@shared_task
def watch_birthdays() -> None:
    """Record who turns 18 today; their plans end, and everyone invited is told (PL-15)."""
    growing_up.mark_birthdays(today())
