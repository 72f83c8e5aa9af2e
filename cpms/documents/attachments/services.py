"""Adding a file to a record, fetching it, scanning it, and sweeping strays."""

import logging

from django.conf import settings
from django.db import models, transaction
from django.db.models import Sum

from cpms.accounts.models import User
from cpms.documents.attachments import owners, scanner, store
from cpms.documents.attachments.content import Checked
from cpms.documents.attachments.models import Attachment
from cpms.documents.attachments.scanner import Verdict
from cpms.records import clock
from cpms.records.guards import Refused
from cpms.records.moves import write
from cpms.timescales import calendar

logger = logging.getLogger(__name__)

MOST_IN_AN_HOUR = 500 * 1024 * 1024
BATCH = 50
INFECTED = "The file holds a virus. It was not kept."
FULL = "The file could not be kept: the service has no room for it. Nothing was changed."
TOO_MUCH = "You have added a great many files within the hour. Add this one later."


def attach(record: models.Model, upload: Checked, *, by: User) -> Attachment:
    """Keep a file that the form has checked, as one of the record's.

    The file is on the disk before the row commits. If the row then fails, the file is a
    stray and the sweep takes it.
    """
    if not owners.is_registered(record):
        raise LookupError(f"{owners.label_of(record)} owns no files: register it first.")
    _require_room(by)
    verdict = scanner.scan(upload.content) if scanner.is_asked() else Verdict.UNKNOWN
    if verdict is Verdict.INFECTED:
        raise Refused(INFECTED)
    try:
        name = store.put(upload.content)
    except OSError:
        logger.exception("an uploaded file could not be kept")
        raise Refused(FULL) from None
    kept = Attachment(
        record_label=owners.label_of(record),
        record_id=record.pk,
        name=upload.name,
        media_type=upload.media_type,
        size=len(upload.content),
        digest=store.digest_of(upload.content),
        stored_as=name,
        uploaded_by=by,
        scanned_at=clock.now() if verdict is Verdict.CLEAN else None,
    )
    write(kept, by=by)
    return kept


def content_of(attachment: Attachment) -> bytes:
    """Return what was uploaded, or refuse: unscanned where scanning is on, or infected."""
    if attachment.is_infected:
        raise Refused("A virus was found in this file after it was added. It was taken away.")
    if scanner.is_asked() and attachment.scanned_at is None:
        raise Refused(
            "This file has not been looked through for viruses yet. That is done every minute; "
            "try again shortly."
        )
    return store.read(attachment.stored_as, attachment.digest)


def scan_waiting() -> int:
    """Have the scanner look at what it could not when it was added; return how many it did."""
    if not scanner.is_asked():
        return 0
    waiting = Attachment.objects.filter(scanned_at=None, is_infected=False)
    return sum(_scan_later(one) for one in waiting.order_by("uploaded_at")[:BATCH])


def _scan_later(attachment: Attachment) -> bool:
    try:
        verdict = scanner.scan(store.read(attachment.stored_as, attachment.digest))
    except store.Damaged:
        logger.error("attachment %s is missing or damaged", attachment.pk)
        return False
    if verdict is Verdict.UNKNOWN:
        return False
    attachment.scanned_at = clock.now()
    attachment.is_infected = verdict is Verdict.INFECTED
    write(attachment, by=None)
    if attachment.is_infected:
        transaction.on_commit(lambda: store.remove(attachment.stored_as))
        logger.error("attachment %s held a virus and was taken away", attachment.pk)
    return True


def sweep_strays() -> int:
    """Take away the files that no row names: of uploads that ended before their row did."""
    gone = 0
    for path in store.old_files():
        if not Attachment.objects.filter(stored_as=path.name).exists():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _require_room(by: User) -> None:
    """Hold one person to what work can need, so that the others can go on working."""
    since = calendar.hours_before(clock.now(), 1)
    mine = Attachment.objects.filter(uploaded_by=by, uploaded_at__gte=since)
    sent = mine.aggregate(size=Sum("size"))["size"] or 0
    if sent + settings.UPLOAD_BYTES > MOST_IN_AN_HOUR:
        raise Refused(TOO_MUCH)
