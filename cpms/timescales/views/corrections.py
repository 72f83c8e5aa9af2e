"""The day of a line of the chronology was entered wrongly: who may make the move corrects it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from cpms.accounts.permissions import Permission
from cpms.children.banner import banner_of
from cpms.design.formats import day
from cpms.records.chronology import sentence
from cpms.records.corrections import correct, record_of
from cpms.records.models import Event
from cpms.records.transitions import may_make
from cpms.records.views import ServiceFormView

from ..forms import CorrectionForm


class CorrectDay(ServiceFormView[Event]):
    """Say on which day it truly happened, and why another was entered."""

    model = Event
    permission = Permission.OPEN_CASE
    template_name = "children/act.html"
    form_class = CorrectionForm
    button = "Correct the day"
    done_message = "The day is corrected, and every clock that counted from it."

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Show the form to those who might have made the move, and to nobody else."""
        if not may_make(record_of(self.record), self.record.move, self.user):
            raise PermissionDenied("Whoever may make this move may correct its day.")
        return super().show(status, **extra)

    def heading(self) -> str:
        """Return what happened, and on which day it stands."""
        stands = self.record.corrections.order_by("pk").last() or self.record
        return f"Correct the day: {sentence(self.record)}, {day(stands.happened_on)}"

    def context(self) -> dict[str, Any]:
        """Return the child's banner beside the form."""
        return {**super().context(), "banner": banner_of(self.record.child, self.user, self.today)}

    def act(self, **facts: Any) -> None:
        """Correct it for every child whom the move concerned."""
        correct(self.record, **facts, by=self.user, today=self.today)

    def success_url(self, record: Any) -> str:
        """Return to the chronology, where both lines stand."""
        return reverse("chronology", args=[self.record.child_id])

    def child_ids(self) -> Iterable[int]:
        """Return the child whose line it is."""
        return [self.record.child_id]
