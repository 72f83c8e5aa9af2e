"""Taking a message out of the outbox before it has gone."""

from collections.abc import Iterable

from django.db import transaction

from ..models import Dispatch


@transaction.atomic
def take_back(references: Iterable[str]) -> set[str]:
    """Remove the messages of these references that nobody has begun to send; return which.

    A worker that takes one up at the same moment either comes first, and the message stays
    and goes, or finds it gone. What caused the message keeps who took it back, and why.
    """
    waiting = Dispatch.objects.filter(
        reference__in=list(references), state=Dispatch.State.WAITING, attempts=0
    )
    rows = list(waiting.select_for_update())
    Dispatch.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return {row.reference for row in rows}
