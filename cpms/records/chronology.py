"""How each event is told in a sentence. Each app tells its own, when it starts."""

from collections.abc import Callable, Iterable
from typing import Any

Telling = str | Callable[[Any], str]

_TELLINGS: dict[str, Telling] = {}


def tell(name: str, telling: Telling) -> None:
    """Register the sentence for an event name, or a function of the event that makes it."""
    _TELLINGS[name] = telling


def sentence(event: Any) -> str:
    """Return what happened, in words: "Initial conference held"."""
    told = _told(event)
    return f"Day corrected: {told}" if event.corrects_id else told


def standing(events: Iterable[Any]) -> list[Any]:
    """Return the lines as they stand: a corrected one gives way to its last correction."""
    told = sorted(events, key=lambda event: event.pk)
    last = {event.corrects_id or event.pk: event for event in told}
    stands = {event.pk for event in last.values() if not event.facts.get("withdrawn")}
    return [event for event in events if event.pk in stands]


def _told(event: Any) -> str:
    telling = (
        _TELLINGS.get(event.name) or event.name.replace(".", " ").replace("_", " ").capitalize()
    )
    return telling if isinstance(telling, str) else telling(event)


def told_names() -> set[str]:
    """Return the event names that have a sentence of their own."""
    return set(_TELLINGS)
