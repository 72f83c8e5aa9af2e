"""Whom a conference should invite: everybody already known round the children (CF-04)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from conferences.models import Conference, Invitation, InvitedAs
from conferences.services.inviting import Invitee, needs_of
from cpms.accounts.models import User
from cpms.children.models import Allocation, Child, Person, Practitioner, Relationship
from cpms.strategy_discussions.services import practitioner_of
from cpms.timescales.calendar import age_on

INVITED_FROM = 10
"""The age from which a child's own invitation is suggested; any child may be invited (CF-09)."""

OF_THE_FAMILY = {InvitedAs.PARENT, InvitedAs.FAMILY, InvitedAs.CHILD}
PARENTS = {"mother", "father", "step_parent", "carer"}


@dataclass(frozen=True)
class Candidate:
    """One person who could be invited, as the page offers them."""

    invitee: Invitee
    name: str
    line: str
    needs: str
    is_suggested: bool
    is_sent: bool = False
    may_hear_of: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()

    @property
    def key(self) -> str:
        """Return the value of the box that chooses this person."""
        practitioner, person, child = self.invitee.key
        kind = "practitioner" if practitioner else "person" if person else "child"
        return f"{kind}-{practitioner or person or child}"

    @property
    def is_family(self) -> bool:
        """Say whether the person belongs to the family, and is not a professional."""
        return self.invitee.invited_as in OF_THE_FAMILY

    @property
    def knows(self) -> frozenset[int]:
        """Return the numbers of the children whom the person is known to know."""
        return frozenset(child.pk for child in self.invitee.knows)


def candidates(conference: Conference, on: date) -> list[Candidate]:
    """Return everyone on the list and everyone known, each once; the chair is never one."""
    children = list(conference.concerned_children())
    offered: dict[str, Candidate] = {}
    for candidate in (
        *_on_the_list(conference),
        *_leads(children, on),
        *_known_professionals(children),
        *_relatives(children),
        *(_child(child, on) for child in children if not child.is_unborn),
    ):
        offered.setdefault(candidate.key, candidate)
    related = _related(children)
    return [
        replace(one, may_hear_of=_may_hear_of(one, children, related))
        for one in offered.values()
        if not _is_chair(one, conference)
    ]


def _related(children: list[Child]) -> dict[int, frozenset[int]]:
    """Return, for each adult by number, the children to whom they are recorded as related."""
    found: dict[int, frozenset[int]] = {}
    for person, child in Relationship.objects.filter(child__in=children).values_list(
        "person", "child"
    ):
        found[person] = found.get(person, frozenset()) | {child}
    return found


def _may_hear_of(
    one: Candidate, children: list[Child], related: dict[int, frozenset[int]]
) -> frozenset[int]:
    """Return the children for whom this person can be invited at all (CF-14)."""
    invited = one.invitee.invited
    if isinstance(invited, Child):
        return frozenset({invited.pk})
    if isinstance(invited, Person):
        return related.get(invited.pk, frozenset())
    return frozenset(child.pk for child in children)


def _on_the_list(conference: Conference) -> Iterable[Candidate]:
    rows = conference.invitations.select_related("practitioner__agency", "person", "child")
    for row in rows.prefetch_related("knows", "invited_for"):
        invited = row.practitioner or row.person or row.child
        assert invited is not None  # the database holds that it is one of them
        invitee = Invitee(invited, row.invited_as, list(row.knows.all()))
        named = frozenset(child.pk for child in row.invited_for.all())
        is_sent = row.sent_on is not None
        yield Candidate(invitee, row.name, _line(row), row.needs, True, is_sent, named=named)


def _line(row: Invitation) -> str:
    if row.practitioner:
        return f"{row.practitioner.job_title}, {row.practitioner.agency}"
    return str(row.get_invited_as_display())


def _leads(children: list[Child], on: date) -> Iterable[Candidate]:
    rows = Allocation.objects.current(on).filter(child__in=children).select_related("worker")
    led: dict[User, list[Child]] = {}
    for row in rows.order_by("child"):
        led.setdefault(row.worker, []).append(row.child)
    entries = {entry.user_id: entry for entry in Practitioner.objects.filter(user__in=led)}
    for worker, theirs in led.items():
        if worker.pk in entries:  # made when the conference moved: a page that opens writes nothing
            yield _professional(entries[worker.pk], theirs, is_suggested=True)


def enter_leads(conference: Conference, on: date) -> None:
    """Have each lead professional in the directory, so that they can be invited (CF-04)."""
    led = Allocation.objects.current(on).filter(child__in=conference.concerned_children())
    for worker in User.objects.filter(pk__in=led.values("worker")):
        practitioner_of(worker)


def _known_professionals(children: list[Child]) -> Iterable[Candidate]:
    """Who was in a strategy discussion about a child, or invited to an earlier conference."""
    met = Practitioner.objects.filter(strategy_discussions__discussion__children__in=children)
    invited = Practitioner.objects.filter(
        invitations__conference__decisions__child__in=children, invitations__sent_on__isnull=False
    )
    known = Practitioner.objects.filter(pk__in=met.values("pk")) | Practitioner.objects.filter(
        pk__in=invited.values("pk")
    )
    for practitioner in known.select_related("agency", "user").distinct():
        yield _professional(practitioner, [], is_suggested=True)


def _professional(
    practitioner: Practitioner, knows: list[Child], *, is_suggested: bool
) -> Candidate:
    invitee = Invitee(practitioner, InvitedAs.PROFESSIONAL, knows)
    line = f"{practitioner.job_title}, {practitioner.agency}"
    return Candidate(invitee, practitioner.name, line, "", is_suggested)


def _relatives(children: list[Child]) -> Iterable[Candidate]:
    rows = Relationship.objects.filter(child__in=children).select_related("person", "child")
    found: dict[Person, list[Relationship]] = {}
    for row in rows.order_by("person__name", "child"):
        found.setdefault(row.person, []).append(row)
    for person, related in found.items():
        is_parent = any(row.kind in PARENTS or row.has_parental_responsibility for row in related)
        invitee = Invitee(person, InvitedAs.PARENT if is_parent else InvitedAs.FAMILY)
        line = "; ".join(
            f"{row.get_kind_display()} of {row.child.given_name or 'the unborn baby'}"
            for row in related
        )
        yield Candidate(invitee, person.name, line, needs_of(person), is_parent)


def _child(child: Child, on: date) -> Candidate:
    assert child.date_of_birth is not None  # the unborn are not offered
    age = age_on(child.date_of_birth, on)
    invitee = Invitee(child, InvitedAs.CHILD)
    return Candidate(invitee, child.name, f"Child, {age}", needs_of(child), age >= INVITED_FROM)


def _is_chair(candidate: Candidate, conference: Conference) -> bool:
    invited = candidate.invitee.invited
    return (
        isinstance(invited, Practitioner)
        and conference.chair_id is not None
        and invited.user_id == conference.chair_id
    )
