"""Who may be meant: children of the service, and earlier enquiries about unknown ones."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Q

from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.children.search import (
    Candidate,
    Comparison,
    Particulars,
    Verdict,
    compare,
    find,
    keys_of,
    likeness,
)
from cpms.records.models import JSON
from enquiries.models import Enquiry
from enquiries.models.enquiry import EnquiryQuerySet

LEAST = 60
POOL = 200
SHOWN = 5


@dataclass(frozen=True)
class EarlierEnquiry:
    """An earlier enquiry that may be about the same child (EN-06)."""

    enquiry: Enquiry
    said: Particulars
    score: float

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """What was said then beside what is said now."""
        return [
            row for row in compare(self.said, self.enquiry.said) if row.verdict != Verdict.NOTHING
        ]


@dataclass(frozen=True)
class Matches:
    """What one search found, best first."""

    children: list[Candidate] = field(default_factory=list)
    enquiries: list[EarlierEnquiry] = field(default_factory=list)
    searched: int = 0

    def as_kept(self) -> dict[str, JSON]:
        """Return what is kept of the search: who was shown, in which order."""
        return {
            "children": [found.child.pk for found in self.children],
            "enquiries": [found.enquiry.pk for found in self.enquiries],
            "searched": self.searched,
        }

    def unseen(self, kept: dict[str, list[int]]) -> int:
        """Return how many were found now that were not shown then."""
        children = {found.child.pk for found in self.children} - set(kept.get("children", []))
        enquiries = {found.enquiry.pk for found in self.enquiries} - set(kept.get("enquiries", []))
        return len(children) + len(enquiries)


def look_for(said: Particulars, enquiry: Enquiry, user: User) -> Matches:
    """Search anew, among what the person may see."""
    children = Child.objects.visible_to(user)
    return Matches(
        children=find(said, among=children, limit=SHOWN),
        enquiries=enquiries_like(said, _earlier(enquiry, user)),
        searched=children.count(),
    )


def shown_again(enquiry: Enquiry, user: User) -> Matches:
    """Return what the enquiry's search found, as it was shown, compared afresh."""
    said, kept = enquiry.said, enquiry.found
    children = Child.objects.visible_to(user).filter(pk__in=kept.get("children", []))
    rows = children.prefetch_related("aliases", "addresses", "relationships__person")
    held = {child.pk: Candidate(child, 0, said) for child in rows}
    like = {row.pk: row for row in _earlier(enquiry, user).filter(pk__in=kept.get("enquiries", []))}
    return Matches(
        children=[held[pk] for pk in kept.get("children", []) if pk in held],
        enquiries=[
            EarlierEnquiry(like[pk], said, 0) for pk in kept.get("enquiries", []) if pk in like
        ],
        searched=kept.get("searched", 0),
    )


def enquiries_like(said: Particulars, among: EnquiryQuerySet) -> list[EarlierEnquiry]:
    """Return the earlier enquiries that are likely about the same child, best first."""
    pool = _pool(said, among)
    ranked = [EarlierEnquiry(row, said, likeness(said, row.said)) for row in pool]
    likely = [found for found in ranked if found.score >= LEAST]
    return sorted(likely, key=lambda found: (-found.score, -found.enquiry.pk))[:SHOWN]


def _earlier(enquiry: Enquiry, user: User) -> EnquiryQuerySet:
    rows = Enquiry.objects.visible_to(user).unmatched().exclude(pk=enquiry.pk)
    beside: EnquiryQuerySet = rows.select_related("agency")
    return beside


def _pool(said: Particulars, among: EnquiryQuerySet) -> EnquiryQuerySet:
    alike = Q(said_keys__key__in=keys_of(said))
    if said.date_of_birth:
        alike |= Q(said_date_of_birth=said.date_of_birth)
    return among.filter(alike).annotate(hits=Count("said_keys")).order_by("-hits", "-pk")[:POOL]
