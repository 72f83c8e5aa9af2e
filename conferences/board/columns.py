"""One child on the page of the day: quorate or not, how views stand, what is missing."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conferences import parts
from conferences.guards.asked import quoracy_of
from conferences.quoracy import Quoracy
from conferences.tally import Tally
from cpms.timescales.calendar import age_on


@dataclass
class Column:
    """One child of the conference."""

    decision: Any
    today: Any

    @property
    def name(self) -> str:
        """The child's given name, as it is said in the room."""
        return str(self.decision.child.given_name or "Unborn baby")

    @property
    def heading(self) -> str:
        """The name with the age, for the head of a column."""
        born = self.decision.child.date_of_birth
        return f"{self.name}, {age_on(born, self.today)}" if born else self.name

    @property
    def is_open(self) -> bool:
        """Say whether the child is still to be decided for."""
        return bool(self.decision.state == "awaited")

    @cached_property
    def quoracy(self) -> Quoracy:
        """Who of those present counts for this child (CF-05)."""
        return quoracy_of(self.decision)

    @property
    def is_held_back(self) -> bool:
        """Say whether the tally and the close wait for a quorum or for a recorded reason."""
        breached = bool(self.decision.quoracy_breach_reason.strip())
        return self.is_open and not self.quoracy.is_met and not breached

    @property
    def who_counts(self) -> str:
        """Those who count, in words."""
        social_care = ["Social Care"] if self.quoracy.has_social_care else []
        return ", ".join([*social_care, *self.quoracy.other_agencies]) or "Nobody who counts yet"

    @property
    def still_needed(self) -> str:
        """What the quorum lacks, in words."""
        lacking = [] if self.quoracy.has_social_care else ["Children’s Social Care"]
        number = self.quoracy.still_needed
        if number:
            lacking.append(f"{number} more {'agency' if number == 1 else 'agencies'}")
        return " and ".join(lacking)

    @cached_property
    def tally(self) -> Tally:
        """How views stand."""
        found: Tally = self.decision.tally()
        return found

    @cached_property
    def missing(self) -> list[parts.Part]:
        """What the expected outcome still needs."""
        return parts.missing(self.decision) if self.is_open else []

    def cell(self, part: parts.Part) -> str:
        """Return how the checklist shows a part: none, closed, waits, done, missing."""
        if not part.applies(self.decision):
            return "none"
        if part.is_settled(self.decision):
            return "done"
        if not self.is_open:
            return "closed"
        return "waits" if self.is_held_back else "missing"
