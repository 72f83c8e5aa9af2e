"""Whether the background does its work: not whether a process runs, but when it last did."""

from datetime import datetime, timedelta

from ..models import Heartbeat

LONGEST_SILENCE = timedelta(minutes=3)
DELIVERY, SWEEP, DIGEST = "delivery", "sweep", "digest"


def beat(work: str, at: datetime) -> None:
    """Note that a piece of work was done."""
    Heartbeat.objects.update_or_create(work=work, defaults={"at": at})


def last_beat(work: str = DELIVERY) -> datetime | None:
    """When the background last did a piece of work; which is to look for messages to deliver."""
    return Heartbeat.objects.filter(work=work).values_list("at", flat=True).first()


def is_silent(at: datetime) -> bool:
    """Whether the background has not worked for three minutes: say so to the managers."""
    last = last_beat()
    return last is None or at - last > LONGEST_SILENCE
