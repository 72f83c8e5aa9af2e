"""The background's work: thin, without arguments, and harmless to do twice."""

import logging
from datetime import time

from celery import shared_task

from . import calendar
from .checks import check_calendar
from .deadlines.tallying import recount
from .reminders import heartbeat, messages, outbox
from .reminders.sweep import sweep
from .tidying import tidy

logger = logging.getLogger(__name__)

DIGESTS_FROM = time(7, 30)


@shared_task
def deliver_waiting() -> None:
    """Send what cannot wait, and deliver the outbox. Runs every minute and when woken."""
    messages.send_at_once()
    while outbox.deliver(most=outbox.BATCH):
        # A morning's thousand messages take longer than the silence that is complained of.
        heartbeat.beat(heartbeat.DELIVERY, calendar.now())
    heartbeat.beat(heartbeat.DELIVERY, calendar.now())


@shared_task
def sweep_today() -> None:
    """Write the notices of the day."""
    sweep(calendar.today())
    messages.send_at_once()
    outbox.wake()
    heartbeat.beat(heartbeat.SWEEP, calendar.now())


@shared_task
def send_digests() -> None:
    """One message a day to each person with something new, from half past seven.

    Asked for again all day, because the broker forgets: a morning on which nothing could be
    woken is made up for, and that the day's are written is on record in the database.
    """
    today, now = calendar.today(), calendar.now()
    begins = calendar.at_clock(today, DIGESTS_FROM)
    written = heartbeat.last_beat(heartbeat.DIGEST)
    if now < begins or (written is not None and written >= begins):
        return
    sweep(today)
    messages.send_digests(today)
    heartbeat.beat(heartbeat.DIGEST, now)


@shared_task
def tidy_up() -> None:
    """Take away what nobody needs any more; count the months again."""
    tidy(calendar.today())
    recount()


@shared_task
def look_ahead() -> None:
    """Say in the log, a year before it matters, that the calendar is running out."""
    for warning in check_calendar():
        logger.warning("%s %s", warning.msg, warning.hint)
