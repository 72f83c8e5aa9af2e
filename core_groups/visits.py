"""What the pages of a child's visits say today (CG-12 to CG-14)."""

from base64 import b64encode
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.crypto import salted_hmac

from core_groups.models import CoreGroup, Visit
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models import Child
from cpms.design.formats import day
from cpms.timescales.models import Deadline

SEEN_AS_AGREED = "child-seen-as-agreed"


def last_seen(child: Child) -> Visit | None:
    """Return the latest visit on which the child was seen."""
    found: Visit | None = Visit.objects.of(child).filter(was_seen=True).first()
    return found


def keeping_key(user: User) -> dict[str, str]:
    """Return the key under which this person's browser keeps a visit until it is sent.

    It is never stored beside what it opens: only a page of the same person, signed in, has it.
    """

    def drawn(purpose: str) -> bytes:
        return salted_hmac(
            f"core_groups.visits.{purpose}", str(user.pk), algorithm="sha256"
        ).digest()

    return {"key": b64encode(drawn("key")).decode(), "owner": drawn("owner").hex()[:16]}


def visits_standing(child: Child, user: User, today: date) -> dict[str, Any]:
    """Return the child's visits, by when it is to be seen again, and the next step."""
    visits = list(Visit.objects.visible_to(user, today).of(child).select_related("entered_by"))
    may_record = user.may(Permission.RECORD_CASEWORK)
    groups = CoreGroup.objects.visible_to(user, today).formed()
    running = Deadline.objects.open().filter(child=child, code=SEEN_AS_AGREED).first()
    return {
        "visits": visits,
        "last_seen": next((row for row in visits if row.was_seen), None),
        "due_on": running.due_on if running else None,
        "group": groups.filter(plan__child=child).first(),
        "may_record": may_record,
        "next_step": _next(child, visits, may_record),
        "keeping": keeping_key(user),
    }


def _next(child: Child, visits: list[Visit], may_record: bool) -> dict[str, str] | None:
    if not may_record:
        return None
    for visit in visits:
        if visit.state == Visit.State.ESCALATED:
            title = f"{child.name} was not seen on two visits in a row, last on {day(visit.day)}"
            text = "Agree a plan of action with the police today (CG-12)."
            return _step(title, text, "visit-plan-of-action", visit.pk, "Record the plan of action")
        if visit.is_resistance_told and visit.resistance_answered_on is None:
            title = f"Resistance to {child.name} being seen, {day(visit.day)}"
            text = "Say what follows; if it continues, consider emergency action (CG-13)."
            return _step(title, text, "visit-resistance", visit.pk, "Say what follows")
    return None


def _step(title: str, text: str, name: str, number: int, button: str) -> dict[str, str]:
    href = reverse(name, args=[number])
    return {"label": "Next", "title": title, "text": text, "href": href, "button": button}
