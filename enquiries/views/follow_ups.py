"""What follows a second enquiry: the discussion with the district team, and its end (EN-06)."""

from typing import Any, ClassVar

from cpms.accounts.permissions import Permission
from cpms.records.views import MoveView, RecordPage
from enquiries.forms import DiscussForm, FinishForm
from enquiries.models import FollowUp
from enquiries.models.follow_up import FollowUpQuerySet


class FollowUpPage(RecordPage[FollowUp]):
    """One follow-up, with the enquiries that led to it."""

    model = FollowUp
    template_name = "enquiries/follow_up.html"

    def visible(self) -> FollowUpQuerySet:
        """Return the follow-ups with what the page reads beside them."""
        beside = ("enquiry__agency", "enquiry__child__team", "enquiry__earlier__agency")
        rows: FollowUpQuerySet = FollowUp.objects.visible_to(self.user).select_related(*beside)
        return rows

    def context(self) -> dict[str, Any]:
        """Say whether the person follows it up, or only reads."""
        return {"is_following": self.user.may(Permission.FOLLOW_ENQUIRIES)}


class Discuss(MoveView[FollowUp]):
    """Record the discussion with the district team."""

    model = FollowUp
    move = "discuss"
    form_class = DiscussForm
    button = "Keep the discussion"
    permission: ClassVar[Permission | None] = Permission.FOLLOW_ENQUIRIES


class Finish(MoveView[FollowUp]):
    """Record the team's answer: the follow-up ends."""

    model = FollowUp
    move = "finish"
    form_class = FinishForm
    button = "Keep the answer and finish"
    permission: ClassVar[Permission | None] = Permission.FOLLOW_ENQUIRIES
