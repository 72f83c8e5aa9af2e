"""To whom letters of a conference go, and about which children each of them is told."""

from collections.abc import Sequence

from conferences.models import Conference, Invitation
from cpms.children.models import Child
from cpms.documents.recipients import Recipient


def recipient_of(invitation: Invitation) -> Recipient:
    """Return the recipient that a person invited is."""
    if invitation.practitioner:
        return Recipient.professional(invitation.practitioner)
    if invitation.person:
        return Recipient.family(invitation.person)
    return Recipient(invitation.name)


def children_told_to(invitation: Invitation, children: Sequence[Child]) -> list[Child]:
    """Return the children that a letter to this person is about.

    A child hears of itself alone. A parent or relative hears of the children they are
    related to: the other parent of a half-sibling learns nothing of the rest (CF-14). The
    list that the unit keeps for each child narrows this further, and widens it never.
    """
    if invitation.child_id:
        return [child for child in children if child.pk == invitation.child_id]
    named = {child.pk for child in invitation.invited_for.all()}
    may_hear = children if invitation.person_id is None else related_to(invitation, children)
    return [child for child in may_hear if not named or child.pk in named]


def related_to(invitation: Invitation, children: Sequence[Child]) -> list[Child]:
    """Return the children to whom the adult invited is recorded as related."""
    person = invitation.person_id
    return [
        child
        for child in children
        if any(row.person_id == person for row in child.relationships.all())
    ]


def children_of(conference: Conference) -> list[Child]:
    """Return the children of a conference with their relationships, for letters."""
    rows = Child.objects.filter(decisions__conference=conference).order_by("pk")
    return list(rows.prefetch_related("relationships"))
