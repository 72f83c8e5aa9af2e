"""What the background takes away: messages long sent, notices long put away, forms long used."""

from datetime import date

from django.db.models import Q

from cpms.records.models import Submission

from .calendar import add_days, add_months, start_of_day
from .models import Dispatch, Notice

MONTHS_KEPT = 12


def tidy(on: date) -> int:
    """Remove sent messages and put-away notices after a year; the chronology keeps the case."""
    before = start_of_day(add_months(on, -MONTHS_KEPT))
    gone, _ = Notice.objects.filter(done_at__lt=before).delete()
    unused = Dispatch.objects.filter(~Q(notices__isnull=False), sent_at__lt=before)
    messages, _ = unused.delete()
    forms, _ = Submission.objects.filter(sent_at__lt=start_of_day(add_days(on, -7))).delete()
    return gone + messages + forms
