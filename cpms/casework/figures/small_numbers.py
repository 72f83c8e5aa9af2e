"""What somebody reads who sees figures but opens no case (threat A30).

A count of one to four may be a child whom the reader recognises. It is not shown, and every
other count is given to the nearest five: of two such counts no difference says how many.
"""

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission

FEWEST = 5
FEW = "fewer than 5"


class Reader:
    """How numbers are said to one person."""

    def __init__(self, user: User) -> None:
        self.opens_cases = user.may(Permission.OPEN_CASE)

    def number(self, count: int) -> int | str:
        """Return the count as this person may read it."""
        if self.opens_cases or count == 0:
            return count
        return FEW if count < FEWEST else FEWEST * round(count / FEWEST)

    def share(self, part: int, whole: int) -> int | None:
        """Return the part in a hundred; None where nothing is known, or it would tell too much."""
        if whole == 0:
            return None
        is_small = whole < FEWEST or 0 < part < FEWEST or 0 < whole - part < FEWEST
        if is_small and not self.opens_cases:
            return None
        return round(100 * part / whole)

    def link(self, address: str) -> str:
        """Return the list behind a number, to those who may open it."""
        return address if self.opens_cases else ""
