"""The slots that are left inside the timescale; if none is, the nearest outside it (CF-03)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from conferences import timeliness
from conferences.assistant.known import Known, known_about
from conferences.assistant.slots import Slot, free_slot, starts
from conferences.assistant.wishes import broken_by
from conferences.models import Conference
from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import Role
from cpms.timescales.policy import working_days

DAYS_SEARCHED = 20
DAYS_OUTSIDE = 15
SLOTS_SHOWN = 12
SLOTS_OUTSIDE = 4


@dataclass(frozen=True)
class Offer:
    """What the assistant has found."""

    last_day: date | None
    first_day: date
    slots: list[Slot] = field(default_factory=list)
    outside: list[Slot] = field(default_factory=list)
    to_tell: list[User] = field(default_factory=list)

    @property
    def whole(self) -> list[Slot]:
        """The slots that break nothing."""
        return [slot for slot in self.slots if not slot.breaks]


def offer_for(conference: Conference, today: date) -> Offer:
    """Return the slots left for a conference, the best first, counted from tomorrow on."""
    calendar = working_days()
    last_day = timeliness.last_day(conference)
    tomorrow = calendar.add(today, 1)
    end = last_day or calendar.add(today, DAYS_SEARCHED)
    first = max(tomorrow, calendar.add(end, 1 - DAYS_SEARCHED)) if end >= tomorrow else tomorrow
    beyond = calendar.add(max(end, today), DAYS_OUTSIDE)
    known = known_about(conference, first, beyond, today)
    slots = _best(_slots(known, _working_days(known, first, end)))[:SLOTS_SHOWN]
    if slots:
        return Offer(last_day, first, sorted(slots, key=_by_day))
    start = max(calendar.add(end, 1), tomorrow)
    outside = _slots(known, _working_days(known, start, beyond))[:SLOTS_OUTSIDE]
    return Offer(last_day, first, [], outside, people_to_tell(known, today))


def _working_days(known: Known, first: date, last: date) -> list[date]:
    """Return the working days: never a weekend or a bank holiday (CF-03)."""
    if first > last:
        return []
    number = known.calendar.working_days_between(known.calendar.add(first, -1), last)
    return known.calendar.next_working_days(first, number) if number > 0 else []


def _slots(known: Known, days: Iterable[date]) -> list[Slot]:
    found = [free_slot(known, day, hour) for day in days for hour in starts()]
    return [replace(slot, breaks=broken_by(slot, known)) for slot in found if slot]


def _best(slots: list[Slot]) -> list[Slot]:
    """Return those that break least first, sooner before later."""
    return sorted(slots, key=lambda slot: (len(slot.breaks), slot.starts_at))


def _by_day(slot: Slot) -> tuple[bool, object]:
    return bool(slot.breaks), slot.starts_at


def people_to_tell(known: Known, today: date) -> list[User]:
    """Return who must know that no slot is left: the children's managers, Quality Assurance."""
    held = RoleHeld.objects.on(today)
    teams = {child.team_id for child in known.children}
    managers = held.filter(role=Role.TEAM_MANAGER, user__team__in=teams)
    quality = held.filter(role=Role.QUALITY_ASSURANCE_MANAGER)
    people = [*managers.values_list("user", flat=True), *quality.values_list("user", flat=True)]
    return list(User.objects.filter(pk__in=people, is_active=True).order_by("name"))
