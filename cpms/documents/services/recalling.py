"""Taking a circulation back before it has gone, and correcting it afterwards (CF-25)."""

from collections.abc import Callable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.design.formats import moment
from cpms.documents.delivery import reference_of
from cpms.documents.models import Circulation, Letter, LetterKind
from cpms.documents.recipients import Copy, Recipient
from cpms.documents.services.circulating import circulate
from cpms.records import clock
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.moves import write
from cpms.timescales.reminders.taking_back import take_back

Undo = Callable[[Circulation, User, str], None]

_UNDONE: dict[str, Undo] = {}


def on_recall(kind: LetterKind, undo: Undo) -> None:
    """Name what else is undone when letters of this kind are taken back."""
    _UNDONE[kind] = undo


def may_recall(circulation: Circulation, user: User) -> bool:
    """Say whether this person may take it back: who sent it, and those who circulate."""
    return circulation.made_by_id == user.pk or user.may(Permission.CIRCULATE)


@transaction.atomic
def recall(circulation: Circulation, *, reason: str, by: User) -> Circulation:
    """Take every letter back while none has gone, with who and why on record.

    What the letters stood for is undone with them: a decision taken back has not been sent.
    """
    rows = Circulation.objects.select_for_update(of=("self",))
    circulation = rows.select_related("recalled_by").get(pk=circulation.pk)
    if not may_recall(circulation, by):
        raise PermissionDenied("Only who sent it, or the unit, takes it back.")
    _refuse_what_cannot_be_recalled(circulation, reason)
    told = {reference_of(one) for one in circulation.letters.exclude(email="")}
    if take_back(told) != told:
        raise Refused("It is going out at this moment. Send a correction instead.")
    circulation.recalled_at, circulation.recalled_by = clock.now(), by
    circulation.recall_reason = reason
    write(circulation, by=by)
    if undo := _UNDONE.get(circulation.kind):
        undo(circulation, by, reason)
    return circulation


def _refuse_what_cannot_be_recalled(circulation: Circulation, reason: str) -> None:
    if circulation.recalled_at is not None:
        raise AlreadyMoved(
            f"{circulation.recalled_by} took it back on {moment(circulation.recalled_at)}."
        )
    if not circulation.waits(clock.now()):
        raise Refused(
            f"It went out on {moment(circulation.goes_at)} and cannot be taken back. "
            "Send a correction instead."
        )
    if not reason.strip():
        raise Refused("Say why it is taken back: the reason stays on record.")


@transaction.atomic
def correct(letters: Sequence[Letter], *, words: str, on: date, by: User) -> list[Letter]:
    """Send a correction to the recipients of these letters, each named with what it corrects."""
    if early := [one.reference for one in letters if one.circulation.waits(clock.now())]:
        raise Refused(f"{', '.join(early)} has not gone yet: take it back instead.")
    copies = [_correction(letter, words) for letter in letters]
    return circulate(LetterKind.CORRECTION, copies, children=(), on=on, by=by)


def _correction(letter: Letter, words: str) -> Copy:
    recipient = Recipient(
        letter.recipient_name,
        letter.email,
        practitioner=letter.practitioner,
        person=letter.person,
        user=letter.user,
    )
    context = {"words": words, "title": letter.title, "corrects": letter.reference}
    children = list(letter.children.all())
    title = f"Correction: {letter.title}"[:200]
    return Copy(recipient, title, "letters/correction.html", context, children, letter)
