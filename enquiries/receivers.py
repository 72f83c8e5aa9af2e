"""What follows the moves of an enquiry: its own log, and the QA Manager's follow-up."""

from typing import Any

from cpms.accounts.models import User
from cpms.records import clock
from cpms.records.moves import perform
from cpms.records.signals import moved
from enquiries import log
from enquiries.models import Enquiry, EnquiryStep, FollowUp, Outcome
from enquiries.notifying import tell_quality_managers
from enquiries.status import outcome_of


def connect() -> None:
    """Listen; called once when the app starts."""
    moved.connect(keep_step, sender=Enquiry, dispatch_uid="enquiry steps")
    moved.connect(follow_second_enquiry, sender=Enquiry, dispatch_uid="second enquiries")


def keep_step(record: Enquiry, move: str, by: User | None, **kwargs: Any) -> None:
    """Write down who did what, when: of every enquiry, answered or not (EN-07)."""
    EnquiryStep.objects.create(
        enquiry=record, move=move, told=log.told(record, move), at=clock.now(), by=by
    )


def follow_second_enquiry(record: Enquiry, move: str, by: User | None, **kwargs: Any) -> None:
    """A second enquiry about a child not on a plan is followed up, once (EN-06)."""
    if move in ("identify", "settle", "answer") and outcome_of(record) == Outcome.FURTHER:
        _open(record)
    elif move == "reconsider":
        for follow_up in FollowUp.objects.filter(enquiry=record, state=FollowUp.State.OPEN):
            perform(follow_up, "withdraw", by=None, at=clock.now())


def _open(enquiry: Enquiry) -> None:
    held = FollowUp.objects.filter(enquiry=enquiry).first()
    if held is None or held.state == FollowUp.State.WITHDRAWN:
        opened: FollowUp = perform(
            held or FollowUp(enquiry=enquiry), "open", by=None, at=clock.now()
        )
        tell_quality_managers(opened)
