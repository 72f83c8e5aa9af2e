"""The clock strip: one child's meetings and clocks as positions on a line of days.

Only positions are computed here; the template draws them. Days are mapped to a width of
1,050 units that begins at 150, where the names of the rows stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from cpms.design.formats import MONTHS, day_short
from cpms.timescales.calendar import (
    WorkingDays,
    add_days,
    days_between,
    days_from,
    first_of_month,
    week_start,
)
from cpms.timescales.presentation import Shown

LEFT, RIGHT = 150.0, 1200.0
LONGEST_DAYS = 250
FIRST_ROW, ROW_HEIGHT = 148, 31
LABEL_ROOM, MONTH_ROOM = 190.0, 60.0
LABEL_LEVELS = 3
BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a label stands before its mark."""
MOST_CLOCKS = 8
DRAWN_STATES = {"over", "today", "risk", "track", "met", "late"}


@dataclass(frozen=True)
class Meeting:
    """A meeting held or booked."""

    day: date
    what: str
    is_held: bool


@dataclass(frozen=True)
class Mark:
    """A meeting on its line; the level keeps its label clear of its neighbours'."""

    x: float
    what: str
    when: str
    is_held: bool
    level: int
    anchor: str


@dataclass(frozen=True)
class Bar:
    """A clock from its start to its last day."""

    y: int
    x: float
    width: float
    end: float
    title: str
    when: str
    words: str
    state: str
    label_x: float
    anchor: str


@dataclass(frozen=True)
class Tick:
    """A day named above the lines."""

    x: float
    label: str


@dataclass
class Strip:
    """Everything the drawing needs, and the same in words for those who cannot see it."""

    height: int
    today: float | None
    today_label: str
    description: str
    weekends: list[tuple[float, float]] = field(default_factory=list)
    holidays: list[tuple[float, float, str]] = field(default_factory=list)
    months: list[Tick] = field(default_factory=list)
    weeks: list[Tick] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)


class Scale:
    """From days to positions."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.step = (RIGHT - LEFT) / max(1, days_between(first, last))

    def x(self, day: date) -> float:
        """Return where a day stands, held to the edges of the drawing."""
        held = min(max(day, self.first), self.last)
        return round(LEFT + days_between(self.first, held) * self.step, 1)

    def holds(self, day: date) -> bool:
        """Say whether the day lies inside the drawing."""
        return self.first <= day <= self.last


def strip(
    meetings: Sequence[Meeting], clocks: Sequence[Shown], today: date, calendar: WorkingDays
) -> Strip | None:
    """Draw the meetings and the clocks; None where there is nothing to draw yet."""
    drawn = _chosen(clocks)
    days = [meeting.day for meeting in meetings]
    days += [day for row in drawn for day in (row.deadline.counted_from, row.due)]
    if not days:
        return None
    scale = _scale(days, today)
    marks = _marks(meetings, scale)
    drawing = Strip(
        height=FIRST_ROW + len(drawn) * ROW_HEIGHT + 26,
        today=scale.x(today) if scale.holds(today) else None,
        today_label=f"Today, {day_short(today)}",
        description=_in_words(meetings, drawn),
        marks=marks,
        bars=[_bar(row, FIRST_ROW + place * ROW_HEIGHT, scale) for place, row in enumerate(drawn)],
    )
    _shade(drawing, scale, calendar)
    return drawing


def _chosen(clocks: Iterable[Shown]) -> list[Shown]:
    """Take what still runs and what was met last; leave what was replaced or cancelled."""
    shown = [row for row in clocks if row.state in DRAWN_STATES]
    closed = [row for row in shown if row.state in {"met", "late"}]
    running = [row for row in shown if row.state not in {"met", "late"}]
    room = max(0, MOST_CLOCKS - len(running))
    kept = sorted(closed, key=lambda row: row.due)[-room:] if room else []
    return sorted([*kept, *running[:MOST_CLOCKS]], key=lambda row: row.due)


def _scale(days: list[date], today: date) -> Scale:
    first = week_start(min(*days, today))
    last = add_days(week_start(max(*days, today)), 13)
    if days_between(first, last) > LONGEST_DAYS:
        last = min(last, add_days(week_start(today), LONGEST_DAYS - 56))
        first = max(first, add_days(last, -LONGEST_DAYS))
    return Scale(week_start(first), last)


def _marks(meetings: Sequence[Meeting], scale: Scale) -> list[Mark]:
    ends = [0.0] * LABEL_LEVELS
    marks = []
    for meeting in sorted(meetings, key=lambda meeting: meeting.day):
        if not scale.holds(meeting.day):
            continue
        x = scale.x(meeting.day)
        anchor = _anchor(x)
        begins = x - LABEL_ROOM * BEFORE[anchor]
        level = min(range(LABEL_LEVELS), key=lambda one: (ends[one] > begins, one))
        ends[level] = begins + LABEL_ROOM
        when = day_short(meeting.day)
        marks.append(Mark(x, meeting.what, when, meeting.is_held, level, anchor))
    return marks


def _anchor(x: float) -> str:
    if x < LEFT + LABEL_ROOM / 2:
        return "start"
    return "end" if x > RIGHT - LABEL_ROOM / 2 else "middle"


def _bar(row: Shown, y: int, scale: Scale) -> Bar:
    start, end = sorted((scale.x(row.deadline.counted_from), scale.x(row.due)))
    is_near_the_edge = end > RIGHT - 260
    return Bar(
        y=y,
        x=start,
        width=round(max(end - start, 2.0), 1),
        end=scale.x(row.due),
        title=row.title if len(row.title) <= 21 else f"{row.title[:20].rstrip()}…",
        when=day_short(row.due),
        words=row.left,
        state=row.state,
        label_x=end - 10 if is_near_the_edge else end + 10,
        anchor="end" if is_near_the_edge else "start",
    )


def _shade(drawing: Strip, scale: Scale, calendar: WorkingDays) -> None:
    """Shade the weekends, hatch the bank holidays, name months and Mondays."""
    width = round(scale.step, 1)
    for day in days_from(scale.first, scale.last):
        if name := calendar.name_of(day):
            drawing.holidays.append((scale.x(day), width, f"{name}, {day_short(day)}"))
        if day == week_start(day):
            drawing.weeks.append(Tick(scale.x(day), str(day.day)))
            drawing.weekends.append((scale.x(add_days(day, 5)), round(width * 2, 1)))
        if day == first_of_month(day) or day == scale.first:
            drawing.months.append(Tick(scale.x(day), MONTHS[day.month - 1]))
    if len(drawing.months) > 1 and drawing.months[1].x - drawing.months[0].x < MONTH_ROOM:
        del drawing.months[0]


def _in_words(meetings: Sequence[Meeting], clocks: Sequence[Shown]) -> str:
    held = [f"{one.what} {day_short(one.day)}" for one in meetings if one.is_held]
    booked = [f"{one.what} {day_short(one.day)}" for one in meetings if not one.is_held]
    running = [f"{row.title} {day_short(row.due)}, {row.left}" for row in clocks]
    parts = (("Held", held), ("Booked", booked), ("Deadlines", running))
    return " ".join(f"{name}: {'; '.join(words)}." for name, words in parts if words)
