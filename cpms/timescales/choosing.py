"""Choosing the policy pack: what would move is shown first, then every clock is recomputed."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.design.formats import day
from cpms.records.guards import Refused
from cpms.records.moves import write

from .calendar import last_day
from .deadlines.keeping import Recomputed, recompute
from .models import PackChoice, Stage
from .packs import Pack, load
from .policy import Choice, choices, pack_in_force
from .reminders.sweep import tell


@dataclass(frozen=True)
class PolicyChange:
    """A pack from a day on; without a pack, an earlier choice is taken back.

    `instead_of` is the day of an earlier choice that this one replaces: to change from which
    day a pack is in force, or to take the choice back.
    """

    pack: str
    effective_from: date
    instead_of: date | None = None

    def choices(self) -> list[Choice]:
        """All choices as they will be."""
        kept = [choice for choice in choices() if choice[0] != self.instead_of]
        return [*kept, (self.effective_from, self.pack)] if self.pack else kept

    @property
    def because(self) -> str:
        """The reason that is kept with each due day that moves."""
        if self.pack:
            return f"{load(self.pack).title} is the policy from {day(self.effective_from)}."
        return f"The change of policy on {day(self.instead_of)} was taken back."


def would_move(change: PolicyChange) -> Recomputed:
    """What the change would do to every clock. Nothing is written."""
    _require(change)
    return recompute(_children(), pack=pack_in_force(change.choices()), dry_run=True)


@transaction.atomic
def choose(change: PolicyChange, *, by: User | None, today: date) -> Recomputed:
    """Put a pack in force from a day on, and bring every clock up to date with it.

    Clocks that started before that day keep their pack and version. The old due day and the
    reason are kept, and each owner is told once.
    """
    _require(change)
    replaced = Q(effective_from=change.instead_of) if change.instead_of else Q(pk__in=[])
    for choice in PackChoice.objects.filter(replaced):
        choice._history_user = by  # type: ignore[attr-defined]
        choice.delete()
    if change.pack:
        write(PackChoice(pack=change.pack, effective_from=change.effective_from), by=by)
    changes = recompute(_children(), because=change.because)
    tell([new.pk for _, new in changes.moved], Stage.MOVED, today)
    return changes


def _children() -> list[int]:
    return list(Child.objects.order_by("pk").values_list("pk", flat=True))


def _require(change: PolicyChange) -> None:
    if change.effective_from > last_day():
        raise Refused(f"The working-day calendar ends on {day(last_day())}.")
    earlier = {effective_from for effective_from, _ in choices()}
    if change.instead_of and change.instead_of not in earlier:
        raise Refused(f"No policy was chosen from {day(change.instead_of)}.")
    if not change.pack and not change.instead_of:
        raise Refused("Choose a policy, or the change that is taken back.")
    if change.pack and change.effective_from in earlier - {change.instead_of}:
        raise Refused(
            f"From {day(change.effective_from)} another policy is chosen already: replace that one."
        )
    if _course(pack_in_force(change.choices())) == _course(pack_in_force()):
        raise Refused("That is the policy as it is; nothing would change.")


def _course(pack: Pack) -> list[tuple[date, str, str]]:
    """From which day which version of which pack counts; an edition after itself is one."""
    course: list[tuple[date, str, str]] = []
    for edition in pack.editions:
        if not course or course[-1][1:] != (edition.pack, edition.version):
            course.append((edition.effective_from, edition.pack, edition.version))
    return course
