"""The moves of a plan that people make."""

from datetime import date
from typing import Any

from cpms.children.banner import banner_of
from cpms.records.views import MoveView
from plans.forms import CirculateForm, DetailForm, ReviseForm
from plans.models import Plan


class MovePlan(MoveView[Plan]):
    """One move of a plan, under the banner of its child."""

    model = Plan
    template_name = "plans/act.html"

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        return {**super().context(), "banner": banner_of(self.record.child, self.user, self.today)}


class DetailPlan(MovePlan):
    """Make the outline a detailed plan (PL-02, PL-04)."""

    move = "detail"
    form_class = DetailForm
    button = "Make the plan detailed"
    done_message = "The plan is detailed. Send it to the core group."


class RevisePlan(MovePlan):
    """Make a new version of what was changed (PL-04, PL-06)."""

    move = "revise"
    form_class = ReviseForm
    button = "Make a new version"
    done_message = "The changes are a new version. Send it within 2 working days (PL-06)."

    def initial(self) -> dict[str, date]:
        """Return today: changes are mostly entered on the day."""
        return {"revised_on": self.today}


class CirculatePlan(MovePlan):
    """Send the latest version to the core group (PL-06)."""

    move = "circulate"
    form_class = CirculateForm
    button = "Send the plan"
    done_message = "Each member of the core group has been sent a copy of their own."
