"""Making letters, and noting that they were posted."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.template.loader import render_to_string

from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.design.formats import day
from cpms.documents.delivery import deliver
from cpms.documents.models import Letter, LetterKind
from cpms.documents.pdf import blocks_of
from cpms.documents.recipients import Copy
from cpms.records.guards import Refused
from cpms.records.moves import write


@transaction.atomic
def circulate(
    kind: LetterKind,
    copies: Iterable[Copy],
    *,
    children: Sequence[Child],
    on: date,
    by: User | None,
) -> list[Letter]:
    """Make one letter for each copy and tell its recipient, all or none.

    Nobody is given another's copy, and no list of recipients is ever sent round. Who has
    no e-mail, or cannot sign in, is on the list to print and post.
    """
    return [_letter(kind, copy, copy.children or children, on, by) for copy in copies]


def _letter(
    kind: LetterKind, copy: Copy, children: Sequence[Child], on: date, by: User | None
) -> Letter:
    recipient = copy.recipient
    letter = Letter(
        kind=kind,
        title=copy.title,
        recipient_name=recipient.name,
        practitioner=recipient.practitioner,
        person=recipient.person,
        user=recipient.account,
        email=recipient.email,
        made_on=on,
        made_by=by,
    )
    letter.text = render_to_string(
        copy.template,
        {**copy.context, "letter": letter, "recipient": recipient},
        using="jinja2",
    )
    blocks_of(letter.text)  # what cannot be printed is not sent
    write(letter, by=by)
    letter.children.set(children)
    deliver(letter)
    return letter


@transaction.atomic
def post(letters: Sequence[Letter], *, posted_on: date, today: date, by: User) -> list[Letter]:
    """Note that these letters were posted or handed over on the day, each once."""
    rows = list(Letter.objects.select_for_update().filter(pk__in=[row.pk for row in letters]))
    if refusals := _why_not_posted(rows, posted_on, today):
        raise Refused(*refusals)
    for letter in rows:
        letter.posted_on = posted_on
        write(letter, by=by)
    return rows


def _why_not_posted(letters: Sequence[Letter], posted_on: date, today: date) -> list[str]:
    if posted_on > today:
        return ["The day of posting cannot lie in the future."]
    refusals = [
        f"{letter.reference} was posted before, on {day(letter.posted_on)}. "
        "Take it off your choice."
        for letter in letters
        if letter.posted_on
    ]
    early = [letter.reference for letter in letters if letter.made_on > posted_on]
    if early:
        refusals.append(f"{', '.join(early)}: a letter cannot be posted before it was made.")
    return refusals
