"""Relations of a person to a conference that a move may demand."""

from typing import Any

from cpms.children.models import AgencyKind, Allocation


def is_its_chair(record: Any, user: Any) -> bool:
    """Say whether this person chairs the conference, or the one that this row belongs to."""
    conference = getattr(record, "conference", record)
    return bool(conference.chair_id == user.pk)


def leads_for_a_child(conference: Any, user: Any) -> bool:
    """Say whether this person is the lead professional today of a child it is about."""
    children = conference.decisions.values("child")
    return Allocation.objects.current().filter(worker=user, child__in=children).exists()


def is_its_author(report: Any, user: Any) -> bool:
    """Say whether the report is this person's to write.

    An agency's is written by the person invited; that of Children's Social Care, and the
    collective one of the core group, by whoever leads for a child today (CF-11, CF-33).
    """
    practitioner = report.invitation.practitioner if report.invitation else None
    if practitioner and practitioner.user_id == user.pk:
        return True
    is_led = practitioner is None or practitioner.agency.kind == AgencyKind.SOCIAL_CARE
    return is_led and leads_for_a_child(report.conference, user)
