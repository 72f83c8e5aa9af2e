"""Counting the views for one child: one for each line of management (CF-18, CF-19)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Tally:
    """How many lines of management are for a plan, and how many are not."""

    for_plan: int
    against: int

    @property
    def is_equal(self) -> bool:
        """Say whether views are equally divided: the child is made subject of a plan (CF-19)."""
        return self.for_plan == self.against > 0

    @property
    def is_for_plan(self) -> bool:
        """Say whether the view taken is for a plan: the majority, or an equal split (CF-19)."""
        return self.for_plan > self.against or self.is_equal

    @property
    def is_empty(self) -> bool:
        """Say whether nobody has given a view."""
        return self.for_plan == self.against == 0


def tally(recommendations: Iterable[Any]) -> Tally:
    """Count the views given: supporters have none, and who gave none is not counted (CF-18)."""
    views = [
        view.is_for_plan
        for view in recommendations
        if view.is_for_plan is not None and not view.invitation.is_supporter
    ]
    return Tally(for_plan=sum(views), against=len(views) - sum(views))
