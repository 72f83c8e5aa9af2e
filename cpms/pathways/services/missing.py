"""The chain of a missing child: who is told, the letters, the conference (MV-04)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from conferences.models import Kind
from cpms.accounts.models import User
from cpms.accounts.permissions import Role
from cpms.children.models import Absence, LocalAuthority, MissingEpisode, Sex
from cpms.documents.models import LetterKind
from cpms.documents.recipients import Copy, Recipient
from cpms.documents.services import circulate
from cpms.pathways import messages
from cpms.pathways.models import AuthorityLetter
from cpms.pathways.services.demanded import demand_conference
from cpms.records.guards import Refused
from cpms.records.moves import perform, write

About = AuthorityLetter.About
TITLES = {About.MISSING: "Child missing: please look out", About.FOUND: "Child found"}


@transaction.atomic
def begin_chain(episode: MissingEpisode, *, by: User | None) -> None:
    """Tell lead professional, line manager and QA Manager at once; ask for the conference."""
    child = episode.child
    messages.tell(
        [
            child.lead_professional,
            *messages.managers_of(child),
            *messages.holders(Role.QUALITY_ASSURANCE_MANAGER),
        ],
        episode,
        "a child is reported missing",
        "A child is reported missing. A conference is due within 5 working days of the report.",
    )
    demand_conference(
        child,
        Kind.MISSING_CHILD,
        f"Reported missing by {episode.reported_by}: {episode.circumstances} (MV-04).",
        on=episode.reported_on,
    )
    for absence in Absence.objects.open().filter(child=child):
        perform(absence, "turn_missing", by=None, turned_on=episode.reported_on)


@transaction.atomic
def write_to_authorities(episode: MissingEpisode, *, told_on: date, by: User) -> MissingEpisode:
    """Write to every other local authority, one tracked letter each (MV-04)."""
    authorities = list(LocalAuthority.objects.others())
    episode = perform(episode, "tell_authorities", by=by, told_on=told_on, letters=len(authorities))
    _send(episode, authorities, About.MISSING, on=told_on, by=by)
    return episode


@transaction.atomic
def end_chain(episode: MissingEpisode, *, by: User | None) -> None:
    """Tell every authority that was written to that the child is found (MV-04)."""
    written = episode.letters.filter(about=About.MISSING).select_related("authority")
    assert episode.found_on is not None  # heard when the child is found
    _send(episode, [row.authority for row in written], About.FOUND, on=episode.found_on, by=by)


def _send(
    episode: MissingEpisode,
    authorities: Iterable[LocalAuthority],
    about: AuthorityLetter.About,
    *,
    on: date,
    by: User | None,
) -> None:
    authorities = list(authorities)
    context = particulars(episode, about)
    copies = [
        Copy(
            Recipient(f"Director of Children’s Services, {one.name}", one.email),
            TITLES[about],
            "letters/pathways/missing.html",
            context,
        )
        for one in authorities
    ]
    letters = circulate(LetterKind.OTHER, copies, children=[episode.child], on=on, by=by)
    for authority, letter in zip(authorities, letters, strict=True):
        row = AuthorityLetter(episode=episode, authority=authority, about=about, letter=letter)
        write(row, by=by)


def particulars(
    episode: MissingEpisode, about: AuthorityLetter.About = About.MISSING
) -> dict[str, Any]:
    """Return what an authority must know to recognise the child: no address is among it."""
    child = episode.child
    return {
        "is_found": about == About.FOUND,
        "name": child.name,
        "born_on": child.date_of_birth,
        "expected_on": child.expected_on,
        "sex": "" if child.sex == Sex.UNKNOWN else child.get_sex_display(),
        "language": child.language,
        "known_as": [alias.name for alias in child.aliases.all()],
        "adults": [row.person.name for row in child.relationships.select_related("person")],
        "carers": episode.carers,
        "circumstances": episode.circumstances,
        "reported_on": episode.reported_on,
        "found_on": episode.found_on,
        "lead": child.lead_professional,
    }


@transaction.atomic
def note_answer(row: AuthorityLetter, *, answered_on: date, answer: str, by: User) -> Any:
    """Note what an authority answered, once."""
    row = AuthorityLetter.objects.select_for_update().get(pk=row.pk)
    if row.answered_on:
        raise Refused(f"The answer of {row.authority} is recorded already.")
    row.answered_on, row.answer = answered_on, answer
    write(row, by=by)
    return row
