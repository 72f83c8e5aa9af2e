"""What a pack file says, once read: packs, their editions, and each timescale."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from ..calendar import Span

type_of_fact = str | int | bool


class Again(StrEnum):
    """What a second starting event does while the clock of the first still runs."""

    EACH = "each"  # starts a clock of its own
    FIRST = "first"  # starts nothing: the first clock goes on
    LATEST = "latest"  # takes the clock over, whichever record it comes from
    MOVED = "moved"  # takes over the clock of the same record: a meeting has been moved


@dataclass(frozen=True)
class Escalation:
    """Whom to tell how many working days after the due day."""

    after: Span
    to: tuple[str, ...]


@dataclass(frozen=True)
class Telling:
    """Who is told as the due day comes near, arrives and passes (roles, or "owner")."""

    warning: tuple[str, ...] = ("owner",)
    due: tuple[str, ...] = ("owner",)
    overdue: tuple[str, ...] = ("owner",)
    escalate: tuple[Escalation, ...] = ()


@dataclass(frozen=True)
class Timescale:
    """One timed rule: which event starts the clock, which meets it, how long it may take."""

    code: str
    title: str
    starts: tuple[str, ...]
    met_by: tuple[str, ...]
    span: Span
    register: tuple[str, ...]
    source: str
    owner: str
    where: Mapping[str, frozenset[type_of_fact]] = field(default_factory=dict)
    counted_from: str = ""
    met_where: Mapping[str, frozenset[type_of_fact]] = field(default_factory=dict)
    met_by_same_record: bool = False
    met_on_a_later_day: bool = False
    restarted_by: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()
    again: Again = Again.EACH
    warn: Span | None = None
    telling: Telling = Telling()
    is_immediate: bool = False

    @property
    def events(self) -> frozenset[str]:
        """Every event the rule listens to."""
        return frozenset((*self.starts, *self.met_by, *self.ended_by, *self.restarted_by))

    @property
    def says(self) -> str:
        """The rule in words: "within 15 working days"."""
        match self.span.direction:
            case "before":
                return f"{self.span} before"
            case "within before":
                return f"within the {self.span} before"
        return f"within {self.span}" if self.span.amount else "the same day"


@dataclass(frozen=True)
class Switches:
    """Policy that is not a timescale but differs between the packs."""

    closures_stop_clocks: bool
    report_deadline: str
    initial_conference_clock: str
    looked_after: str


@dataclass(frozen=True)
class Edition:
    """A pack as it stood from a day on."""

    pack: str
    title: str
    version: str
    effective_from: date
    switches: Switches
    timescales: tuple[Timescale, ...]

    @cached_property
    def by_code(self) -> dict[str, Timescale]:
        """The timescales by their codes."""
        return {timescale.code: timescale for timescale in self.timescales}

    @property
    def events(self) -> frozenset[str]:
        """Every event that any rule of this edition listens to."""
        return frozenset().union(*(timescale.events for timescale in self.timescales))


@dataclass(frozen=True)
class Pack:
    """A pack with all its editions, oldest first."""

    name: str
    editions: tuple[Edition, ...]

    @property
    def latest(self) -> Edition:
        """The newest edition, in force or still to come."""
        return self.editions[-1]

    @property
    def title(self) -> str:
        """What people call the pack."""
        return self.latest.title

    def in_force(self, day: date) -> Edition:
        """The edition of a day; before the first took effect, the first."""
        found = self.editions[0]
        for edition in self.editions:
            if edition.effective_from <= day:
                found = edition
        return found

    def followed_by(self, pack: "Pack", effective_from: date) -> "Pack":
        """This pack's editions up to a day, and another's from that day on."""
        kept = [one for one in self.editions if one.effective_from < effective_from]
        first = replace(pack.in_force(effective_from), effective_from=effective_from)
        later = [one for one in pack.editions if one.effective_from > effective_from]
        return Pack(pack.name, (*kept, first, *later))

    def timescale(self, code: str, version: str) -> Timescale | None:
        """A rule as an edition had it, for explaining an old deadline."""
        for edition in self.editions:
            if edition.version == version:
                return edition.by_code.get(code)
        return None
