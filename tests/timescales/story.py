"""A chronology told in a few words, for tests: `Story().on("2026-11-04", "conference.held")`."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from cpms.timescales.calendar import WorkingDays
from cpms.timescales.deadlines import deadlines
from cpms.timescales.packs import load


@dataclass
class Told:
    """An event without a database."""

    id: int
    name: str
    happened_on: date
    happened_at: datetime | None = None
    facts: dict = field(default_factory=dict)
    record_label: str = ""
    record_id: int = 1
    corrects_id: int | None = None


class Story:
    """Events of one child, and the deadlines that they make."""

    def __init__(self, pack="bolton", calendar=None):
        self.pack = load(pack)
        self.calendar = calendar or WorkingDays()
        self.events = []
        self.numbers = count(1)

    def on(self, day, name, record=1, corrects=None, at=None, **facts):
        """Add an event; it is entered after all the others."""
        self.events.append(
            Told(
                id=next(self.numbers),
                name=name,
                happened_on=date.fromisoformat(day),
                happened_at=datetime.fromisoformat(at) if at else None,
                facts=facts,
                record_label=name.partition(".")[0],
                record_id=record,
                corrects_id=corrects,
            )
        )
        return self

    def rows(self, code=None):
        rows = deadlines(self.events, self.pack, self.calendar)
        return [row for row in rows if code in (None, row.code)]

    def row(self, code):
        """The one row of a rule."""
        (row,) = self.rows(code)
        return row

    def codes(self):
        return {row.code for row in self.rows()}

    def outcome(self, row):
        """How a clock stands, in one word."""
        if row.met_by_id:
            return "met" if row.met_on <= row.due_on else "late"
        if row.ended_by_id:
            return "ended"
        return "replaced" if row.superseded_by_id else "open"

    def told(self, code):
        """Due day and outcome of every clock of a rule."""
        return [(row.due_on.isoformat(), self.outcome(row)) for row in self.rows(code)]
