"""A circulation: who got what, what is still to arrive; taking it back; correcting it."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse

from cpms.accounts.permissions import Permission
from cpms.documents.forms import CorrectionForm, RecallForm
from cpms.documents.models import Circulation, Letter
from cpms.documents.services import correct, recall
from cpms.documents.services.recalling import may_recall
from cpms.documents.standing import Standing, standings
from cpms.records import clock
from cpms.records.views import RecordPage, ServiceFormView


class _OfCirculation(RecordPage[Circulation]):
    model = Circulation
    permission = Permission.SEE_LETTERS

    def visible(self) -> models.QuerySet[Circulation]:
        """Return the circulations with who sent them and who took them back."""
        return super().visible().select_related("made_by", "recalled_by")

    @cached_property
    def letters(self) -> list[Letter]:
        """The letters of the circulation, in the order of their recipients' names."""
        rows = Letter.objects.visible_to(self.user).filter(circulation=self.record)
        rows = rows.select_related("practitioner__agency", "person", "circulation")
        return list(rows.prefetch_related("children").order_by("recipient_name", "pk"))

    def child_ids(self) -> Iterable[int]:
        """Return every child that one of the letters names."""
        return {child.pk for letter in self.letters for child in letter.children.all()}


class CirculationPage(_OfCirculation):
    """Who was sent what, and who has not got it yet."""

    template_name = "documents/circulation.html"
    page_name = "Circulation"

    @cached_property
    def rows(self) -> list[Standing]:
        """How each letter stands at this moment."""
        return standings(self.record, self.letters, clock.now())

    def context(self) -> dict[str, Any]:
        """Return the letters, those that did not arrive first, and what can be done."""
        waits = self.record.waits(clock.now())
        is_out = not waits and self.record.recalled_at is None
        return {
            "rows": sorted(self.rows, key=lambda row: not row.is_missing),
            "missing": [row for row in self.rows if row.is_missing],
            "waits": waits,
            "may_recall": may_recall(self.record, self.user),
            "may_correct": is_out and self.user.may(Permission.CIRCULATE),
        }


class Recall(_OfCirculation, ServiceFormView[Circulation]):
    """Take a circulation back before it has gone (CF-25)."""

    title = "Take it back"
    button = "Take every letter back"
    done_message = "Every letter was taken back. None had gone."
    page_name = "Circulation, take back"
    form_class = RecallForm

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Show the form to those who may take it back."""
        if not may_recall(self.record, self.user):
            raise PermissionDenied("Only who sent it, or the unit, takes it back.")
        return super().show(status, **extra)

    def refusals(self) -> list[str]:
        """Say at once when it is too late."""
        if self.request.method == "POST" or self.record.waits(clock.now()):
            return []
        return ["It has gone, or was taken back before. Send a correction instead."]

    def act(self, **facts: Any) -> Circulation:
        """Take it back."""
        return recall(self.record, **facts, by=self.user)


class Correct(_OfCirculation, ServiceFormView[Circulation]):
    """Send a correction of letters that have gone."""

    permission = Permission.CIRCULATE
    title = "Send a correction"
    button = "Send the correction"
    done_message = "The correction was sent."
    page_name = "Circulation, correction"
    form_class = CorrectionForm

    def form_arguments(self) -> dict[str, Any]:
        """Return the arguments with the letters that can be corrected."""
        return {**super().form_arguments(), "sent": self.letters}

    def act(self, **facts: Any) -> Circulation:
        """Send it; the page to go to is the correction's own."""
        made = correct(**facts, on=self.today, by=self.user)
        return made[0].circulation
