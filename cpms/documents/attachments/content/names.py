"""A file's name as it is kept: readable, and without what could deceive or do harm."""

import unicodedata

LONGEST = 120
FORBIDDEN = frozenset('<>:"|?*')
NO_NAME = "file"


def clean(name: str) -> str:
    """Return the name without folders, control and direction characters, and not too long."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(
        letter
        for letter in last
        if letter not in FORBIDDEN and not unicodedata.category(letter).startswith("C")
    )
    stem, dot, ending = " ".join(shown.split()).strip(". ").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = stem.rstrip(". ") or NO_NAME
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}" if ending else stem[:LONGEST]


def ending_of(name: str) -> str:
    """Return the ending of a cleaned name, small letters, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""
