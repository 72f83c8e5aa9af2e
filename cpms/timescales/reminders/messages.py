"""Notices that leave the service: at once where it cannot wait, else one digest a day.

Subject and body hold no child's name and nothing of the case: how many things wait, their
rule and day, and a link that asks for sign-in.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from cpms.accounts.models import User
from cpms.design.formats import day, plural

from ..models import Dispatch, Notice, Stage
from .outbox import wake

logger = logging.getLogger(__name__)

BODY = """{opening}

{lines}

Sign in to see what they are about and what to do next:
{address}

Reference: {reference}
This message names nobody, and cannot be answered.
"""


def send_at_once() -> int:
    """Put every notice that cannot wait into the outbox; return how many."""
    notices = Notice.objects.filter(is_immediate=True, dispatch=None, done_at=None)
    count = 0
    for notice in notices.exclude(user__email="").select_related("user").iterator():
        count += _send([notice], notice.reference, f"{notice.get_stage_display()}: {notice.title}")
    return count


def send_digests(on: date) -> int:
    """Put one message for each person with unsent notices into the outbox, once a day."""
    notices = Notice.objects.filter(dispatch=None, done_at=None).exclude(user__email="")
    waiting: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices.select_related("user").order_by("user_id", "due_on", "pk"):
        waiting[notice.user_id].append(notice)
    return sum(
        _send(told, f"digest-{user_id}-{on.isoformat()}", _subject(told))
        for user_id, told in waiting.items()
    )


def _subject(notices: list[Notice]) -> str:
    late = sum(notice.stage in {Stage.OVERDUE, Stage.ESCALATED} for notice in notices)
    subject = f"Child protection service: {plural(len(notices), 'reminder')}"
    return f"{subject}, {late} overdue" if late else subject


def _send(notices: list[Notice], reference: str, subject: str) -> int:
    """Write the message and tie its notices to it; what one person's breaks stays theirs."""
    try:
        with transaction.atomic():
            return _put(notices, reference, subject)
    except Exception:
        logger.exception("the message %s could not be written", reference)
        return 0


def _put(notices: list[Notice], reference: str, subject: str) -> int:
    user = notices[0].user
    message, is_new = Dispatch.objects.get_or_create(
        reference=reference,
        defaults={"to": user.email, "subject": subject, "body": _body(user, notices, reference)},
    )
    if not is_new:
        return 0  # today's digest has gone; what came after it waits for tomorrow's
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(dispatch=message)
    wake()
    return 1


def _body(user: User, notices: Iterable[Notice], reference: str) -> str:
    lines = [
        f"- {notice.get_stage_display()}: {notice.title}, {day(notice.due_on)}"
        for notice in notices
    ]
    return BODY.format(
        opening=f"{user}, {plural(len(lines), 'thing')} of yours in the child protection service:",
        lines="\n".join(lines),
        address=f"{settings.SERVICE_URL.rstrip('/')}{reverse('notices')}",
        reference=reference,
    )
