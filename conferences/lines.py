"""Who has a view on a child: one for each line of management in the room (CF-17, CF-18)."""

from typing import Any

from conferences.reading import people, rows
from cpms.children.models import AgencyKind


def line_of(invitation: Any) -> str:
    """Return the line of management a person speaks for: their own, else their agency's."""
    return str(invitation.line_of_management or invitation.practitioner.agency.name)


def is_of_social_care(invitation: Any) -> bool:
    """Say whether the person comes from Children's Social Care."""
    return bool(invitation.practitioner.agency.kind == AgencyKind.SOCIAL_CARE)


def knows(invitation: Any, child_id: int) -> bool:
    """Say whether the person's agency is concerned with this child: no contact, no view."""
    if is_of_social_care(invitation):
        return True
    return any(child.pk == child_id for child in invitation.knows.all())


def may_have_a_view(invitation: Any) -> bool:
    """Say whether a person speaks for a line of management at all (CF-18)."""
    return invitation.practitioner_id is not None and not invitation.is_supporter


def speakers(conference: Any) -> list[Any]:
    """Return those who speak for a line of management, social care first, then by line."""
    found = [row for row in people(conference) if may_have_a_view(row)]
    return sorted(found, key=lambda row: (not is_of_social_care(row), line_of(row), row.pk))


def not_asked(decision: Any) -> list[str]:
    """Return the lines of management in the room that know the child and were not asked yet."""
    given = {row.line_of_management for row in rows(decision, "recommendations", "invitation")}
    asked = [
        line_of(row)
        for row in speakers(decision.conference)
        if row.is_present and knows(row, decision.child_id)
    ]
    return [line for line in dict.fromkeys(asked) if line not in given]
