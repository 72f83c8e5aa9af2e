"""The clocks of one child: a pure function of chronology, pack and calendar.

Each starting event of a rule opens a clock (or takes one over, see `packs.Again`); the
clock then looks for what closes it. Nothing here reads the day it is: standing is derived
later, from rows that change only when the chronology, the pack or the calendar does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from ..calendar import Direction, WorkingDays, local_day
from ..packs import Again, Edition, Pack, Timescale
from .happenings import EventLike, Happening, chronology


@dataclass(frozen=True)
class DeadlineRow:
    """One clock: what started it, when it is due, what closed it."""

    code: str
    title: str
    pack: str
    version: str
    owner: str
    is_immediate: bool
    started_by_id: int
    record_label: str
    record_id: int
    counted_from: date
    counted_at: datetime | None
    opens_on: date | None
    warn_on: date | None
    due_on: date
    due_at: datetime | None
    met_by_id: int | None
    met_on: date | None
    met_at: datetime | None
    ended_by_id: int | None
    superseded_by_id: int | None
    closed_on: date | None


@dataclass(frozen=True)
class Clock:
    """A clock while its child's chronology is being read."""

    rule: Timescale
    edition: Edition
    start: Happening
    base: date | datetime
    met: Happening | None = None
    ended: Happening | None = None
    superseded: Happening | None = None

    @property
    def closed_by(self) -> Happening | None:
        """What closed it, if anything did."""
        return self.met or self.ended or self.superseded


class Line:
    """A chronology that can be asked for events by name."""

    def __init__(self, events: Iterable[EventLike]) -> None:
        self._by_name: dict[str, list[Happening]] = defaultdict(list)
        for happening in chronology(events):
            self._by_name[happening.name].append(happening)

    def named(self, names: Iterable[str]) -> list[Happening]:
        """The events of these names, in order."""
        found = [happening for name in set(names) for happening in self._by_name.get(name, ())]
        return sorted(found, key=lambda happening: happening.place)


def deadlines(
    events: Iterable[EventLike], pack: Pack, calendar: WorkingDays
) -> tuple[DeadlineRow, ...]:
    """Every deadline of one child, in the order of their rules and starts."""
    line = Line(events)
    codes = dict.fromkeys(code for edition in pack.editions for code in edition.by_code)
    clocks = (clock for code in codes for clock in _clocks(code, line, pack, calendar))
    return tuple(_row(clock, calendar) for clock in clocks)


def _clocks(code: str, line: Line, pack: Pack, calendar: WorkingDays) -> list[Clock]:
    """The clocks of one rule, each closed as the chronology closes it."""
    clocks: list[Clock] = []
    for start, edition, rule in _starts(code, line, pack):
        base = start.counted_from(rule.counted_from, as_moment=rule.span.counts_hours)
        if base is None:
            continue
        clock = Clock(rule, edition, start, base)
        running = _running(clocks, clock)
        if not _opens(clock, running, clocks):
            continue
        if running is not None and rule.again is not Again.EACH:
            taken_over = replace(running, met=None, ended=None, superseded=start)
            clocks[clocks.index(running)] = taken_over
        clocks.append(_closed(clock, line, calendar))
    return clocks


def _starts(code: str, line: Line, pack: Pack) -> Iterator[tuple[Happening, Edition, Timescale]]:
    """The events that may start the rule, each under the edition of its day."""
    listened = {
        name
        for edition in pack.editions
        if (rule := edition.by_code.get(code))
        for name in (*rule.starts, *rule.restarted_by)
    }
    for happening in line.named(listened):
        edition = pack.in_force(happening.happened_on)
        rule = edition.by_code.get(code)
        if rule and _listens(rule, happening):
            yield happening, edition, rule


def _listens(rule: Timescale, happening: Happening) -> bool:
    """Say whether the rule's clock may start, or be taken over, by this event."""
    return happening.name in (*rule.starts, *rule.restarted_by) and happening.has(rule.where)


def _running(clocks: list[Clock], clock: Clock) -> Clock | None:
    """The clock of the same rule that still runs when this one would start."""
    moved = clock.rule.again is Again.MOVED
    for earlier in reversed(clocks):
        if moved and earlier.start.record != clock.start.record:
            continue
        closer = _closer_before_a_start(earlier)
        return None if closer and _precedes(closer, clock.start) else earlier
    return None


def _precedes(closer: Happening, start: Happening) -> bool:
    """A record's own moves follow each other as entered, others by their days."""
    if closer.record == start.record:
        return closer.id <= start.id
    return closer.place <= start.place


def _closer_before_a_start(clock: Clock) -> Happening | None:
    """What closed a clock for good. A run-up is judged anew when its meeting is moved."""
    in_run_up = clock.rule.span.direction is Direction.WITHIN_BEFORE
    return clock.ended if in_run_up else clock.closed_by


def _opens(clock: Clock, running: Clock | None, clocks: list[Clock]) -> bool:
    rule, start = clock.rule, clock.start
    if rule.again is Again.EACH:
        return True
    if running is None:
        return start.name in rule.starts and not _already_met(clock, clocks)
    if rule.again is Again.FIRST:
        return False
    return running.start.record != start.record or running.base != clock.base


def _already_met(clock: Clock, clocks: list[Clock]) -> bool:
    """Say whether what is asked again was given before: a report, then the day moved."""
    if clock.rule.again is not Again.MOVED or clock.start.name in clock.rule.met_by:
        return False
    return any(
        earlier.met is not None and earlier.start.record == clock.start.record for earlier in clocks
    )


def _closed(clock: Clock, line: Line, calendar: WorkingDays) -> Clock:
    """Close the clock by whichever came first: what meets it, or what ends it."""
    met = _first(line, clock.rule.met_by, lambda event: _meets(clock, event, calendar))
    ended = _first(line, clock.rule.ended_by, lambda event: _ends(clock, event))
    if met and ended and ended.happened_on < met.happened_on:
        met = None
    return replace(clock, met=met, ended=None if met else ended)


def _first(
    line: Line, names: tuple[str, ...], closes: Callable[[Happening], bool]
) -> Happening | None:
    return next(filter(closes, line.named(names)), None)


def _meets(clock: Clock, event: Happening, calendar: WorkingDays) -> bool:
    rule, start = clock.rule, clock.start
    if event.id == start.id or not event.has(rule.met_where):
        return False
    if rule.met_by_same_record:
        return event.record == start.record and event.id > start.id
    if opens := rule.span.opens(clock.base, calendar):
        return opens <= event.happened_on <= _day(clock.base)
    if rule.met_on_a_later_day:
        return event.happened_on > start.happened_on
    if event.name in rule.starts:
        return event.place > start.place
    return event.happened_on >= start.happened_on


def _ends(clock: Clock, event: Happening) -> bool:
    start = clock.start
    if event.record_label == start.record_label:
        return event.record == start.record and event.id > start.id
    return event.happened_on >= start.happened_on


def _row(clock: Clock, calendar: WorkingDays) -> DeadlineRow:
    rule, closer = clock.rule, clock.closed_by
    # What was done before a bank holiday was proclaimed was done under the calendar of its day.
    known = calendar.known_on(closer.happened_on) if closer else calendar
    due_on = rule.span.due(clock.base, known)
    return DeadlineRow(
        code=rule.code,
        title=rule.title,
        pack=clock.edition.pack,
        version=clock.edition.version,
        owner=rule.owner,
        is_immediate=rule.is_immediate,
        started_by_id=clock.start.id,
        record_label=clock.start.record_label,
        record_id=clock.start.record_id,
        counted_from=_day(clock.base),
        counted_at=clock.base if isinstance(clock.base, datetime) else None,
        opens_on=rule.span.opens(clock.base, known),
        warn_on=known.add(due_on, -rule.warn.amount) if rule.warn else None,
        due_on=due_on,
        due_at=rule.span.due_at(clock.base) if rule.span.counts_hours else None,
        met_by_id=clock.met.id if clock.met else None,
        met_on=clock.met.happened_on if clock.met else None,
        met_at=clock.met.happened_at if clock.met else None,
        ended_by_id=clock.ended.id if clock.ended else None,
        superseded_by_id=clock.superseded.id if clock.superseded else None,
        closed_on=closer.happened_on if closer else None,
    )


def _day(base: date | datetime) -> date:
    return local_day(base) if isinstance(base, datetime) else base
