"""Who belongs to a core group, with whom as deputy, from which day to which (CG-01)."""

from datetime import date
from typing import Any

from django.db import transaction

from core_groups.models import CoreGroup, Member
from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.records.guards import Refused
from cpms.records.moves import locked, write
from cpms.timescales.calendar import add_days


@transaction.atomic
def join(group: CoreGroup, *, from_on: date, by: User | None, **who: Any) -> Member:
    """Make a professional or a family member a member from a day on."""
    group = locked(group)
    if group.state != CoreGroup.State.FORMED:
        raise Refused("This core group is disbanded: nobody joins it any more.")
    deputy = who.pop("deputy_name", "")
    if group.members.on(from_on).filter(**who).exists():
        raise Refused("This person is a member of the core group already (CG-01).")
    member = Member(group=group, from_on=from_on, deputy_name=deputy, **who)
    write(member, by=by)
    return member


@transaction.atomic
def name_deputy(member: Member, *, deputy_name: str, by: User | None) -> Member:
    """Name who stands in for a member; every chair of a group names one (CG-01)."""
    if member.is_chair and not deputy_name.strip():
        raise Refused("The lead professional chairs the group: name who stands in (CG-01).")
    member.deputy_name = deputy_name
    write(member, by=by)
    return member


@transaction.atomic
def leave(member: Member, *, on: date, by: User | None) -> Member:
    """End a membership with a day, the last on which the member sees the child."""
    if on < member.from_on:
        raise Refused("A membership does not end before it began.")
    member.until_on = on
    write(member, by=by)
    return member


def end_by_hand(member: Member, *, on: date, by: User) -> Member:
    """Let a member leave; the chair is changed by allocating the child anew instead."""
    if member.is_chair:
        raise Refused(
            "The lead professional chairs the group. Allocate the child to another worker, and "
            "the chair changes with it (CG-01, FA-03)."
        )
    return leave(member, on=on, by=by)


@transaction.atomic
def follow_lead(child: Child, *, on: date, by: User | None) -> None:
    """Let the new lead professional chair the child's core group from that day (CG-01)."""
    group = CoreGroup.objects.formed().filter(plan__child=child).first()
    lead = child.lead_professional
    if group is None or lead is None:
        return
    chairs = list(group.members.filter(is_chair=True, until_on__isnull=True))
    if any(chair.user_id == lead.pk for chair in chairs):
        return
    for chair in chairs:
        leave(chair, on=max(add_days(on, -1), chair.from_on), by=by)
    for same in group.members.on(on).filter(user=lead, is_chair=False):
        leave(same, on=max(add_days(on, -1), same.from_on), by=by)
    write(Member(group=group, user=lead, is_chair=True, from_on=on), by=by)
