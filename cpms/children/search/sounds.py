"""A name reduced to keys that stay the same under the slips people make on the telephone."""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

import jellyfish

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_APOSTROPHES = re.compile(r"['’‘`´.]")
_BREAKS = re.compile(r"[\W_]+")
LONGEST_KEY = 40


def plain(text: str) -> str:
    """Return the text in lower case without accents, apostrophes and punctuation."""
    lowered = _APOSTROPHES.sub("", text.casefold()).translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", lowered)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _BREAKS.sub(" ", bare).strip()


def tokens(text: str) -> list[str]:
    """Return each word of a name, and each two neighbours written as one.

    "Smith-Jones", "Smith Jones" and "Smithjones" share a token, as "Mc Donald" and
    "McDonald" do.
    """
    words = plain(text).split()
    pairs = [first + second for first, second in pairwise(words)]
    return list(dict.fromkeys(words + pairs))


@cache
def sound_keys(token: str) -> frozenset[str]:
    """Return the keys of one word: the word, its sounds, and its family of names."""
    keys = {f"t:{token}"}
    if family := name_families().get(token):
        keys.add(f"f:{family}")
    if token.isascii() and token.isalpha() and len(token) > 1:
        keys |= {
            f"m:{jellyfish.metaphone(token)}",
            f"s:{jellyfish.soundex(token)}",
            f"r:{jellyfish.match_rating_codex(token[:LONGEST_KEY])}",
        }
    return frozenset(key[:LONGEST_KEY] for key in keys)


def name_keys(text: str) -> set[str]:
    """Return every key of a name."""
    return {key for token in tokens(text) for key in sound_keys(token)}


def mother_keys(text: str) -> set[str]:
    """Return every key of a mother's name: apart from the child's own."""
    return {f"mother {key}"[:LONGEST_KEY] for key in name_keys(text)}


def address_keys(lines: str, postcode: str = "") -> set[str]:
    """Return the keys of an address: its street without the number, and its postcode."""
    first = re.split(r"[\n,]", lines)[0]
    words = [word for word in plain(first).split() if not word[0].isdigit()]
    keys = {f"street {''.join(words)}"[:LONGEST_KEY]} if words else set()
    if bare := plain(postcode).replace(" ", ""):
        keys.add(f"postcode {bare}")
    return keys


@cache
def name_families() -> dict[str, str]:
    """Return, for each name of a known family of names, the family's first name."""
    lines = Path(__file__).with_name("name-families.txt").read_text().splitlines()
    families = [line.split() for line in lines if line and not line.startswith("#")]
    return {name: family[0] for family in families for name in family}
