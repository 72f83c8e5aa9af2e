"""Making letters: one for each recipient, all or none."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.documents.delivery import deliver
from cpms.documents.models import Circulation, Letter, LetterKind
from cpms.documents.pdf import blocks_of
from cpms.documents.recipients import Copy
from cpms.records import clock
from cpms.records.models import Record
from cpms.records.moves import write
from cpms.timescales.calendar import minutes_after


@transaction.atomic
def circulate(
    kind: LetterKind,
    copies: Iterable[Copy],
    *,
    children: Sequence[Child],
    on: date,
    by: User | None,
    of: Record | None = None,
    can_be_recalled: bool = False,
) -> list[Letter]:
    """Make one letter for each copy and tell its recipient, all or none.

    Nobody is given another's copy, and no list of recipients is ever sent round. Who has
    no e-mail, or cannot sign in, is on the list to print and post. What can be recalled
    waits some minutes before any of it goes (CF-25).
    """
    copies = list(copies)
    if not copies:
        return []
    circulation = _circulation(kind, copies[0].title, on, by, of)
    if can_be_recalled:
        circulation.goes_at = minutes_after(circulation.made_at, settings.RECALL_MINUTES)
    write(circulation, by=by)
    return [_letter(circulation, copy, copy.children or children) for copy in copies]


def _circulation(
    kind: LetterKind, title: str, on: date, by: User | None, of: Record | None
) -> Circulation:
    now = clock.now()
    return Circulation(
        kind=kind,
        title=title,
        record_label=of.record_label() if of else "",
        record_id=of.pk if of else None,
        made_on=on,
        made_at=now,
        made_by=by,
        goes_at=now,
    )


def _letter(circulation: Circulation, copy: Copy, children: Sequence[Child]) -> Letter:
    recipient = copy.recipient
    letter = Letter(
        circulation=circulation,
        corrects=copy.corrects,
        kind=circulation.kind,
        title=copy.title,
        recipient_name=recipient.name,
        practitioner=recipient.practitioner,
        person=recipient.person,
        user=recipient.account,
        email=recipient.email,
        made_on=circulation.made_on,
        made_at=circulation.made_at,
        made_by=circulation.made_by,
    )
    letter.text = render_to_string(
        copy.template,
        {**copy.context, "letter": letter, "recipient": recipient},
        using="jinja2",
    )
    blocks_of(letter.text)  # what cannot be printed is not sent
    write(letter, by=circulation.made_by)
    letter.children.set(children)
    deliver(letter)
    return letter
