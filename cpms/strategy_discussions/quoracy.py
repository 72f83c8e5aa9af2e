"""Which of the three agencies have somebody there who may decide for them (ST-03)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpms.children.models import AgencyKind

if TYPE_CHECKING:
    from cpms.strategy_discussions.models import Attendee, StrategyDiscussion

NEEDED = (AgencyKind.SOCIAL_CARE, AgencyKind.HEALTH, AgencyKind.POLICE)


@dataclass(frozen=True)
class Seat:
    """One of the three agencies, and whether somebody may decide for it."""

    kind: AgencyKind
    is_taken: bool

    @property
    def name(self) -> str:
        """The agency in words."""
        return str(self.kind.label)


def seats_of(attendees: Iterable["Attendee"]) -> list[Seat]:
    """Return the three seats for those who took part."""
    taken = {row.practitioner.agency.kind for row in attendees if row.is_senior_enough}
    return [Seat(kind, kind in taken) for kind in NEEDED]


def missing_agencies(discussion: "StrategyDiscussion") -> list[AgencyKind]:
    """Return the agencies without which the discussion is not quorate, in a fixed order."""
    rows = discussion.attendees.select_related("practitioner__agency")
    return [seat.kind for seat in seats_of(rows) if not seat.is_taken]
