"""Filling in the children's forms as a browser does."""


def day(name, text):
    """Return the three boxes of a day: "3 5 2019"; empty boxes for nothing."""
    parts = text.split() or ["", "", ""]
    return {
        f"{name}_{box}": part for box, part in zip(("day", "month", "year"), parts, strict=True)
    }


def child_row(number, *, given_name="", born="", expected="", **more):
    """Return what a browser sends for one row of the registration."""
    prefix = f"rows-{number}"
    row = {
        f"{prefix}-given_name": given_name,
        f"{prefix}-family_name": "",
        f"{prefix}-sex": "U",
        f"{prefix}-known_as": "",
        f"{prefix}-school": "",
        **day(f"{prefix}-date_of_birth", born),
        **day(f"{prefix}-expected_on", expected),
    }
    return row | {f"{prefix}-{name}": value for name, value in more.items()}


def registration(team, *rows, **more):
    """Return the whole registration of a family called Demo."""
    sent = {
        "family_name": "Demo",
        "team": str(team.pk),
        "language": "Polish",
        "is_interpreter_needed": "on",
        "access_needs": "",
        "rows-TOTAL_FORMS": "3",
        "rows-INITIAL_FORMS": "0",
        **day("registered_on", "20 11 2026"),
    }
    empty = [child_row(number) for number in range(len(rows), 3)]
    for row in (*rows, *empty):
        sent |= row
    return sent | more
