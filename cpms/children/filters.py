"""What the list of children is narrowed by and shows beside what a child's own record holds.

Later stages add to it from `AppConfig.ready`: the category of a plan, the chair of a
conference. The list asks them; it does not know them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cpms.children.models import Child
from cpms.children.models.child import ChildQuerySet

Choices = Callable[[], Sequence[tuple[str, str]]]
Narrow = Callable[[ChildQuerySet, str], ChildQuerySet]
Told = Callable[[Sequence[Child]], dict[int, str]]


@dataclass(frozen=True)
class Filter:
    """One filter: its name in the address, its label, what may be chosen, what it keeps."""

    name: str
    label: str
    everything: str
    choices: Choices
    narrow: Narrow


_FILTERS: dict[str, Filter] = {}
_COLUMNS: dict[str, Told] = {}


def register(name: str, label: str, choices: Choices, narrow: Narrow, *, everything: str) -> None:
    """Add a filter; `everything` is what its list says where nothing is chosen."""
    _FILTERS[name] = Filter(name, label, everything, choices, narrow)


def register_column(label: str, told: Told) -> None:
    """Add a column: for the children of a page, what each cell says, in one query."""
    _COLUMNS[label] = told


def filters() -> list[Filter]:
    """Return the filters in the order in which they were added."""
    return list(_FILTERS.values())


def columns() -> dict[str, Told]:
    """Return the columns by their labels."""
    return dict(_COLUMNS)
