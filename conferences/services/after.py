"""What follows a conference: the decision, the minutes, amendments (CF-25 to CF-27)."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from conferences import days
from conferences.models import Amendment, Conference, Invitation, Passage
from conferences.outgoing import decision_copies, minutes_copies
from conferences.people import is_its_chair
from conferences.recipients import children_of
from cpms.accounts.models import User
from cpms.children.models import Practitioner
from cpms.design.formats import day as written
from cpms.documents.models import LetterKind
from cpms.documents.previewing import require_seen
from cpms.documents.services import circulate
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.moves import locked, perform, write


@transaction.atomic
def send_decision(
    conference: Conference, *, circulated_on: date, by: User, seen: str | None = None
) -> Conference:
    """Send the decision to all invited, each what concerns them (CF-25).

    `seen` stands for what was previewed: nothing else is sent.
    """
    conference = perform(conference, "circulate_decision", by=by, circulated_on=circulated_on)
    copies = decision_copies(conference)
    require_seen(copies, seen)
    circulate(
        LetterKind.CONFERENCE_DECISION,
        copies,
        children=children_of(conference),
        on=circulated_on,
        by=by,
        of=conference,
        can_be_recalled=True,
    )
    return conference


@transaction.atomic
def send_minutes(
    conference: Conference,
    *,
    circulated_on: date,
    by: User,
    others: Iterable[Practitioner] = (),
    seen: str | None = None,
) -> Conference:
    """Send the minutes to those present, those invited, and those named besides (CF-26)."""
    conference = perform(conference, "circulate_minutes", by=by, circulated_on=circulated_on)
    require_seen(minutes_copies(conference), seen)
    circulate(
        LetterKind.CONFERENCE_MINUTES,
        minutes_copies(conference, others),
        children=children_of(conference),
        on=circulated_on,
        by=by,
        of=conference,
        can_be_recalled=True,
    )
    return conference


def amendments_of(conference: Conference) -> QuerySet[Amendment, Amendment]:
    """Return the amendments asked for, the oldest first, with who asked and who answered."""
    asked = Amendment.objects.filter(passage__conference=conference)
    return asked.select_related(
        "passage__conference",
        "asked_by__practitioner",
        "asked_by__person",
        "asked_by__child",
        "answered_by",
    )


@transaction.atomic
def ask_for_amendment(
    passage: Passage, *, asked_by: Invitation, text: str, received_on: date, by: User
) -> Amendment:
    """Note a change that somebody asks for, within the time to do so (CF-27)."""
    conference = locked(passage.conference)
    if refusal := _why_no_amendment(conference, received_on):
        raise Refused(refusal)
    amendment = Amendment(passage=passage, asked_by=asked_by, text=text, received_on=received_on)
    write(amendment, by=by)
    return amendment


def last_amendment_day(conference: Conference) -> date | None:
    """Return the last day on which an amendment may reach the chair."""
    sent_on = conference.minutes_circulated_on
    return days.last_day("minutes-amendments-closed", sent_on) if sent_on else None


def _why_no_amendment(conference: Conference, received_on: date) -> str:
    last = last_amendment_day(conference)
    if last is None or conference.minutes_circulated_on is None:
        return "The minutes have not been sent: change the draft instead (CF-26)."
    if conference.minutes_finalised_on is not None:
        return "The minutes are final, and no more amendments are taken (CF-27)."
    if not conference.minutes_circulated_on <= received_on <= last:
        return (
            f"Amendments reach the chair from {written(conference.minutes_circulated_on)} to "
            f"{written(last)}, 21 days after the minutes were sent (CF-27)."
        )
    return ""


@transaction.atomic
def answer_amendment(
    amendment: Amendment, *, is_accepted: bool, answer: str, answered_on: date, by: User
) -> Amendment:
    """The chair accepts or rejects an amendment, with the reason (CF-27).

    The minutes that were sent are not rewritten: what is accepted stands below the passage.
    """
    conference = locked(amendment.passage.conference)
    if not is_its_chair(conference, by):
        raise PermissionDenied("Only the chair of the conference answers an amendment.")
    amendment = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    if amendment.is_accepted is not None:
        raise AlreadyMoved(
            f"{amendment.answered_by} answered this amendment already. Nothing was changed."
        )
    if not answer.strip():
        raise Refused("Give the reason: the person who asked is told it (CF-27).")
    amendment.is_accepted, amendment.answer = is_accepted, answer
    amendment.answered_on, amendment.answered_by = answered_on, by
    write(amendment, by=by)
    return amendment
