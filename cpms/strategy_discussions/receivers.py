"""What follows at once when a strategy discussion moves."""

from typing import Any

from django.dispatch import receiver

from cpms.accounts.models import User
from cpms.records.models import Record
from cpms.records.moves import perform
from cpms.records.signals import moved
from cpms.strategy_discussions.models import Section47Enquiry, StrategyDiscussion


@receiver(moved, dispatch_uid="section 47 enquiries start")
def start_enquiries(record: Record, move: str, by: User | None, **kwargs: Any) -> None:
    """Start an enquiry for each child on the day it was decided (ST-07, ST-12).

    A child whose enquiry is under way keeps the one it has: a further discussion during
    the enquiry does not begin a second.
    """
    if not isinstance(record, StrategyDiscussion) or move != "decide_section_47":
        return
    children = list(record.concerned_children())
    running = Section47Enquiry.objects.running().filter(child__in=children)
    under_way = set(running.values_list("child", flat=True))
    for child in children:
        if child.pk not in under_way:
            enquiry = Section47Enquiry(child=child, discussion=record)
            perform(enquiry, "start", by=by, started_on=record.day_held)
