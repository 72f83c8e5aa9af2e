"""Where a person is led who may not see a page yet, but may come to see it.

A later package registers how: a page that was not found asks each in turn. The page itself
does not know who may, and answers 404 when nobody does.
"""

from collections.abc import Callable
from typing import Any

WayIn = Callable[[Any], str | None]

_WAYS: list[WayIn] = []


def register(way: WayIn) -> None:
    """Add a way in. It takes the page and returns an address, or None."""
    if way not in _WAYS:
        _WAYS.append(way)


def leading_to(page: Any) -> str | None:
    """Return the first address that leads on from a page that was not found."""
    return next((address for way in _WAYS if (address := way(page))), None)
