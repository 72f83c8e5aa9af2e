"""Invented content for the gallery. Tue 24 Nov 2026 is today in all of it."""

from datetime import UTC, date, datetime
from typing import Any

from cpms.design import charts


def _counted(number: int, day: str, **more: Any) -> dict[str, Any]:
    return {"kind": "counted", "number": number, "day": day, **more}


def _skipped(day: str, note: str = "") -> dict[str, Any]:
    return {"kind": "skipped", "day": day, "note": note}


CALENDAR = {
    "caption": "Day 0 is the start. Outlined: today",
    "weeks": [
        [
            None, {"kind": "start", "day": "17 Nov"}, _counted(1, "18"), _counted(2, "19"),
            _counted(3, "20"), _skipped("21"), _skipped("22"),
        ],
        [
            _counted(4, "23"), {"kind": "due", "number": 5, "day": "24 Nov", "is_today": True},
            None, None, None, None, None,
        ],
    ],
}  # fmt: skip

BACKWARDS = {
    "caption": "Counted back day by day",
    "weeks": [
        [
            None, None, {"kind": "due", "number": 2, "day": "23 Dec"}, _counted(1, "24"),
            _skipped("25 Dec", "bank holiday"), _skipped("26"), _skipped("27"),
        ],
        [
            _skipped("28 Dec", "bank holiday"), {"kind": "start", "day": "29 Dec"},
            None, None, None, None, None,
        ],
    ],
}  # fmt: skip

FACTS = [
    ("Started", "Meeting held, Tue 17 Nov 2026"),
    ("Rule", "Minutes to all members within 5 working days"),
    ("Source", "The procedure"),
    ("Skipped", "Sat 21 and Sun 22 Nov"),
]

ROWS: list[dict[str, Any]] = [
    {
        "state": "over", "due": date(2026, 11, 20), "title": "Send the revised paper",
        "who": "Sam Specimen; manager told on Mon 23 Nov", "left": "2 working days late",
        "is_pressing": True, "used": 100, "used_words": "day 4, allowed 2", "href": "#",
    },
    {
        "state": "today", "due": date(2026, 11, 24), "title": "Send the minutes",
        "who": "You; drafted by Jo Placeholder", "left": "due today", "is_pressing": True,
        "used": 100, "used_words": "working day 5 of 5",
        "why": {"facts": FACTS, "count": CALENDAR, "is_open": True},
    },
    {
        "state": "risk", "due_at": datetime(2026, 11, 24, 17, 0, tzinfo=UTC),
        "title": "Answer within the day", "who": "You", "left": "3 hours left",
    },
    {
        "state": "track", "due": date(2026, 12, 23), "title": "Report before the meeting",
        "left": "21 working days left", "used": 17, "used_words": "day 7 of 42",
        "why": {"facts": FACTS[:2], "count": BACKWARDS},
    },
    {
        "state": "met", "due": date(2026, 11, 18), "title": "First meeting",
        "left": "done Tue 17 Nov", "why": {"facts": FACTS[:1]},
    },
    {
        "state": "late", "due": date(2026, 11, 19), "title": "Paper to members",
        "left": "done Mon 23 Nov, 2 working days late",
    },
    {
        "state": "off", "due": date(2027, 2, 4), "year": 2027, "title": "Second meeting",
        "left": "no longer needed",
    },
]  # fmt: skip

COUNTS = [
    {"number": 1, "label": "Overdue", "href": "#", "note": "since Fri 20 Nov", "state": "over"},
    {"number": 2, "label": "Due today", "href": "#", "note": "one is ready", "state": "risk"},
    {"number": 4, "label": "Rest of this week", "href": "#", "note": "Wed 25 to Fri 27 Nov"},
    {"number": 2, "label": "To sign", "href": "#", "state": "pen"},
    {"number": 3, "label": "My meetings", "href": "#", "note": "next today, 13:30"},
]

TASKS = [
    {"title": "Invitations", "note": "12 sent on Mon 16 Nov", "state": "met", "words": "Sent"},
    {"title": "Reports", "href": "#", "note": "3 of 5 are in", "state": "risk"},
    {"title": "Room", "href": "#", "state": "plain", "words": "Add", "mark": "waiting"},
    {"title": "Decision", "note": "after the meeting", "state": "plain", "words": "Locked",
     "mark": "lock"},
]  # fmt: skip

EVENTS = [
    {"title": "Paper sent to members", "note": "Mon 23 Nov 2026, Sam Specimen."},
    {"title": "First meeting held", "note": "Tue 17 Nov 2026, 14:00.", "is_key": True,
     "href": "#", "entered": "Entered Wed 18 Nov."},
]  # fmt: skip

TREND = charts.lines(
    "trend",
    "On time by month",
    ["Jul", "Aug", "Sep", "Oct", "Nov"],
    [
        charts.Series("First rule", [85, 79, 84, 88, 90], "15 working days"),
        charts.Series("Second rule", [93, 90, 92, 93, 94], "10 working days"),
        charts.Series("Third rule", [69, None, 68, 66, 62], "1 working day"),
    ],
    description="The first two rose to 90 and 94 per cent; the third fell to 62.",
    unit="%",
    aim=("aim 85%", 85),
)

SHARES = charts.bars("shares", "By kind", [("First kind", 12), ("Second kind", 7), ("Third", 0)])


def _heat_row(label: str, unit: str, numbers: list[int]) -> dict[str, Any]:
    days = ("Tue 24 Nov", "Wed 25 Nov", "Thu 26 Nov", "Fri 27 Nov", "Mon 30 Nov")
    cells = [
        {"number": number, "level": level, "href": "#", "when": when}
        for number, level, when in zip(numbers, charts.heat_levels(numbers), days, strict=True)
    ]
    return {"label": label, "unit": unit, "cells": cells}


HEAT_COLUMNS = [
    {"top": "Tue", "below": "24 Nov", "is_today": True},
    {"top": "Wed", "below": "25"},
    {"top": "Thu", "below": "26"},
    {"top": "Fri", "below": "27"},
    {"top": "Mon", "below": "30"},
]
HEAT_ROWS = [
    _heat_row("Meetings", "meetings", [2, 1, 5, 0, 3]),
    _heat_row("Reports due in", "reports", [5, 3, 6, 2, 12]),
]
HEAT_ROWS[0]["cells"][2]["over"] = "more than there is room for"
