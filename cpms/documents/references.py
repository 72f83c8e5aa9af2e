"""References by which letters and meetings are named where no name may stand; codes of copies."""

from secrets import choice

# No vowels, so that no word arises; nothing that is misread or misheard for another sign.
_SIGNS = "BCDFGHJKMNPQRTVWXZ2346789"


def new_reference() -> str:
    """Return a reference such as L-7KQ4-2MXD: it says nothing and cannot be guessed."""
    return f"L-{_four()}-{_four()}"


def new_meeting_reference() -> str:
    """Return a reference such as M-7KQ4-2MXD, by which a meeting stands in a calendar."""
    return f"M-{_four()}-{_four()}"


def new_code() -> str:
    """Return a code such as C-7KQ4-2MXD-RT9B by which anybody may check a copy."""
    return f"C-{_four()}-{_four()}-{_four()}"


def read_code(typed: str) -> str:
    """Return the code as it is kept, from what somebody typed or read over the telephone."""
    signs = [sign for sign in typed.upper() if sign in _SIGNS]
    if len(signs) == len("C") + 12 and signs[0] == "C":
        signs = signs[1:]
    if len(signs) != 12:
        return ""
    return "-".join(["C", *("".join(signs[at : at + 4]) for at in (0, 4, 8))])


def _four() -> str:
    return "".join(choice(_SIGNS) for _ in range(4))
