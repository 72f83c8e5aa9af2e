"""Conferences that the procedure itself demands: nobody has to agree to them (MV-02, MV-04)."""

from datetime import date

from django.db import transaction

from conferences.models import Conference, Decision
from conferences.services import request_conference
from cpms.children.models import Child
from cpms.records.moves import perform


@transaction.atomic
def demand_conference(child: Child, kind: str, reason: str, *, on: date) -> Conference:
    """Ask for the conference, agreed at once; brothers and sisters have one together.

    A conference of this kind that waits for its date takes the child up; one that is open
    for this child already is the one.
    """
    waiting = Conference.objects.filter(family=child.family_id, kind=kind)
    mine: Conference | None = waiting.filter(
        state__in=Conference.OPEN, decisions__child=child
    ).first()
    if mine is not None:
        return mine
    open_one: Conference | None = waiting.filter(
        state__in=[Conference.State.REQUESTED, Conference.State.AGREED]
    ).first()
    if open_one is not None:
        perform(Decision(conference=open_one, child=child), "put", by=None, put_on=on)
        return open_one
    conference: Conference = request_conference(child.family, [child], kind, reason, by=None, on=on)
    if conference.state == Conference.State.REQUESTED:
        conference = perform(conference, "agree", by=None, agreed_on=on)
    return conference
