"""A child's chronology as the clocks read it: corrected, and in order."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from ..calendar import as_london, local_day, start_of_day

logger = logging.getLogger(__name__)


class EventLike(Protocol):
    """What the clocks need of an event; `records.Event` has it."""

    id: int
    name: str
    happened_on: date
    happened_at: datetime | None
    facts: Mapping[str, Any]
    record_label: str
    record_id: int
    corrects_id: int | None


@dataclass(frozen=True)
class Happening:
    """One event, at the day on which it truly happened."""

    id: int
    name: str
    happened_on: date
    happened_at: datetime | None
    facts: Mapping[str, Any]
    record_label: str
    record_id: int

    @property
    def place(self) -> tuple[date, int]:
        """Where it stands in the chronology: by its day, then as entered."""
        return self.happened_on, self.id

    @property
    def record(self) -> tuple[str, int]:
        """The record that moved."""
        return self.record_label, self.record_id

    def has(self, facts: Mapping[str, frozenset[Any]]) -> bool:
        """Say whether each fact has one of the values wanted."""
        return all(self.facts.get(fact) in values for fact, values in facts.items())

    def counted_from(self, fact: str, *, as_moment: bool) -> date | datetime | None:
        """The day or moment a clock counts from; None if the fact is not known."""
        if not fact:
            return self.happened_at if as_moment else self.happened_on
        read = self._read(fact)
        if read is None or isinstance(read, datetime) == as_moment:
            return read
        # A meeting whose hour is not fixed yet may begin at any hour of its day.
        return local_day(read) if isinstance(read, datetime) else start_of_day(read)

    def _read(self, fact: str) -> date | datetime | None:
        written = self.facts.get(fact)
        if not written:
            return None
        try:
            if len(written) > len("2026-11-24"):
                return as_london(datetime.fromisoformat(written))
            return date.fromisoformat(written)
        except (TypeError, ValueError):
            logger.warning("event %s: fact %s is not a day or a moment", self.id, fact)
            return None


def chronology(events: Iterable[EventLike]) -> list[Happening]:
    """Put events in the order in which they happened, with corrections applied.

    A correction names the event that it corrects and takes its place with another day or
    other facts; one with the fact `withdrawn` says that it never happened. The corrected
    event keeps its identity, so that a clock it started is moved and not replaced.
    """
    told = sorted(events, key=lambda event: event.id)
    happenings = {event.id: _as_told(event) for event in told if event.corrects_id is None}
    root = {event.id: event.id for event in told if event.corrects_id is None}
    for event in told:
        if event.corrects_id is None or event.corrects_id not in root:
            continue
        root[event.id] = first = root[event.corrects_id]
        if first not in happenings:
            continue
        if event.facts.get("withdrawn"):
            del happenings[first]
        else:
            happenings[first] = _corrected(happenings[first], event)
    return sorted(happenings.values(), key=lambda happening: happening.place)


def _as_told(event: EventLike) -> Happening:
    return Happening(
        event.id,
        event.name,
        event.happened_on,
        event.happened_at,
        event.facts,
        event.record_label,
        event.record_id,
    )


def _corrected(first: Happening, by: EventLike) -> Happening:
    return Happening(
        first.id,
        first.name,
        by.happened_on,
        by.happened_at,
        {**first.facts, **by.facts},
        first.record_label,
        first.record_id,
    )
