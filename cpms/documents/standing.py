"""How each letter of a circulation stands: gone, waiting, on paper, not delivered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cpms.design.formats import clock, day, moment
from cpms.documents.delivery import reference_of
from cpms.documents.models import Circulation, Letter
from cpms.timescales.models import Dispatch


@dataclass(frozen=True)
class Standing:
    """One recipient of a circulation, and whether they have what was sent to them."""

    letter: Letter
    state: str  # the colour of the tag
    words: str

    @property
    def is_missing(self) -> bool:
        """Say whether somebody must do something so that the recipient has it."""
        return self.state == "over"


def standings(circulation: Circulation, letters: Iterable[Letter], at: datetime) -> list[Standing]:
    """Return how each letter stands, with one question to the outbox for all of them."""
    rows = list(letters)
    messages = Dispatch.objects.in_bulk([reference_of(one) for one in rows], field_name="reference")
    return [
        Standing(letter, *_standing(circulation, letter, messages.get(reference_of(letter)), at))
        for letter in rows
    ]


def _standing(
    circulation: Circulation, letter: Letter, message: Dispatch | None, at: datetime
) -> tuple[str, str]:
    if circulation.recalled_at is not None:
        return "off", "Taken back"
    if circulation.waits(at):
        return "plain", f"Goes at {clock(circulation.goes_at)}"
    return _gone(letter, message)


def _gone(letter: Letter, message: Dispatch | None) -> tuple[str, str]:
    """Return how a letter stands that has left: what is amiss with it comes first."""
    if message is not None and message.state == Dispatch.State.PARKED:
        return "over", f"Not delivered: {message.last_error or 'no reason given'}"
    if letter.posted_on:
        return "met", f"Posted or handed over {day(letter.posted_on)}"
    if letter.is_on_paper:
        return "risk", "To be printed and posted"
    if message is not None and message.sent_at:
        return "met", f"Told by e-mail {moment(message.sent_at)}"
    return "plain", "On its way"
