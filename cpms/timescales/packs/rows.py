"""Reading one `[[timescale]]` row of a pack (the grammar stands in `loader`)."""

import re
from collections.abc import Mapping
from typing import Any

from ..calendar import BadSpan, Direction, Span, Unit
from .pack import Again, Escalation, Telling, Timescale, type_of_fact
from .register import known_numbers

EVENT = re.compile(r"^[a-z]\w*\.[a-z]\w*$")
CODE = re.compile(r"^[a-z]+(-[a-z]+)*$")
ROLES = frozenset(
    {
        "owner",
        "lead_professional",
        "team_manager",
        "chair",
        "unit",
        "agency",
        "head_of_service",
        "quality_assurance_manager",
    }
)
SPANS = {
    "within": Direction.AFTER,
    "before": Direction.BEFORE,
    "leading_to": Direction.WITHIN_BEFORE,
}
REQUIRED = ("code", "title", "starts", "met_by", "owner", "register", "source")
CHOICES = ("where", "from", "met_where", "same", "ended_by", "restarted_by", "again")
FLAGS = ("met_on_a_later_day", "immediate")
KEYS = frozenset((*REQUIRED, *SPANS, *CHOICES, *FLAGS, "warn", "tell"))


class RowError(ValueError):
    """All that is wrong with one row."""

    def __init__(self, problems: list[str]) -> None:
        """Keep every problem of the row."""
        self.problems = problems
        super().__init__("; ".join(problems))


def read_row(row: Mapping[str, Any], pack: Mapping[str, Any]) -> Timescale:
    """A timescale from its row, with what the pack says for all rows."""
    problems = [f'"{key}" is missing' for key in REQUIRED if not row.get(key)]
    problems += [f'unknown key "{key}"' for key in sorted(row.keys() - KEYS)]
    if problems:
        raise RowError(problems)
    _check_values(row)
    always = as_events(pack.get("always_ended_by", []), "always_ended_by")
    return Timescale(
        code=row["code"],
        title=row["title"],
        starts=as_events(row["starts"], "starts"),
        where=_facts(row.get("where", {})),
        counted_from=row.get("from", ""),
        span=_span(row),
        met_by=as_events(row["met_by"], "met_by"),
        met_where=_facts(row.get("met_where", {})),
        met_by_same_record="same" in row,
        met_on_a_later_day=row.get("met_on_a_later_day", False),
        restarted_by=as_events(row.get("restarted_by", []), "restarted_by"),
        ended_by=(*as_events(row.get("ended_by", []), "ended_by"), *always),
        again=Again(row.get("again", Again.EACH)),
        warn=_parse(row["warn"], "warn") if "warn" in row else None,
        owner=row["owner"],
        telling=read_telling({**pack.get("tell", {}), **row.get("tell", {})}),
        is_immediate=row.get("immediate", False),
        register=tuple(_listed(row["register"])),
        source=row["source"],
    )


def _check_values(row: Mapping[str, Any]) -> None:
    problems = [] if CODE.match(row["code"]) else ["the code must be small letters with dashes"]
    problems += [
        f'"{number}" is not in the register of procedures'
        for number in _listed(row["register"])
        if number not in known_numbers()
    ]
    problems += _choice_problems(row)
    problems += [
        f'"{key}" must be true or false'
        for key in FLAGS
        if not isinstance(row.get(key, False), bool)
    ]
    if problems:
        raise RowError(problems)


def _choice_problems(row: Mapping[str, Any]) -> list[str]:
    problems = []
    if row["owner"] not in ROLES - {"owner"}:
        problems.append(_unknown_role(row["owner"]))
    if row.get("again", "each") not in list(Again):
        problems.append(f'again = "{row["again"]}" is none of {", ".join(Again)}')
    if row.get("same", "record") != "record":
        problems.append(f'same = "{row["same"]}": only "record" is known')
    return problems


def _span(row: Mapping[str, Any]) -> Span:
    """How long: exactly one of within, before and leading_to."""
    given = [key for key in SPANS if key in row]
    if len(given) != 1:
        raise RowError(["say exactly one of within, before and leading_to"])
    span = _parse(row[given[0]], given[0], SPANS[given[0]])
    if span.direction is not Direction.AFTER and "from" not in row:
        raise RowError([f'"{given[0]}" needs "from": the fact that holds the day it counts from'])
    return span


def _parse(text: Any, key: str, direction: Direction = Direction.AFTER) -> Span:
    try:
        span = Span.parse(str(text), direction)
    except BadSpan as error:
        raise RowError([f"{key}: {error}"]) from None
    if key in {"warn", "after"} and span.unit is not Unit.WORKING_DAY:
        raise RowError([f"{key}: counted in working days"])
    return span


def as_events(written: Any, key: str) -> tuple[str, ...]:
    """One event or a list, each written `record.event`."""
    events = _listed(written)
    wrong = [event for event in events if not EVENT.match(str(event))]
    if wrong:
        raise RowError([f'{key}: "{event}" is not an event (record.event)' for event in wrong])
    return tuple(events)


def _facts(written: Mapping[str, Any]) -> dict[str, frozenset[type_of_fact]]:
    return {fact: frozenset(_listed(value)) for fact, value in written.items()}


def read_telling(written: Mapping[str, Any]) -> Telling:
    """Who is told at which stage."""
    unknown = written.keys() - Telling.__dataclass_fields__.keys()
    if unknown:
        raise RowError([f'tell: unknown stage "{stage}"' for stage in sorted(unknown)])
    told = {key: _roles(value) for key, value in written.items() if key != "escalate"}
    ladder = tuple(
        Escalation(_parse(step.get("after"), "after"), _roles(step.get("to", [])))
        for step in written.get("escalate", ())
    )
    return Telling(**told, escalate=ladder)


def _roles(written: Any) -> tuple[str, ...]:
    roles = tuple(_listed(written))
    wrong = [role for role in roles if role not in ROLES]
    if wrong:
        raise RowError([f"tell: {_unknown_role(role)}" for role in wrong])
    return roles


def _unknown_role(role: str) -> str:
    return f'"{role}" is no one the service can tell; it knows {", ".join(sorted(ROLES))}'


def _listed(written: Any) -> list[Any]:
    return list(written) if isinstance(written, list) else [written]
