"""The outbox: putting a message in, and delivering what waits.

A message is written in the transaction that makes it due, claimed with a lease on the
database's own clock, and looked up by its reference before any second try. The broker
carries nothing; it only wakes a worker, and may be down.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from ..models import Dispatch
from .carriers import Carrier, carrier_in_force

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=settings.REMINDER_LEASE_SECONDS)
MOST_ATTEMPTS = 6
BATCH = 20
NEVER_MIND = (SMTPRecipientsRefused,)
"""What trying again will not mend."""


def put(
    *, reference: str, to: str, subject: str, body: str, due_at: datetime | None = None
) -> None:
    """Put a message into the outbox, once for each reference, and wake a worker.

    Call it in the transaction that makes the message due: no message without its cause, no
    cause without its message. Says no child's name: a reference and a link are enough.
    """
    message = Dispatch(
        reference=reference, to=to, subject=subject, body=body, due_at=due_at or timezone.now()
    )
    Dispatch.objects.bulk_create([message], ignore_conflicts=True)
    wake()


def wake() -> None:
    """Wake a worker when the transaction is through; with the broker down, say so and go on.

    Once for each transaction: a page that puts thirty letters into the outbox must not wait
    thirty times for a broker that does not answer.
    """
    if all(entry[1] is not _wake for entry in connection.run_on_commit):
        transaction.on_commit(_wake)


def _wake() -> None:
    from ..tasks import deliver_waiting

    try:
        deliver_waiting.apply_async(retry=False, expires=60)
    except Exception as error:
        # The message is safe in the database and goes with the next minute's wake.
        logger.warning("no worker could be woken: %s", error)


def deliver(carrier: Carrier | None = None, most: int | None = None) -> int:
    """Deliver what waits, until nothing does (or `most` are done); return how many went."""
    carrier = carrier or carrier_in_force()
    sent = tried = 0
    while most is None or tried < most:
        claimed = _claim(BATCH if most is None else min(BATCH, most - tried))
        if not claimed:
            break
        tried += len(claimed)
        sent += sum(_deliver_one(message, carrier) for message in claimed)
    return sent


def _claim(most: int) -> list[Dispatch]:
    """Take up messages that nobody holds. A lease that has run out is a crash; take it over."""
    lease = uuid4()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
    with transaction.atomic():
        waiting = Dispatch.objects.filter(free, state=Dispatch.State.WAITING, due_at__lte=Now())
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        claimed = list(waiting[:most])
        Dispatch.objects.filter(pk__in=[message.pk for message in claimed]).update(
            lease=lease, lease_until=Now() + LEASE
        )
    for message in claimed:
        message.lease = lease
    return claimed


def _hold(message: Dispatch) -> bool:
    """Begin a try, unless somebody took over: the others of the batch may have been slow.

    The try is on record before it is made, so that whoever comes after a crash looks the
    message up; what was claimed and never tried counts as untried.
    """
    held = Dispatch.objects.filter(
        pk=message.pk, lease=message.lease, state=Dispatch.State.WAITING
    ).update(lease_until=Now() + LEASE, attempts=F("attempts") + 1)
    message.attempts += 1
    return bool(held)


def _deliver_one(message: Dispatch, carrier: Carrier) -> bool:
    """Send one message. Whatever is wrong with it stays with it; the others go on."""
    if not _hold(message):
        return False
    try:
        accepted = carrier.was_accepted(message.reference) if message.attempts > 1 else False
        if not accepted:
            # A lease left behind tells of a crash: nobody knows whether it went.
            message.is_doubtful |= accepted is None and message.lease_until is not None
            carrier.send(message)
    except Exception as error:
        _failed(message, error)
        return False
    return bool(
        Dispatch.objects.filter(pk=message.pk, state=Dispatch.State.WAITING).update(
            state=Dispatch.State.SENT,
            sent_at=Now(),
            lease=None,
            lease_until=None,
            is_doubtful=message.is_doubtful,
            last_error="",
        )
    )


def _failed(message: Dispatch, error: Exception) -> None:
    """Try again later, each time after a longer while; park what cannot be mended."""
    hopeless = isinstance(error, NEVER_MIND) or message.attempts >= MOST_ATTEMPTS
    logger.warning("%s: try %s failed: %s", message.reference, message.attempts, error)
    # Only while the lease is ours: another worker may have taken over meanwhile.
    Dispatch.objects.filter(pk=message.pk, lease=message.lease).update(
        state=Dispatch.State.PARKED if hopeless else Dispatch.State.WAITING,
        due_at=Now() + timedelta(seconds=30 * 2**message.attempts),
        lease=None,
        lease_until=None,
        is_doubtful=message.is_doubtful,
        last_error=f"{type(error).__name__}: {error}"[:300],
    )


def try_again(message: Dispatch) -> None:
    """Take a parked message up again, after a person has put right what was wrong."""
    Dispatch.objects.filter(pk=message.pk, state=Dispatch.State.PARKED).update(
        state=Dispatch.State.WAITING, attempts=1, due_at=Now()
    )
    wake()


def waiting_too_long() -> Iterator[Dispatch]:
    """Messages that were due a quarter of an hour ago and have not gone."""
    late = Now() - timedelta(minutes=15)
    yield from Dispatch.objects.filter(state=Dispatch.State.WAITING, made_at__lt=late)
