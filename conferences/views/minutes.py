"""Minutes: saved by a form or, every few seconds, by the page itself."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from conferences.forms.minutes import AddPassageForm, PassageForm
from conferences.models import Conference, Passage
from conferences.services import minutes
from conferences.services.minutes import Conflict
from cpms.accounts.permissions import Permission
from cpms.design.formats import clock
from cpms.records.guards import Refused
from cpms.records.views import RecordPage, ServiceFormView

CONFLICT = 409


class _OfPassage(ServiceFormView[Conference]):
    model = Conference
    permission = Permission.MINUTE_CONFERENCE

    @cached_property
    def passage(self) -> Passage:
        """The passage of the address, of this conference, unless it is withheld from the person."""
        passages = self.record.passages.visible_to(self.user).select_related("saved_by")
        return get_object_or_404(passages, pk=self.kwargs["passage"])

    def success_url(self, record: Any) -> str:
        """Return to the item on the page of the day."""
        position = self.passage.position
        return (
            reverse("conference-day", args=[self.record.pk]) + f"?item={position}#item-{position}"
        )


class Save(_OfPassage):
    """Save one passage; a wording on top of an old version shows both."""

    form_class = PassageForm
    template_name = "conferences/day/conflict.html"
    button = "Save this wording"

    def heading(self) -> str:
        """Return the item's heading."""
        return str(self.passage)

    def initial(self) -> dict[str, Any]:
        """Return the wording as it stands."""
        return {"text": self.passage.text, "version": self.passage.version}

    def act(self, **facts: Any) -> None:
        """Save it as of this moment."""
        minutes.save_passage(self.passage, **facts, at=timezone.now(), by=self.user)

    def context(self) -> dict[str, Any]:
        """Return the other wording; what is saved next is written on top of that one."""
        self.passage.refresh_from_db()
        if self.form.is_bound:
            self.form.data = {
                **dict(self.request.POST.items()),
                "version": self.passage.version,
            }
        return {**super().context(), "passage": self.passage}


class Autosave(_OfPassage):
    """The same, for the page's own script: answers in JSON, 409 where somebody else saved."""

    form_class = PassageForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the wording as it stands, for a page where nobody types."""
        return self.answer(self.passage)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or answer why not; the typed words stay in the page in any case."""
        if not self.form.is_valid():
            return JsonResponse({"refusal": "The words could not be read."}, status=422)
        facts = self.form.facts()
        try:
            saved = minutes.save_passage(self.passage, **facts, at=timezone.now(), by=self.user)
        except Conflict as conflict:
            return self.answer(conflict.passage, CONFLICT, refusal=str(conflict))
        except Refused as refused:
            return JsonResponse({"refusal": str(refused)}, status=422)
        return self.answer(saved)

    def answer(self, passage: Passage, status: int = 200, **extra: Any) -> JsonResponse:
        """Return a passage as the script reads it."""
        saved_at = timezone.localtime(passage.saved_at) if passage.saved_at else None
        return JsonResponse(
            {
                "text": passage.text,
                "version": passage.version,
                "saved": f"{clock(saved_at)}:{saved_at.second:02}" if saved_at else "",
                "by": str(passage.saved_by or ""),
                **extra,
            },
            status=status,
        )


class AddPassage(ServiceFormView[Conference]):
    """Add a passage about some of the children, or withheld from somebody (CF-14)."""

    model = Conference
    permission = Permission.MINUTE_CONFERENCE
    form_class = AddPassageForm
    title = "Add a passage to the minutes"
    button = "Add the passage"

    def act(self, **facts: Any) -> None:
        """Add it."""
        minutes.add_passage(self.record, **facts, by=self.user)

    def success_url(self, record: Any) -> str:
        """Return to the end of the agenda, where it stands."""
        return reverse("conference-day", args=[self.record.pk]) + "#agenda"


class Wordings(RecordPage[Conference]):
    """Every wording that a passage has had, the newest first."""

    model = Conference
    permission = Permission.MINUTE_CONFERENCE
    template_name = "conferences/day/wordings.html"
    page_name = "Earlier wordings of minutes"

    def context(self) -> dict[str, Any]:
        """Return the passage and its history."""
        passages = self.record.passages.visible_to(self.user)
        passage = get_object_or_404(passages, pk=self.kwargs["passage"])
        wordings = passage.history.exclude(version=0).select_related("saved_by")
        return {"passage": passage, "wordings": wordings.order_by("-version", "-history_id")}
