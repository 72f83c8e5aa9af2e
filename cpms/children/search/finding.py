"""Finding who may be meant: by key in the database, then ranked by likeness.

What the person may not see is left out before anything is ranked or counted, so that
no order, number or delay tells of it (house.md §3; threat A29).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count
from rapidfuzz import fuzz

from cpms.children.models.child import Child, ChildQuerySet
from cpms.children.search import slips
from cpms.children.search.comparing import Comparison, Verdict, compare, places
from cpms.children.search.particulars import Particulars, particulars_of
from cpms.children.search.sounds import address_keys, mother_keys, name_keys, plain, tokens

POOL = 200
LEAST = 55
_DATE = re.compile(r"\b(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})\b")


@dataclass(frozen=True)
class Candidate:
    """A child who may be meant, and why."""

    child: Child
    score: float
    said: Particulars

    @cached_property
    def held(self) -> Particulars:
        """What the service holds of the child."""
        return particulars_of(self.child)

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """Each field side by side."""
        return compare(self.said, self.held)

    @property
    def summary(self) -> str:
        """How many fields fit, nearly fit and differ: "3 fit, 3 nearly, none differ"."""
        verdicts = [row.verdict for row in self.comparisons]
        fit, near, differ = (
            verdicts.count(one) for one in (Verdict.SAME, Verdict.NEAR, Verdict.DIFFERENT)
        )
        nearly = f", {near} nearly" if near else ""
        fits, differs = "fits" if fit == 1 else "fit", "differs" if differ == 1 else "differ"
        return f"{fit or 'none'} {fits}{nearly}, {differ or 'none'} {differs}"

    def comparison_of(self, field: str) -> Comparison:
        """Return one field side by side."""
        return next(row for row in self.comparisons if row.field == field)


def find(said: Particulars, *, among: ChildQuerySet, limit: int = 5) -> list[Candidate]:
    """Return the children most likely meant, best first: pass only those the person may see."""
    if said.is_empty:
        return []
    pool = _pool(said, among).prefetch_related("aliases", "addresses", "relationships__person")
    ranked = [Candidate(child, likeness(said, particulars_of(child)), said) for child in pool]
    likely = [candidate for candidate in ranked if candidate.score >= LEAST]
    likely.sort(key=lambda candidate: (-candidate.score, candidate.child.pk))
    return likely[:limit]


def find_by_text(text: str, *, among: ChildQuerySet, limit: int = 20) -> list[Candidate]:
    """Search by one line: a name, a date of birth such as 3/4/2018, or a case number."""
    numbered = among.filter(case_number__iexact=text.strip())
    if found := numbered.first():
        return [Candidate(found, 100, Particulars())]
    return find(read(text), among=among, limit=limit)


def read(text: str) -> Particulars:
    """Return what one line of search says: a date where there is one, the rest a name."""
    born = None
    if match := _DATE.search(text):
        day, month, year = (int(part) for part in match.groups())
        text = text[: match.start()] + text[match.end() :]
        try:
            born = date(year, month, day)
        except ValueError:
            born = None
    return Particulars(known_as=(text.strip(),) if text.strip() else (), date_of_birth=born)


def keys_of(said: Particulars) -> set[str]:
    """Return every key under which the described child may be found."""
    named: set[str] = set().union(*(name_keys(name) for name in said.names))
    return named | mother_keys(said.mother) | address_keys(said.address, said.postcode)


def _pool(said: Particulars, among: ChildQuerySet) -> ChildQuerySet:
    dates = slips.slips_of(said.date_of_birth) if said.date_of_birth else frozenset()
    keyed = among.filter(name_keys__key__in=keys_of(said))
    counted = keyed.annotate(hits=Count("name_keys__key", distinct=True)).order_by("-hits", "pk")
    born = among.filter(date_of_birth__in=dates).order_by("pk")
    pools = [counted, counted.filter(date_of_birth__in=dates), born] if dates else [counted]
    found = {pk for pool in pools for pk in pool.values_list("pk", flat=True)[:POOL]}
    return among.filter(pk__in=found)


def likeness(said: Particulars, held: Particulars) -> float:
    """Return how like two descriptions are, from 0 to 100: what is not known is not counted."""
    parts = [(score, weight) for score, weight in _parts(said, held) if score is not None]
    total = sum(weight for _, weight in parts)
    return sum(score * weight for score, weight in parts) / total if total else 0.0


def _parts(said: Particulars, held: Particulars) -> Iterable[tuple[float | None, int]]:
    yield _names(said, held), 60
    yield _dates(said, held), 30
    yield _mother(said, held), 60 if held.expected_on else 8
    yield _verdict(places(said.school, held.school)[0]), 6
    yield _address(said, held), 8


def _names(said: Particulars, held: Particulars) -> float | None:
    if not said.names:
        return None
    if held.expected_on and not held.given_name and said.mother:
        return None  # an unborn child is asked for under the mother's name
    return max(_name(a, b) for a in said.names for b in held.names)


def _name(said: str, held: str) -> float:
    a, b = plain(said), plain(held)
    spelt = max(fuzz.token_sort_ratio(a, b), fuzz.ratio(a.replace(" ", ""), b.replace(" ", "")))
    heard = [bool(name_keys(token) & name_keys(held)) for token in a.split()]
    sounding = 100 * sum(heard) / len(heard) if heard else 0
    return 0.6 * spelt + 0.4 * sounding


def _dates(said: Particulars, held: Particulars) -> float | None:
    if said.date_of_birth and held.date_of_birth:
        return slips.likeness(said.date_of_birth, held.date_of_birth)
    if said.expected_on and held.expected_on:
        return slips.likeness(said.expected_on, held.expected_on)
    return None


def _mother(said: Particulars, held: Particulars) -> float | None:
    if not (said.mother and held.mother):
        return None
    return (
        100.0
        if set(tokens(said.mother)) & set(tokens(held.mother))
        else _name(said.mother, held.mother)
    )


def _address(said: Particulars, held: Particulars) -> float | None:
    if not (said.address and held.address):
        return None
    keys = address_keys(said.address, said.postcode)
    return 100.0 if keys & address_keys(held.address, held.postcode) else 0.0


def _verdict(verdict: Verdict) -> float | None:
    return {Verdict.SAME: 100.0, Verdict.NEAR: 80.0, Verdict.DIFFERENT: 0.0}.get(verdict)
