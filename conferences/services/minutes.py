"""The minutes: written by several people at once, never overwritten unseen (CF-26)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from conferences.models import Conference, Invitation, Passage
from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.records.guards import Refused
from cpms.records.moves import locked, write

WRITABLE = {Conference.State.OPENED, Conference.State.HELD}


class Conflict(Refused):
    """Somebody else has saved this passage since it was read: both wordings are to be seen."""

    def __init__(self, passage: Passage, text: str) -> None:
        super().__init__(
            f"{passage.saved_by} saved “{passage.heading}” while you were writing. Nothing was "
            "overwritten: both wordings are below."
        )
        self.passage = passage
        self.text = text


@transaction.atomic
def save_passage(passage: Passage, *, text: str, version: int, at: datetime, by: User) -> Passage:
    """Save a wording that was written on top of the version the writer had read.

    Saving the same words again changes nothing, so that an answer lost on the way does no
    harm. Every wording stays in the history.
    """
    passage = lock_passage(passage)
    if passage.text == text:
        return passage
    if passage.version != version:
        raise Conflict(passage, text)
    passage.text, passage.version = text, version + 1
    passage.saved_at, passage.saved_by = at, by
    write(passage, by=by)
    return passage


@transaction.atomic
def add_passage(
    conference: Conference,
    *,
    heading: str,
    by: User,
    children: Iterable[Child] = (),
    withheld_from: Iterable[Invitation] = (),
    withheld_reason: str = "",
) -> Passage:
    """Add a passage: about some of the children only, or withheld from somebody (CF-14)."""
    withheld = list(withheld_from)
    if withheld and not withheld_reason.strip():
        raise Refused("Say why it is withheld, as agreed with the chair (CF-14).")
    require_writable(conference)
    last = max(conference.passages.values_list("position", flat=True), default=0)
    passage = Passage(
        conference=conference,
        position=last + 1,
        heading=heading,
        withheld_reason=withheld_reason if withheld else "",
    )
    write(passage, by=by)
    passage.children.set(children)
    passage.withheld_from.set(withheld)
    return passage


def lock_passage(passage: Passage) -> Passage:
    """Return the passage as it stands, its row locked, in minutes that are still a draft."""
    require_writable(passage.conference)
    rows = Passage.objects.select_for_update(of=("self",))
    return rows.select_related("saved_by").get(pk=passage.pk)


def require_writable(conference: Conference) -> None:
    """Refuse to change minutes that the chair has approved, or before the meeting opens.

    The conference is locked, so that no wording changes while the chair approves.
    """
    now = locked(conference)
    if now.minutes_approved_on is not None:
        raise Refused(
            "The chair has approved these minutes. A change is now an amendment, which the chair "
            "accepts or rejects (CF-27)."
        )
    if now.state not in WRITABLE:
        state = str(now.get_state_display()).lower()
        raise Refused(f"Minutes are written from the opening on; the conference is “{state}”.")
