"""The page of the day as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet

from conferences import parts
from conferences.board import clocks, grid, steps
from conferences.board.columns import Column
from conferences.board.minutes import Item, items_of
from conferences.models import Conference, Decision, Invitation, Passage
from cpms.accounts.models import User


def fetched(
    conferences: QuerySet[Conference, Conference], user: User
) -> QuerySet[Conference, Conference]:
    """Fetch with a conference all that its page shows this person, in a fixed number of queries."""
    decisions = Decision.objects.select_related("child", "lead_professional").prefetch_related(
        "recommendations__invitation", "outline", "core_group", "child__decisions"
    )
    people = Invitation.objects.select_related(
        "practitioner__agency", "person", "child"
    ).prefetch_related("knows")
    passages = Passage.objects.visible_to(user).select_related("saved_by")
    passages = passages.prefetch_related("children", "withheld_from")
    return conferences.select_related("chair", "family").prefetch_related(
        Prefetch("decisions", decisions),
        Prefetch("invitations", people),
        Prefetch("passages", passages),
    )


@dataclass
class Board:
    """What the page of the day shows."""

    conference: Any
    user: User
    today: date
    now: datetime
    chosen_item: int | None = None

    @cached_property
    def columns(self) -> list[Column]:
        """The children, in the order in which they were put."""
        return [Column(decision, self.today) for decision in self.conference.decisions.all()]

    @cached_property
    def rows(self) -> list[grid.Row]:
        """The lines of management."""
        return grid.rows_of(self.conference, self.columns)

    @cached_property
    def items(self) -> list[Item]:
        """The agenda with its minutes."""
        return items_of(self.conference.passages.all(), self.user, self.now, self.chosen_item)

    @property
    def item_now(self) -> Item | None:
        """The item that is open."""
        return next((item for item in self.items if item.is_now), None)

    @property
    def checklist(self) -> list[parts.Part]:
        """The parts that apply to any of the children."""
        decisions = [column.decision for column in self.columns]
        return [part for part in parts.CHECKED if any(map(part.applies, decisions))]

    @property
    def people(self) -> list[Any]:
        """Everybody invited or come."""
        return list(self.conference.invitations.all())

    @property
    def present(self) -> list[Any]:
        """Those who are here now."""
        return [person for person in self.people if person.is_present]

    @property
    def last_saved(self) -> datetime | None:
        """When a passage was last saved."""
        return max(
            (item.passage.saved_at for item in self.items if item.passage.saved_at), default=None
        )

    @property
    def is_chair(self) -> bool:
        """Say whether the person who looks chairs this conference."""
        return bool(self.conference.chair_id == self.user.pk)

    @property
    def is_open(self) -> bool:
        """Say whether the meeting goes on."""
        return bool(self.conference.state == "opened")

    @property
    def step(self) -> steps.Step:
        """The one thing to do next."""
        return steps.next_step(self)

    @property
    def clocks(self) -> list[dict[str, Any]]:
        """The clocks that the close will start."""
        return clocks.rows_of(self.columns, self.today)

    def to_come(self, column: Column) -> int:
        """Return how many views on this child are still to come."""
        return grid.to_come(self.rows, column.decision.pk)

    def categories(self, column: Column) -> str:
        """Return the categories named for this child."""
        return grid.categories_said(column.decision)

    def named(self, columns: Iterable[Column]) -> str:
        """Return the names of children in one phrase: "Ash, Bay and Cedar"."""
        names = [column.name for column in columns]
        return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def board_of(
    conference: Conference, user: User, *, today: date, now: datetime, item: int | None = None
) -> Board:
    """Return what the page shows of a conference fetched by `fetched`."""
    return Board(conference, user, today, now, item)
