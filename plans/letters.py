"""Who is told that a plan has ended, each in a copy of their own (PL-15, CF-35)."""

from typing import Any

from conferences.models import Invitation
from cpms.accounts.models import User
from cpms.documents.models import Letter, LetterKind
from cpms.documents.recipients import Copy, Recipient
from cpms.documents.services import circulate
from plans.models import Plan

TITLE = "Child protection plan ended"


def tell_of_the_end(plan: Plan, *, by: User | None) -> list[Letter]:
    """Tell everyone invited to the conference that made the plan (PL-15: as a minimum)."""
    recipients = [recipient_of(invited) for invited in invited_about(plan)]
    return send_end(plan, recipients, by=by)


def send_end(plan: Plan, recipients: list[Recipient], *, by: User | None) -> list[Letter]:
    """Send the letter that the plan has ended to these recipients."""
    assert plan.ended_on is not None  # told when it has ended
    copies = [
        Copy(recipient, TITLE, "letters/plan_ended.html", _context(plan, recipient))
        for recipient in recipients
    ]
    return circulate(LetterKind.PLAN_ENDED, copies, children=[plan.child], on=plan.ended_on, by=by)


def invited_about(plan: Plan) -> list[Invitation]:
    """Return who was invited for this child: not the parent of a brother or sister only.

    A letter about one child says nothing to an adult who is no relation of that child.
    """
    invitations = plan.decision.conference.invitations.select_related(
        "practitioner__user", "practitioner__agency", "person", "child"
    )
    return [row for row in invitations if _concerns(row, plan)]


def _concerns(invited: Invitation, plan: Plan) -> bool:
    if invited.child_id:
        return invited.child_id == plan.child_id
    if invited.person is None:
        return True
    related_to = {row.child_id for row in invited.person.relationships.all()}
    return not related_to or plan.child_id in related_to


def recipient_of(invited: Invitation) -> Recipient:
    """Return the recipient that an invited person is."""
    if invited.practitioner:
        return Recipient.professional(invited.practitioner)
    if invited.person:
        return Recipient.family(invited.person)
    return Recipient(invited.name)


def identity(recipient: Recipient) -> tuple[str, Any]:
    """Return by what a recipient is known as the same one again."""
    if account := recipient.account:
        return ("account", account.pk)
    if recipient.practitioner:
        return ("practitioner", recipient.practitioner.pk)
    if recipient.person:
        return ("person", recipient.person.pk)
    return ("name", recipient.name)


def _context(plan: Plan, recipient: Recipient) -> dict[str, Any]:
    """Return what this recipient may learn: the text of the step-down plan, professionals only."""
    follows = getattr(plan, "step_down", None)
    is_professional = recipient.account is not None or recipient.practitioner is not None
    return {
        "child_name": plan.child.name,
        "started_on": plan.started_on,
        "ended_on": plan.ended_on,
        "reason": plan.get_end_reason_display(),
        "lead": plan.child.lead_professional or plan.lead_professional,
        "follows": follows.get_kind_display() if follows else "",
        "content": follows.content if follows and is_professional else "",
        "meetings": follows.meetings if follows and is_professional else "",
    }
