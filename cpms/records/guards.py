"""A guard: the condition of a move and the refusal in plain words, kept together."""

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

Refusal = str | Callable[[Any], str]


class Guard:
    """What must hold before a move is made, and what to tell the person when it does not.

    The condition takes the record, or the record and the facts given with the move. While
    no facts are known yet (a page asks what could be done), the latter counts as met.
    """

    def __init__(self, condition: Callable[..., bool], *, refusal: Refusal) -> None:
        self.condition = condition
        self.refusal = refusal
        self.reads_facts = len(signature(condition).parameters) > 1

    def __call__(self, record: Any) -> bool:
        """Answer django-fsm, which knows the record only."""
        return self.allows(record)

    def allows(self, record: Any, facts: Mapping[str, Any] | None = None) -> bool:
        """Say whether the move may be made on the record with these facts."""
        if not self.reads_facts:
            return self.condition(record)
        return facts is None or self.condition(record, facts)

    def refusal_for(self, record: Any) -> str:
        """Return the sentence that says what is missing."""
        return self.refusal if isinstance(self.refusal, str) else self.refusal(record)


class Refused(Exception):  # noqa: N818  the procedure's own word
    """The procedure does not allow the move as things stand."""

    def __init__(self, *refusals: str) -> None:
        super().__init__(" ".join(refusals))
        self.refusals = list(refusals)


class AlreadyMoved(Refused):
    """Someone made this move, or another that excludes it, before."""
