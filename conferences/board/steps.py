"""The one thing to do next, with its reason (one per page)."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Link:
    """A further action."""

    href: str
    text: str


@dataclass(frozen=True)
class Step:
    """What to do next, why, and where."""

    title: str
    text: str = ""
    href: str = ""
    button: str = ""
    others: tuple[Link, ...] = field(default_factory=tuple)


def next_step(board: Any) -> Step:
    """Return the first step that the meeting waits for."""
    steps = (_open, _attendance, _quorum, _views, _missing, _close_child, _close)
    return next((found for step in steps if (found := step(board))), _after(board))


def _open(board: Any) -> Step | None:
    conference = board.conference
    if conference.state != "convened":
        return None
    href = reverse("conference-open", args=[conference.pk])
    return Step("Open the conference", "Attendance is taken from the opening on.", href, "Open")


def _attendance(board: Any) -> Step | None:
    if not board.is_open or board.present:
        return None
    return Step(
        "Take the attendance",
        "Quoracy is counted for each child from who is here (CF-05).",
        "#here",
        "Who is here",
    )


def _quorum(board: Any) -> Step | None:
    waiting = [column for column in board.columns if column.is_held_back]
    if not board.is_open or not waiting:
        return None
    column = waiting[0]
    links = (
        Link(
            reverse("decision-settle", args=[column.decision.pk, "quoracy"]),
            "Record why it is breached",
        ),
        Link(reverse("conference-stand-down", args=[board.conference.pk]), "Stand down"),
    )
    return Step(
        f"{column.name}: {column.still_needed} before it can be decided",
        f"{_expected(board, column)}Not quorate for {board.named(waiting)} (CF-05).",
        "#here",
        "Who is here",
        links if board.is_chair else (),
    )


def _expected(board: Any, column: Any) -> str:
    absent = [
        row.line
        for row in board.rows
        for cell in row.cells
        if cell.decision_id == column.decision.pk and cell.kind == "not_here"
    ]
    return f"Not here: {', '.join(absent)}. " if absent else ""


def _views(board: Any) -> Step | None:
    for row in board.rows if board.is_open else ():
        for cell, column in zip(row.cells, board.columns, strict=True):
            if cell.kind == "ask" and column.is_open:
                return Step(
                    f"{row.line}: ask for a view on {column.name}",
                    "Each line of management that knows the child recommends (CF-17).",
                    reverse("decision-view", args=[cell.decision_id, cell.invitation_id]),
                    "Record the view",
                )
    return None


def _missing(board: Any) -> Step | None:
    for column in board.columns if board.is_open else ():
        if column.missing and _is_for_plan(column):
            part = column.missing[0]
            return Step(
                f"{column.name}: {part.title[0].lower()}{part.title[1:]}",
                f"{len(column.missing)} missing before {column.name}’s decision can close (CF-21).",
                reverse("decision-settle", args=[column.decision.pk, part.slug]),
                "Add",
            )
    return None


def _is_for_plan(column: Any) -> bool:
    return bool(column.tally.is_for_plan or column.decision.is_review())


def _close_child(board: Any) -> Step | None:
    for column in board.columns if board.is_open else ():
        if column.is_open:
            return Step(
                f"Close {column.name}’s decision",
                "Nothing is missing. Each child closes alone.",
                reverse("decision-close", args=[column.decision.pk]),
                "Close the decision",
            )
    return None


def _close(board: Any) -> Step | None:
    if not board.is_open:
        return None
    return Step(
        "Close the conference",
        "Every child is decided. The clocks start when it closes.",
        reverse("conference-hold", args=[board.conference.pk]),
        "Close the conference",
    )


def _after(board: Any) -> Step:
    conference = board.conference
    state = str(conference.get_state_display()).lower()
    if conference.state != "held":
        return Step(f"The conference is not in session: it is “{state}”")
    return Step(
        "Send the decision",
        "To all invited within 1 working day (CF-25).",
        reverse("conference-after", args=[conference.pk]),
        "Go on to what comes after",
    )
