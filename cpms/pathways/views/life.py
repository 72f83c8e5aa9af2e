"""Pages that record death, leaving the UK, marriage and the 18th birthday (PL-15)."""

from typing import Any, ClassVar

from django.urls import reverse

from cpms.accounts.permissions import Permission
from cpms.children.views.of_child import ChildMove
from cpms.pathways.forms import life as forms
from cpms.pathways.views.base import CURRENT


class LifeMove(ChildMove):
    """A fact of a child's life; a plan that it ends has ended when the page comes back."""

    permission = Permission.OPEN_CASE
    template_name = "pathways/life.html"
    today_for: ClassVar[str] = ""

    def initial(self) -> dict[str, Any]:
        """Return today."""
        return {self.today_for: self.today} if self.today_for else {}

    def success_url(self, record: Any) -> str:
        """Return to where the child is and in whose care."""
        return reverse(CURRENT, args=[self.record.pk])


class RecordDeath(LifeMove):
    """Record the death of a child (PL-15, ST-10)."""

    move = "record_death"
    form_class = forms.DeathForm
    button = "Record the death"
    done_message = "The death is recorded. Everyone invited to the initial conference is told."


class LeaveUk(LifeMove):
    """Record that a child left the UK for good (PL-15)."""

    move = "leave_uk"
    form_class = forms.LeavingForm
    today_for = "left_on"
    done_message = "It is recorded. A plan has ended, and everyone invited is told."


class Marry(LifeMove):
    """Record the marriage of a young person (PL-15)."""

    move = "marry"
    form_class = forms.MarriageForm
    done_message = "It is recorded. A plan has ended, and everyone invited is told."


class TurnEighteen(LifeMove):
    """Record an 18th birthday that was not recorded by itself (PL-15)."""

    move = "turn_eighteen"
    form_class = forms.EighteenForm
    done_message = "It is recorded. A plan has ended, and everyone invited is told."
