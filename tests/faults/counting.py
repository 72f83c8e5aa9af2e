"""What became of the reminders: the rows against what the sink took. Plain SQL, no models."""

import sqlite3
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg2

ROWS = """
SELECT d.id, n.id, m.reference, m.state, m.is_doubtful
FROM timescales_deadline d
LEFT JOIN timescales_notice n ON n.deadline_id = d.id AND n.stage = 'due'
LEFT JOIN timescales_dispatch m ON m.id = n.dispatch_id
WHERE d.child_id = {child}
"""


@dataclass(frozen=True)
class Figures:
    """One run: what was due, what went wrong, and signs that the faults were real."""

    due: int
    lost: int
    doubled: int
    undecided: int
    lies: int
    killed: Counter[str]
    looked_up: int
    longest_silence: float
    seconds: float

    @property
    def hold(self) -> bool:
        """Whether everybody was told exactly once, and the rows say so."""
        return not (self.lost or self.doubled or self.undecided or self.lies)


class Rows:
    """The database, asked past the product."""

    def __init__(self, address: str) -> None:
        self.address = address

    def of(self, child: str) -> list[tuple]:
        """One row for each clock and notice of a child, with its message."""
        return self.ask(ROWS.format(child=int(child)))

    def ask(self, statement: str) -> list[tuple]:
        """What the database answers."""
        place = urlsplit(self.address)
        if place.scheme == "sqlite":
            connection = sqlite3.connect(place.path.removeprefix("/") or place.path, timeout=20)
        else:
            connection = psycopg2.connect(self.address.split("?")[0], **_socket(place.query))
        try:
            cursor = connection.cursor()
            cursor.execute(statement)
            return cursor.fetchall()
        finally:
            connection.close()


def _socket(query: str) -> dict[str, str]:
    return dict([query.split("=")]) if query else {}


def is_through(rows: list[tuple], due: int) -> bool:
    """Whether each reminder is sent or parked, as far as the rows say."""
    return len({row[0] for row in rows if row[3] in ("sent", "parked")}) == due


def count(rows: list[tuple], taken: Counter[str], due: int) -> dict[str, int]:
    """Lost: told by no message. Doubled: each message or notice too many. Lies: rows that
    say sent of what never arrived, or not sent of what did."""
    told = {row[0] for row in rows if row[2] in taken}
    notices = Counter(row[0] for row in rows if row[1])
    references = {row[2]: row for row in rows if row[2]}
    return {
        "lost": due - len(told),
        "doubled": sum(taken[reference] - 1 for reference in references if taken[reference])
        + sum(number - 1 for number in notices.values()),
        "undecided": sum(row[3] == "parked" or bool(row[4]) for row in references.values()),
        "lies": sum(
            (row[3] == "sent") != (reference in taken) for reference, row in references.items()
        ),
    }
