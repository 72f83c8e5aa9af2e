"""Whether enough agencies that know the child are in the room (CF-05)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cpms.children.models import AgencyKind

OTHER_AGENCIES_NEEDED = 2


@dataclass(frozen=True)
class Quoracy:
    """Who counts for one child: Children's Social Care, and which other agencies."""

    has_social_care: bool
    other_agencies: tuple[str, ...]

    @property
    def still_needed(self) -> int:
        """How many other agencies in direct contact with the child are still needed."""
        return max(0, OTHER_AGENCIES_NEEDED - len(self.other_agencies))

    @property
    def is_met(self) -> bool:
        """Say whether the conference is quorate for this child."""
        return self.has_social_care and self.still_needed == 0


def quoracy(child_id: int, invitations: Iterable[Any]) -> Quoracy:
    """Count, of those present, the agencies that have had direct contact with the child.

    Children's Social Care counts by being there; any other professional group or agency only
    where it knows this child, and once however many of its people came.
    """
    present = [row for row in invitations if row.practitioner and row.is_present]
    social_care = [row for row in present if _kind(row) == AgencyKind.SOCIAL_CARE]
    others = {
        row.practitioner.agency.name
        for row in present
        if _kind(row) != AgencyKind.SOCIAL_CARE
        and any(child.pk == child_id for child in row.knows.all())
    }
    return Quoracy(bool(social_care), tuple(sorted(others)))


def _kind(row: Any) -> str:
    return str(row.practitioner.agency.kind)
