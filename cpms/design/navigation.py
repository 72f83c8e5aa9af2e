"""What stands in the header: the pages a person may open, their notices, who they are.

Apps register from `AppConfig.ready`; the header shows a person only what they may open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

Permits = Callable[[Any], bool]


@dataclass(frozen=True)
class Item:
    """One entry of the navigation."""

    label: str
    url_name: str
    permits: Permits
    order: int
    section: str

    def holds(self, request: HttpRequest, address: str) -> bool:
        """Whether the page asked for lies in this entry's part of the service."""
        match = getattr(request, "resolver_match", None)
        if match is not None and match.view_name == self.url_name:
            return True
        section = self.section or address
        return section != "/" and request.path.startswith(section)


@dataclass(frozen=True)
class Link:
    """An entry as the page shows it."""

    label: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class Bell:
    """How many notices wait, and where they are read."""

    label: str
    href: str
    count: int


_items: dict[str, Item] = {}
_bell: dict[str, tuple[str, str, Callable[[Any], int]]] = {}


def everyone(user: Any) -> bool:
    """Permit whoever is signed in."""
    return True


def register(
    label: str, url_name: str, permits: Permits = everyone, *, order: int = 50, section: str = ""
) -> None:
    """Add a page to the navigation.

    `section` is the start of every address that belongs to it ("/children/"), where that is
    not the address of the page itself.
    """
    _items[url_name] = Item(label, url_name, permits, order, section)


def register_bell(url_name: str, count: Callable[[Any], int], *, label: str = "Notices") -> None:
    """Show a bell with the number of notices that wait for the person."""
    _bell["bell"] = (label, url_name, count)


def items_for(request: HttpRequest) -> list[Link]:
    """Return the entries the person may open, the one they are in marked."""
    shown = [item for item in _items.values() if item.permits(request.user)]
    found = []
    for item in sorted(shown, key=lambda item: (item.order, item.label)):
        href = reverse(item.url_name)
        found.append(Link(item.label, href, item.holds(request, href)))
    return found


def bell_for(user: Any) -> Bell | None:
    """Return the person's bell, if an app has hung one up."""
    if "bell" not in _bell:
        return None
    label, url_name, count = _bell["bell"]
    return Bell(label, reverse(url_name), count(user))


def identity_of(user: Any) -> dict[str, str]:
    """Return the person's name, and below it what they are and where they work."""
    words = [str(getattr(user, name, None) or "") for name in ("role_names", "team")]
    return {
        "name": str(getattr(user, "name", "") or user.get_username()),
        "line": ", ".join(word for word in words if word),
    }
