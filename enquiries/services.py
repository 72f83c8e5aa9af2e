"""What the desk does with an enquiry: each in one transaction, each step kept (EN-07)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cpms.accounts.models import User
from cpms.accounts.permissions import Role
from cpms.children.models import Child, DirectoryNumber
from cpms.children.search import Particulars, keys_of
from cpms.records import clock
from cpms.records.moves import locked, perform, write
from enquiries.matches import look_for
from enquiries.models import CallBackAttempt, Desk, DeskCounter, Enquiry, SaidKey
from enquiries.status import outcome_of
from enquiries.words import words_for

MATCHES = "matches"


@transaction.atomic
def receive(*, caller: dict[str, Any], is_public: bool, at: datetime, by: User) -> Enquiry:
    """Take a call. A member of the public is refused at once, and kept (EN-01, EN-03)."""
    enquiry: Enquiry = perform(
        Enquiry(reference=next_reference(at), desk=desk_of(by), received_by=by, **caller),
        "receive",
        by=by,
        at=at,
    )
    if is_public:
        because = "Members of the public have no access."
        enquiry = perform(enquiry, "refuse_public", by=by, because=because, at=at)
    return enquiry


def desk_of(user: User) -> Desk:
    """Return the desk that the person sits at."""
    is_night = Role.NIGHT_DESK in user.roles and Role.UNIT_OFFICER not in user.roles
    return Desk.NIGHT if is_night else Desk.UNIT


def next_reference(at: datetime) -> str:
    """Return the year's next reference, such as E-26-1183."""
    year = timezone.localtime(at).year
    return f"E-{year % 100:02d}-{count(f'references {year}'):04d}"


@transaction.atomic
def count(name: str) -> int:
    """Count one more under a name, holding its row until the transaction ends."""
    DeskCounter.objects.get_or_create(name=name)
    counter = DeskCounter.objects.select_for_update().get(name=name)
    counter.last += 1
    counter.save()
    return counter.last


@transaction.atomic
def correct_caller(
    enquiry: Enquiry, *, caller: dict[str, Any], is_public: bool, by: User
) -> Enquiry:
    """Change who is calling; who turns out to be of the public is refused (EN-03)."""
    at = clock.now()
    enquiry = perform(enquiry, "correct_caller", by=by, caller=caller, at=at)
    if is_public:
        because = "Members of the public have no access."
        return perform(enquiry, "refuse_public", by=by, because=because, at=at)
    return enquiry


def choose_number(enquiry: Enquiry, *, number: DirectoryNumber, by: User) -> Enquiry:
    """Take the number to call back on from the directory (EN-02)."""
    return perform(enquiry, "choose_number", by=by, number=number, at=clock.now())


@transaction.atomic
def call_back(enquiry: Enquiry, *, call_answered_by: str, is_confirmed: bool, by: User) -> Enquiry:
    """The call back was answered, and the agency knows the caller (EN-02)."""
    at = clock.now()
    enquiry = perform(
        enquiry,
        "call_back",
        by=by,
        call_answered_by=call_answered_by,
        is_confirmed=is_confirmed,
        at=at,
    )
    _attempt(enquiry, was_reached=True, note=call_answered_by, at=at, by=by)
    return enquiry


@transaction.atomic
def miss(enquiry: Enquiry, *, note: str, by: User) -> Enquiry:
    """Called back and did not reach the caller: kept, and to be tried again."""
    at = clock.now()
    enquiry = perform(enquiry, "miss", by=by, at=at)
    _attempt(enquiry, was_reached=False, note=note, at=at, by=by)
    return enquiry


def _attempt(enquiry: Enquiry, *, was_reached: bool, note: str, at: datetime, by: User) -> None:
    assert enquiry.number is not None
    attempt = CallBackAttempt(
        enquiry=enquiry,
        number=enquiry.number,
        number_rung=enquiry.number.number,
        was_reached=was_reached,
        note=note,
        at=at,
        by=by,
    )
    write(attempt, by=by)


@transaction.atomic
def search(enquiry: Enquiry, *, said: dict[str, Any], by: User) -> Enquiry:
    """Search by what the caller said; keep what was said, shown and searched."""
    enquiry = locked(enquiry)
    described = Enquiry(**said).said
    found = look_for(described, enquiry, by).as_kept()
    enquiry = perform(enquiry, "search", by=by, said=said, found=found, at=clock.now())
    _key(enquiry, described)
    return enquiry


def _key(enquiry: Enquiry, said: Particulars) -> None:
    enquiry.said_keys.all().delete()
    SaidKey.objects.bulk_create(SaidKey(enquiry=enquiry, key=key) for key in sorted(keys_of(said)))


@transaction.atomic
def decide(
    enquiry: Enquiry,
    *,
    child: Child | None,
    same_as: Enquiry | None,
    why: str,
    by: User,
    move: str = "identify",
) -> Enquiry:
    """A person decides the match; whether it is a second enquiry is settled with it (EN-06).

    Matches are decided one at a time, over both desks: of two in the same second, the
    later sees the earlier.
    """
    enquiry = locked(enquiry)
    count(MATCHES)
    return perform(
        enquiry,
        move,
        by=by,
        child=child,
        same_as=same_as,
        earlier=earlier_about(child, enquiry) or same_as,
        why=why,
        at=clock.now(),
        unseen=look_for(enquiry.said, enquiry, by).unseen(enquiry.found),
    )


def refer(enquiry: Enquiry, *, why: str, by: User) -> Enquiry:
    """Leave the match to the QA Manager; the desk rings back when it is decided."""
    return perform(enquiry, "refer", by=by, why=why, at=clock.now())


def earlier_about(child: Child | None, enquiry: Enquiry) -> Enquiry | None:
    """Return the latest earlier enquiry about a child, by either desk."""
    if child is None:
        return None
    earlier = Enquiry.objects.decided().filter(child=child).exclude(pk=enquiry.pk)
    latest: Enquiry | None = earlier.order_by("-identified_at", "-pk").first()
    return latest


@transaction.atomic
def answer(enquiry: Enquiry, *, shown: str, advice: str, by: User) -> Enquiry:
    """Keep the very words that were said, and the advice given (EN-04 to EN-07)."""
    enquiry = locked(enquiry)
    outcome = outcome_of(enquiry) if enquiry.is_matched else ""
    words = words_for(enquiry).text
    facts = {"outcome": outcome, "words": words, "shown": shown, "advice": advice}
    return perform(enquiry, "answer", by=by, at=clock.now(), **facts)
