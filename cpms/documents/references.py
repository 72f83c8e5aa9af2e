"""References by which a letter or a meeting is named where no name may stand."""

from secrets import choice

# No vowels, so that no word arises; nothing that is misread or misheard for another sign.
_SIGNS = "BCDFGHJKMNPQRTVWXZ2346789"


def new_reference() -> str:
    """Return a reference such as L-7KQ4-2MXD: it says nothing and cannot be guessed."""
    return f"L-{_four()}-{_four()}"


def new_meeting_reference() -> str:
    """Return a reference such as M-7KQ4-2MXD, by which a meeting stands in a calendar."""
    return f"M-{_four()}-{_four()}"


def _four() -> str:
    return "".join(choice(_SIGNS) for _ in range(4))
