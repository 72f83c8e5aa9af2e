"""A plan that ends by what happened, and by nobody's decision (PL-15, PL-16, ST-10)."""

from datetime import date

from django.db import transaction

from cpms.accounts.models import User
from cpms.children.models import Child, TransferOut
from cpms.design.formats import day
from cpms.records.moves import perform
from plans.models import EndReason, Plan

OF_MOVES = {
    "turn_eighteen": (EndReason.EIGHTEEN, "turned_eighteen_on"),
    "record_death": (EndReason.DEATH, "died_on"),
    "leave_uk": (EndReason.LEFT_UK, "left_uk_on"),
    "marry": (EndReason.MARRIAGE, "married_on"),
}


@transaction.atomic
def end_plan(
    child: Child, reason: EndReason, *, on: date, evidence: str, by: User | None
) -> Plan | None:
    """End the child's plan, if there is one; everyone invited is told by the plan itself.

    A plan that began after the event is not ended by it. Ended by the service: the event on
    the record demands it, whoever entered that.
    """
    plan: Plan | None = Plan.objects.current().filter(child=child, started_on__lte=on).first()
    if plan is None:
        return None
    return perform(plan, "end", by=None, ended_on=on, reason=reason, evidence=evidence)


def end_by_life(child: Child, move: str, *, by: User | None) -> Plan | None:
    """End the plan of a child who turned 18, died, left the UK or married (PL-15)."""
    reason, field = OF_MOVES[move]
    on: date = getattr(child, field)
    return end_plan(child, reason, on=on, evidence=f"{reason.label} on {day(on)}.", by=by)


def end_by_transfer(transfer: TransferOut, *, by: User | None) -> Plan | None:
    """End the plan once the receiving authority has held its conference (PL-16)."""
    assert transfer.held_on is not None  # heard when it was held
    evidence = (
        f"{transfer.authority} held its conference on {day(transfer.held_on)}: {transfer.evidence}"
    )
    return end_plan(transfer.child, EndReason.MOVED, on=transfer.held_on, evidence=evidence, by=by)


@transaction.atomic
def demand_discussions(child: Child, *, by: User | None) -> list[Child]:
    """Demand a strategy discussion for each surviving brother and sister (ST-10)."""
    assert child.died_on is not None  # heard when the death is recorded
    surviving = child.siblings().filter(state=Child.State.OPEN, died_on__isnull=True)
    return [
        perform(sibling, "demand_discussion", by=by, demanded_on=child.died_on)
        for sibling in surviving
    ]
