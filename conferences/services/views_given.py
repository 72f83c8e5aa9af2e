"""The view of each line of management on each child (CF-17 to CF-19)."""

from django.db import models, transaction

from conferences import lines
from conferences.models import Decision, Invitation, Recommendation
from conferences.services.session import lock_open
from cpms.accounts.models import User
from cpms.records.guards import Refused
from cpms.records.moves import write


class View(models.TextChoices):
    """What a line of management may say when it is asked."""

    PLAN = "plan", "A child protection plan"
    NO_PLAN = "no_plan", "No plan"
    NONE = "none", "Gives no view"


MEANING = {View.PLAN: True, View.NO_PLAN: False, View.NONE: None}


@transaction.atomic
def record_view(
    decision: Decision,
    invitation: Invitation,
    *,
    view: str,
    by: User,
    category: str = "",
    reasons: str = "",
) -> Recommendation:
    """Record, or change, the view of the line of management for which the person speaks."""
    decision = lock_open(decision)
    invitation = _of_this_conference(decision, invitation)
    if refusals := _why_not(decision, invitation, view, category, reasons):
        raise Refused(*refusals)
    line = lines.line_of(invitation)
    given = decision.recommendations.filter(line_of_management=line).first()
    recommendation = given or Recommendation(decision=decision, line_of_management=line)
    recommendation.invitation = invitation
    recommendation.is_for_plan = MEANING[View(view)]
    recommendation.category = category if view == View.PLAN else ""
    recommendation.reasons = reasons
    write(recommendation, by=by)
    return recommendation


@transaction.atomic
def take_back_view(decision: Decision, invitation: Invitation, *, by: User) -> None:
    """Take a view back that was recorded by mistake; its wording stays in the history."""
    decision = lock_open(decision)
    given = decision.recommendations.filter(invitation=invitation).first()
    if given is None:
        raise Refused("There is no view to take back.")
    given._history_user = by  # type: ignore[attr-defined]
    given.delete()


def _of_this_conference(decision: Decision, invitation: Invitation) -> Invitation:
    invited = Invitation.objects.select_related("practitioner__agency").prefetch_related("knows")
    return invited.get(pk=invitation.pk, conference=decision.conference_id)


def _why_not(
    decision: Decision, invitation: Invitation, view: str, category: str, reasons: str
) -> list[str]:
    if not lines.may_have_a_view(invitation):
        return [
            f"{invitation.name} has no view: family members and those who attend in support of a "
            "colleague are heard, and not counted (CF-18)."
        ]
    refusals = []
    if not invitation.came:
        refusals.append(f"{invitation.name} is not here: mark them as here first (CF-17).")
    if not lines.knows(invitation, decision.child_id):
        refusals.append(
            f"{lines.line_of(invitation)} has had no contact with {decision.child.name}: no "
            "contact, no view (CF-18)."
        )
    return refusals + _what_it_lacks(view, category, reasons)


def _what_it_lacks(view: str, category: str, reasons: str) -> list[str]:
    if view == View.PLAN and not category:
        return ["A view for a plan names the category of harm (CF-17)."]
    if view == View.NONE and not reasons.strip():
        return ["Say in a few words why no view is given (CF-17)."]
    return []
