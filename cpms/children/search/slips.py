"""The ways in which a date of birth goes wrong between two mouths and two keyboards."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache


class Slip(Enum):
    """How one date differs from another, when it may still be the same one."""

    SAME = "same"
    SWAPPED = "day and month swapped"
    YEAR = "one year apart"
    DIGIT = "one digit"
    NEIGHBOUR = "two digits swapped"


LIKENESS = {Slip.SAME: 100, Slip.SWAPPED: 90, Slip.DIGIT: 80, Slip.YEAR: 80, Slip.NEIGHBOUR: 80}
SAME_YEAR = 30


def slip_between(said: date, held: date) -> Slip | None:
    """Return how the one date may be the other, or None when it is another date."""
    if said == held:
        return Slip.SAME
    if (said.year, said.month, said.day) == (held.year, held.day, held.month):
        return Slip.SWAPPED
    if (said.month, said.day) == (held.month, held.day) and abs(said.year - held.year) == 1:
        return Slip.YEAR
    return _digits(said.strftime("%Y%m%d"), held.strftime("%Y%m%d"))


def likeness(said: date, held: date) -> int:
    """Return how like two dates are, from 0 to 100."""
    slip = slip_between(said, held)
    if slip is None:
        return SAME_YEAR if said.year == held.year else 0
    return LIKENESS[slip]


@cache
def slips_of(said: date) -> frozenset[date]:
    """Return every date that may have been meant by the one that was said."""
    return frozenset(_possible(said))


def _digits(said: str, held: str) -> Slip | None:
    differing = [place for place in range(8) if said[place] != held[place]]
    if len(differing) == 1:
        return Slip.DIGIT
    first, last = differing[0], differing[-1]
    crossed = said[first] == held[last] and said[last] == held[first]
    return Slip.NEIGHBOUR if len(differing) == 2 and last == first + 1 and crossed else None


def _possible(said: date) -> Iterator[date]:
    written = said.strftime("%Y%m%d")
    variants = {written, written[:4] + written[6:] + written[4:6]}
    variants |= {f"{said.year + step:04d}{written[4:]}" for step in (-1, 1)}
    for place in range(2, 8):
        variants |= {written[:place] + digit + written[place + 1 :] for digit in "0123456789"}
    for place in range(2, 7):
        crossed = written[place + 1] + written[place]
        variants.add(written[:place] + crossed + written[place + 2 :])
    for variant in variants:
        try:
            yield date(int(variant[:4]), int(variant[4:6]), int(variant[6:]))
        except ValueError:
            continue
