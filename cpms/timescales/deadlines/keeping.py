"""Keeping deadline rows as the chronology makes them: recompute, compare, write.

Everything is set-based: the events of all the children asked for in one query, the rows
kept in another, and at most one write for what is new or changed and one for what is gone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from cpms.children.models import Child
from cpms.records.models import Event

from ..calendar import WorkingDays
from ..models import Deadline, DeadlineMoved
from ..packs import Pack
from ..policy import calendar_of, pack_in_force
from .clocks import deadlines
from .tallying import keep_tallies

CHANGING = [
    column.name
    for column in Deadline._meta.concrete_fields
    if column.name not in {"id", "child", "code", "started_by"}
]
BATCH = 500


@dataclass
class Recomputed:
    """What a recomputation changed, or would change."""

    kept: int = 0
    new: list[Deadline] = field(default_factory=list)
    changed: list[tuple[Deadline, Deadline]] = field(default_factory=list)
    gone: list[Deadline] = field(default_factory=list)

    @property
    def moved(self) -> list[tuple[Deadline, Deadline]]:
        """The clocks that still run and are due on another day than before."""
        return [
            (old, new)
            for old, new in self.changed
            if new.is_open and (old.due_on, old.due_at) != (new.due_on, new.due_at)
        ]

    def add(self, other: "Recomputed") -> None:
        """Take up another batch's changes."""
        self.kept += other.kept
        self.new += other.new
        self.changed += other.changed
        self.gone += other.gone


def computed(
    child_ids: Collection[int], pack: Pack, calendar: WorkingDays
) -> dict[int, list[Deadline]]:
    """The deadlines that the chronologies of these children make."""
    events: dict[int, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(child__in=child_ids):
        events[event.child_id].append(event)
    return {
        child_id: [
            Deadline(
                id=Deadline.identity(child_id, row.code, row.started_by_id),
                child_id=child_id,
                **vars(row),
            )
            for row in deadlines(told, pack, calendar)
        ]
        for child_id, told in events.items()
    }


def recompute(
    child_ids: Iterable[int],
    *,
    pack: Pack | None = None,
    calendar: WorkingDays | None = None,
    because: str = "",
    dry_run: bool = False,
) -> Recomputed:
    """Bring the deadlines of these children to what their chronologies say.

    The children are locked first, in the order of their numbers, so that two moves at once
    each see what the other wrote. `because` is kept with every due day that is moved.
    """
    pack = pack or pack_in_force()
    calendar = calendar or calendar_of(pack)
    ids = sorted(set(child_ids))
    all_changes = Recomputed()
    for start in range(0, len(ids), BATCH):
        all_changes.add(_recompute(ids[start : start + BATCH], pack, calendar, because, dry_run))
    return all_changes


@transaction.atomic
def _recompute(
    ids: list[int], pack: Pack, calendar: WorkingDays, because: str, dry_run: bool
) -> Recomputed:
    if not dry_run:
        _lock(ids)
    kept = {row.pk: row for row in Deadline.objects.filter(child__in=ids)}
    wanted = [row for rows in computed(ids, pack, calendar).values() for row in rows]
    changes = _compared(kept, wanted)
    if not dry_run:
        _write(changes, because)
    return changes


def _lock(ids: list[int]) -> None:
    # Not against keys that point here: writing an event takes that lock on its child.
    children = Child.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=ids)
    list(children.order_by("pk").values_list("pk", flat=True))


def _compared(kept: dict[UUID, Deadline], wanted: list[Deadline]) -> Recomputed:
    changes = Recomputed()
    for row in wanted:
        old = kept.pop(row.pk, None)
        if old is None:
            changes.new.append(row)
        elif _content(old) == _content(row):
            changes.kept += 1
        else:
            changes.changed.append((old, row))
    changes.gone = list(kept.values())
    return changes


def _content(row: Deadline) -> list[object]:
    return [getattr(row, column.attname) for column in Deadline._meta.concrete_fields]


def _write(changes: Recomputed, because: str) -> None:
    """Write in one statement what is new or changed; idempotent if it is done twice."""
    rows = [*changes.new, *(new for _, new in changes.changed)]
    if rows:
        Deadline.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=CHANGING
        )
    if changes.gone:
        Deadline.objects.filter(pk__in=[row.pk for row in changes.gone]).delete()
    keep_tallies(added=rows, removed=[*(old for old, _ in changes.changed), *changes.gone])
    if because:
        DeadlineMoved.objects.bulk_create(
            DeadlineMoved(
                deadline_id=new.pk,
                child_id=new.child_id,
                was_due_on=old.due_on,
                due_on=new.due_on,
                because=because,
            )
            for old, new in changes.moved
        )
