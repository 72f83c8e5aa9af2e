"""How each event is told in a sentence. Each app tells its own, when it starts."""

from collections.abc import Callable
from typing import Any

Telling = str | Callable[[Any], str]

_TELLINGS: dict[str, Telling] = {}


def tell(name: str, telling: Telling) -> None:
    """Register the sentence for an event name, or a function of the event that makes it."""
    _TELLINGS[name] = telling


def sentence(event: Any) -> str:
    """Return what happened, in words: "Initial conference held"."""
    telling = (
        _TELLINGS.get(event.name) or event.name.replace(".", " ").replace("_", " ").capitalize()
    )
    return telling if isinstance(telling, str) else telling(event)


def told_names() -> set[str]:
    """Return the event names that have a sentence of their own."""
    return set(_TELLINGS)
