"""What matches, what nearly does and what differs: shown to the person who decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Levenshtein

from cpms.children.search.particulars import Particulars
from cpms.children.search.slips import Slip, slip_between
from cpms.children.search.sounds import address_keys, name_families, plain, sound_keys

NEARLY = 85


class Verdict(Enum):
    """How one field of two descriptions agrees."""

    SAME = "same"
    NEAR = "near"
    DIFFERENT = "different"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Comparison:
    """One field: what was said, what is held, and how the two agree, in words."""

    field: str
    said: str
    held: str
    verdict: Verdict
    remark: str = "nothing to compare"


Judgement = tuple[Verdict, str]
NOTHING: Judgement = (Verdict.NOTHING, "nothing to compare")
SAME: Judgement = (Verdict.SAME, "same")
DIFFERENT: Judgement = (Verdict.DIFFERENT, "different")


def compare(said: Particulars, held: Particulars) -> list[Comparison]:
    """Return each field side by side, in the order in which a person asks."""
    return [
        Comparison(field, a or "not said", b, *judged) for field, a, b, judged in _rows(said, held)
    ]


def _rows(said: Particulars, held: Particulars) -> Iterator[tuple[str, str, str, Judgement]]:
    given = names(said.given_name, held.given_name, crossed=held.family_name)
    family = names(said.family_name, held.family_name, crossed=held.given_name)
    yield "First name", said.given_name, held.given_name or "not named yet", given
    yield "Family name", said.family_name, held.family_name, family
    yield "Date of birth", written(said), written(held) or "not held", births(said, held)
    held_address = "not shown here" if held.is_address_withheld else held.address or "not held"
    yield "Address", _place(said), held_address, addresses(said, held)
    yield "School", said.school, held.school or "not held", places(said.school, held.school)
    yield "Mother", said.mother, held.mother or "not held", mothers(said.mother, held.mother)
    known, held_known = ", ".join(said.known_as), ", ".join(held.known_as)
    yield "Known as", known, held_known or "none held", also_known(said, held)


def names(said: str, held: str, *, crossed: str = "") -> Judgement:
    """Judge two given names, or two family names."""
    a, b = plain(said).replace(" ", ""), plain(held).replace(" ", "")
    if not (a and b):
        return NOTHING
    if a == b:
        return SAME
    if a == plain(crossed).replace(" ", ""):
        return Verdict.NEAR, "first and family name swapped"
    if set(plain(said).split()) & set(plain(held).split()):
        return Verdict.NEAR, "one part of the name is the same"
    return _spelt(a, b)


def _spelt(a: str, b: str) -> Judgement:
    sounds = {key for key in sound_keys(a) & sound_keys(b) if key.startswith("m:")}
    if OSA.distance(a, b) == 1:
        slip = "one letter" if Levenshtein.distance(a, b) == 1 else "two letters swapped"
        return Verdict.NEAR, f"sounds the same, {slip}" if sounds and "one" in slip else slip
    if name_families().get(a, a) == name_families().get(b, b):
        return Verdict.NEAR, "another form of the same name"
    if sounds:
        return Verdict.NEAR, "sounds the same"
    is_close = bool(sound_keys(a) & sound_keys(b))
    return Verdict.DIFFERENT, "different, sounds near" if is_close else "different"


def written(particulars: Particulars) -> str:
    """Return the date of birth, or of the expected delivery, as it is read aloud."""
    if particulars.date_of_birth:
        return _day(particulars.date_of_birth)
    return f"expected {_day(particulars.expected_on)}" if particulars.expected_on else ""


def births(said: Particulars, held: Particulars) -> Judgement:
    """Judge two dates of birth, or two expected ones."""
    a, b = (said.date_of_birth, held.date_of_birth)
    if not (a and b):
        a, b = (said.expected_on, held.expected_on)
    if not (a and b):
        return NOTHING
    slip = slip_between(a, b)
    if slip is Slip.SAME:
        return SAME
    apart = _apart(a, b)
    if slip is None:
        return Verdict.DIFFERENT, apart or "different"
    return Verdict.NEAR, f"{slip.value}, {apart}" if apart else slip.value


def _apart(said: date, held: date) -> str:
    years = said.year - held.year
    if abs(years) < 2:
        return ""
    return f"{abs(years)} years {'older' if years > 0 else 'younger'}"


def addresses(said: Particulars, held: Particulars) -> Judgement:
    """Judge two addresses by street and postcode; the number is often not known."""
    if not said.address or not held.address:
        return NOTHING
    a = address_keys(said.address, said.postcode)
    b = address_keys(held.address, held.postcode)
    if a & b:
        return Verdict.SAME, "same street" if _street(a) == _street(b) else "same postcode"
    if fuzz.ratio(_street(a), _street(b)) >= NEARLY:
        return Verdict.NEAR, "street spelt otherwise"
    return Verdict.DIFFERENT, "different street"


def places(said: str, held: str) -> Judgement:
    """Judge two names of schools."""
    if not (said and held):
        return NOTHING
    likeness = fuzz.token_set_ratio(plain(said), plain(held))
    if likeness == 100:
        return SAME
    return (
        (Verdict.NEAR, "spelt otherwise")
        if likeness >= NEARLY
        else (Verdict.DIFFERENT, "different")
    )


def mothers(said: str, held: str) -> Judgement:
    """Judge what was said of the mother, often no more than a short first name."""
    a, b = plain(said).split(), plain(held).split()
    if not (a and b):
        return NOTHING
    if all(any(word.startswith(part) for word in b) for part in a):
        return SAME if a == b else (Verdict.SAME, "fits")
    judged = {names(part, word)[0] for part in a for word in b}
    if judged & {Verdict.SAME, Verdict.NEAR}:
        return Verdict.NEAR, "fits in part"
    return DIFFERENT


def also_known(said: Particulars, held: Particulars) -> Judgement:
    """Judge every name said against the other names held."""
    if not held.known_as:
        return NOTHING
    asked = [plain(name) for name in said.names] or [""]
    kept = [plain(name) for name in held.known_as]
    best = max(fuzz.token_sort_ratio(a, b) for a in asked for b in kept)
    if best == 100:
        return SAME
    if best >= NEARLY:
        return Verdict.NEAR, "spelt otherwise"
    return DIFFERENT if said.known_as else NOTHING


def _place(particulars: Particulars) -> str:
    return ", ".join(part for part in (particulars.address, particulars.postcode) if part)


def _street(keys: set[str]) -> str:
    return next((key for key in keys if key.startswith("street ")), "")


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
