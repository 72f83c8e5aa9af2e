"""What changed between two versions of a plan: exactly, and in words for readers (PL-04).

`changes` and `apply` are each other's proof: the changes from an old version to a new one,
applied to the old, give the new. `lines` says them as a person would.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from plans.snapshots import Snapshot

ROWS = ("needs", "actions")


@dataclass(frozen=True)
class Change:
    """One difference: where it is, what stood there, and what stands there now.

    A path that ends with the number of a need or an action is that whole row: None before
    where it is new, None after where it was taken out.
    """

    path: tuple[str, ...]
    before: Any
    after: Any

    @property
    def is_row(self) -> bool:
        """Say whether a whole need or action came or went."""
        return len(self.path) % 2 == 0

    @property
    def field(self) -> str:
        """The field that changed, or the kind of row that came or went."""
        return self.path[-2] if self.is_row else self.path[-1]


def changes(old: Snapshot, new: Snapshot) -> list[Change]:
    """Return every difference between two versions, in the order of the plan."""
    return list(_fields(old, new, ()))


def _fields(old: Snapshot, new: Snapshot, path: tuple[str, ...]) -> Iterator[Change]:
    for field in new:
        if field in ROWS:
            yield from _rows(old.get(field, {}), new[field], (*path, field))
        elif old.get(field) != new[field]:
            yield Change((*path, field), old.get(field), new[field])


def _rows(
    old: Mapping[str, Any], new: Mapping[str, Any], path: tuple[str, ...]
) -> Iterator[Change]:
    for number in sorted({*old, *new}, key=int):
        here = (*path, number)
        if number in old and number in new:
            yield from _fields(old[number], new[number], here)
        else:
            yield Change(here, old.get(number), new.get(number))


def apply(old: Snapshot, found: list[Change]) -> Snapshot:
    """Return the old version with the changes made: the new one."""
    new = deepcopy(old)
    for change in found:
        _make(new, change)
    return new


def _make(plan: Snapshot, change: Change) -> None:
    *way, last = change.path
    place = plan
    for step in way:
        place = place[step]
    if change.is_row and change.after is None:
        del place[last]
    else:
        place[last] = deepcopy(change.after)
    if change.is_row:
        ordered = sorted(place.items(), key=lambda row: int(row[0]))
        place.clear()
        place.update(ordered)
