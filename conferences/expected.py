"""What would be missing for quoracy if everybody invited came: said before letters go (CF-05)."""

from dataclasses import dataclass
from typing import Any

from conferences.models import Conference, InvitedAs
from conferences.quoracy import quoracy
from cpms.design.formats import plural


@dataclass(frozen=True)
class Coming:
    """A professional, taken to come."""

    practitioner: Any
    knows: Any
    is_present: bool = True


def lacking(conference: Conference) -> list[str]:
    """Return a sentence for each child for whom the list alone is not enough."""
    rows = conference.invitations.filter(invited_as=InvitedAs.PROFESSIONAL)
    invited = [
        Coming(row.practitioner, row.knows)
        for row in rows.select_related("practitioner__agency").prefetch_related("knows")
    ]
    found = []
    for child in conference.concerned_children():
        expected = quoracy(child.pk, invited)
        if expected.still_needed:
            agencies = plural(expected.still_needed, "more agency", "more agencies")
            found.append(
                f"{child.name}: even if all come, {agencies} in direct contact with the child "
                "would be needed (CF-05)."
            )
    return found
