"""The grid of views: lines of management by children (CF-17 to CF-19).

An empty seat, a view not asked for, no view given and "no contact" are four different
things, and look it.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from conferences import lines
from conferences.board.columns import Column
from conferences.models import Category

CATEGORIES = dict(Category.choices)


@dataclass(frozen=True)
class Cell:
    """Where a line of management meets a child."""

    kind: str  # given, ask, not_here, no_contact
    decision_id: int
    invitation_id: int | None = None
    view: Any = None

    @property
    def category(self) -> str:
        """The category that a view for a plan names."""
        return CATEGORIES.get(self.view.category, "").lower() if self.view else ""


@dataclass(frozen=True)
class Row:
    """One line of management and what it says for each child."""

    line: str
    cells: list[Cell]


def rows_of(conference: Any, columns: list[Column]) -> list[Row]:
    """Return the lines of management, social care first."""
    by_line: dict[str, list[Any]] = {}
    for speaker in lines.speakers(conference):
        by_line.setdefault(lines.line_of(speaker), []).append(speaker)
    return [
        Row(line, [_cell(line, speakers, column) for column in columns])
        for line, speakers in by_line.items()
    ]


def _cell(line: str, speakers: list[Any], column: Column) -> Cell:
    decision = column.decision
    given = [row for row in decision.recommendations.all() if row.line_of_management == line]
    if given:
        return Cell("given", decision.pk, given[0].invitation_id, given[0])
    knowing = [row for row in speakers if lines.knows(row, decision.child_id)]
    here = [row for row in knowing if row.is_present]
    if here:
        return Cell("ask", decision.pk, here[0].pk)
    if knowing:
        return Cell("not_here", decision.pk, knowing[0].pk)
    return Cell("no_contact", decision.pk)


def categories_said(decision: Any) -> str:
    """Return how often each category was named: "neglect 3, emotional abuse 1"."""
    said = Counter(row.category for row in decision.recommendations.all() if row.category)
    return ", ".join(f"{CATEGORIES[name].lower()} {number}" for name, number in said.most_common())


def to_come(rows: list[Row], decision_id: int) -> int:
    """Return how many lines of management that know the child have not been asked."""
    cells = [cell for row in rows for cell in row.cells if cell.decision_id == decision_id]
    return sum(cell.kind in {"ask", "not_here"} for cell in cells)
