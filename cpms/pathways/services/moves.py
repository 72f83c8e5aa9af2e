"""Telling the others of a move, and moves between authorities (MV-01, MV-02, PL-16)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from conferences.models import Conference, Invitation, InvitedAs, Kind
from cpms.accounts.models import User
from cpms.accounts.permissions import Role
from cpms.children.models import AddressChange, Child, Practitioner, TransferIn
from cpms.documents.models import LetterKind
from cpms.documents.recipients import Copy, Recipient
from cpms.documents.services import circulate
from cpms.pathways import messages
from cpms.pathways.models import AddressTelling
from cpms.pathways.services.demanded import demand_conference
from cpms.records.moves import perform, write
from plans.models import Plan

INITIAL_KINDS = (Kind.INITIAL, Kind.PRE_BIRTH, Kind.TRANSFER_IN)


def initial_conference_of(child: Child) -> Conference | None:
    """Return the conference that led to the child's plan, else the last initial one held."""
    plan = Plan.objects.current().filter(child=child).select_related("decision").first()
    if plan is not None:
        led_to_it: Conference = plan.decision.conference
        return led_to_it
    held = Conference.objects.filter(
        decisions__child=child, kind__in=INITIAL_KINDS, state=Conference.State.HELD
    )
    found: Conference | None = held.order_by("held_on", "pk").last()
    return found


def attended_for_work(child: Child) -> list[Practitioner]:
    """Return the professionals who attended it, and nobody else (MV-01).

    Parents, relatives, advocates and interpreters attend conferences too. None of them is
    told where a child lives by this road.
    """
    conference = initial_conference_of(child)
    if conference is None:
        return []
    invited = Invitation.objects.filter(
        conference=conference, invited_as=InvitedAs.PROFESSIONAL, practitioner__isnull=False
    ).select_related("practitioner__agency", "practitioner__user")
    came = [row.practitioner for row in invited if row.came]
    return [one for one in came if one is not None]


@transaction.atomic
def tell_of_address(
    change: AddressChange,
    *,
    practitioners: Sequence[Practitioner],
    cleared: Collection[Practitioner],
    circulated_on: date,
    by: User,
) -> AddressChange:
    """Tell these professionals of the move, each in a letter of their own (MV-01).

    A confidential address stands in no letter. Who is cleared for it is told that the lead
    professional gives it to them; who is not learns that there was a move, and no more.
    """
    allowed = {one.pk for one in attended_for_work(change.child)}
    told = [one for one in practitioners if one.pk in allowed]
    change = perform(change, "circulate", by=by, circulated_on=circulated_on, told=len(told))
    may_have = {one.pk for one in cleared}
    copies = [_copy(change, one, one.pk in may_have) for one in told]
    letters = circulate(LetterKind.OTHER, copies, children=[change.child], on=circulated_on, by=by)
    for one, letter in zip(told, letters, strict=True):
        is_cleared = one.pk in may_have or not change.address.is_confidential
        row = AddressTelling(change=change, practitioner=one, is_cleared=is_cleared, letter=letter)
        write(row, by=by)
    return change


def _copy(change: AddressChange, practitioner: Practitioner, is_cleared: bool) -> Copy:
    address = change.address
    context: dict[str, Any] = {
        "child_name": change.child.name,
        "moved_on": address.from_on,
        "lead": change.child.lead_professional,
        "is_confidential": address.is_confidential,
        "is_cleared": is_cleared,
    }
    if not address.is_confidential:
        context |= {"lines": address.lines, "postcode": address.postcode}
    return Copy(
        Recipient.professional(practitioner),
        "Change of address",
        "letters/pathways/address.html",
        context,
    )


def tell_the_unit(change: AddressChange) -> None:
    """Tell the unit that the others are to be notified (MV-01)."""
    messages.tell(
        messages.holders(Role.UNIT_OFFICER),
        change,
        "a child has moved",
        "A child has a new address. Those who attended the initial conference are to be told.",
    )


def take_in(transfer: TransferIn) -> Conference:
    """Tell the QA Manager at once, and have the transfer-in conference asked for (MV-02)."""
    messages.tell(
        messages.holders(Role.QUALITY_ASSURANCE_MANAGER),
        transfer,
        "a child on a plan moves in",
        "A child on another authority’s plan moves in. A transfer-in conference is due within "
        "15 working days.",
    )
    return demand_conference(
        transfer.child,
        Kind.TRANSFER_IN,
        f"The child is on a plan of {transfer.authority} and moves in: {transfer.their_plan} "
        "(MV-02).",
        on=transfer.notified_on,
    )


def close_transfers_in(conference: Conference) -> None:
    """Note the transfer-in conference on each child's transfer (MV-02)."""
    if conference.kind != Kind.TRANSFER_IN or conference.held_on is None:
        return
    children = conference.concerned_children()
    for transfer in TransferIn.objects.open().filter(child__in=children):
        perform(transfer, "hold_conference", by=None, held_on=conference.held_on)
