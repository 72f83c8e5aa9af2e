"""What every act in the meeting does first: lock, and see that the meeting is still open.

One rule for all: whatever a decision rests on (who is here, what was recommended, what is
settled) changes only with the decision's row locked, and a decision closes with the same
row locked. So nothing slips in between the count and the close. Several decisions are
locked in the order of their numbers, so that two people never wait for each other.
"""

from datetime import date

from django.db import transaction

from conferences.models import Conference, Decision
from cpms.accounts.models import User
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.moves import locked, perform


def lock_decisions(conference: Conference) -> list[Decision]:
    """Lock the decision of every child of the conference."""
    rows = Decision._base_manager.select_for_update(of=("self",))
    return list(rows.filter(conference=conference).order_by("pk"))


def require_in_session(conference: Conference) -> None:
    """Refuse unless the meeting goes on: read now, not when the page was made."""
    now = Conference._base_manager.get(pk=conference.pk)
    if now.state != Conference.State.OPENED:
        state = str(now.get_state_display()).lower()
        raise Refused(f"The conference is not in session: it is “{state}”. Nothing was changed.")


def lock_open(decision: Decision) -> Decision:
    """Lock a decision that is still to be made, in a meeting that goes on."""
    decision = locked(decision)
    require_in_session(decision.conference)
    if decision.state != Decision.State.AWAITED:
        state = str(decision.get_state_display()).lower()
        raise AlreadyMoved(
            f"The decision for {decision.child.name} is closed: “{state}”. Nothing was changed."
        )
    return decision


@transaction.atomic
def stand_down(conference: Conference, *, stood_down_on: date, reason: str, by: User) -> Conference:
    """Stand the conference down, unless a decision closes at this very moment (CF-06)."""
    lock_decisions(conference)
    return perform(conference, "stand_down", by=by, stood_down_on=stood_down_on, reason=reason)
