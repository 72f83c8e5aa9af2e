"""A letter on a page that prints, and the list of those still to be posted."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpResponse
from django.urls import reverse

from cpms.accounts.looks import record_look
from cpms.accounts.permissions import Permission
from cpms.documents.forms import PostedForm
from cpms.documents.models import Letter
from cpms.documents.printing import file_name, pdf_of
from cpms.documents.services import post
from cpms.records.views import RecordPage, ServiceFormView

ROWS = 50


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Return a PDF to be kept or printed, not shown inside the service's own pages."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


class LetterPage(RecordPage[Letter]):
    """One letter as its recipient has it; the browser prints it without the frame."""

    model = Letter
    template_name = "documents/letter.html"
    page_name = "Letter"
    sees_copies = Permission.SEE_LETTERS

    def visible(self) -> models.QuerySet[Letter]:
        """Return the letters, with what the heading reads."""
        return super().visible().select_related("practitioner__agency", "made_by")


class LetterPdf(RecordPage[Letter]):
    """One letter as a file that a screen reader can read and a printer can print."""

    model = Letter
    page_name = "Letter, PDF"

    def visible(self) -> models.QuerySet[Letter]:
        """Return the letters, with what the file says beside the text."""
        return super().visible().select_related("practitioner__agency", "made_by")

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Return the file and write the look, in the caller's transaction."""
        response = pdf_response(pdf_of(self.record), file_name(self.record))
        record_look(self.request, self.child_ids(), self.page_name)
        return response


class LettersToPost(ServiceFormView[Letter]):
    """Letters whose recipients can have them on paper only, oldest first."""

    permission = Permission.CIRCULATE
    template_name = "documents/to_post.html"
    page_name = "Letters to post"
    title = "Letters to print and post"
    button = "Mark as posted"
    done_message = "The letters were marked as posted."
    form_class = PostedForm
    record: Any = None  # a list has no record of its own

    @cached_property
    def letters(self) -> PageOfRows[Letter]:
        """One page of the letters that wait."""
        waiting = Letter.objects.visible_to(self.user).to_post()
        waiting = waiting.select_related("practitioner__agency", "person")
        rows = waiting.prefetch_related("children")
        return Paginator(rows, ROWS).get_page(self.request.GET.get("page"))

    def context(self) -> dict[str, Any]:
        """Return the page of letters beside the form, with those ticked that were."""
        chosen = {int(pk) for pk in self.request.POST.getlist("letters") if pk.isdecimal()}
        return {**super().context(), "letters": self.letters, "chosen": chosen}

    def initial(self) -> dict[str, Any]:
        """Return today as the day of posting."""
        return {"posted_on": self.today}

    def act(self, **facts: Any) -> None:
        """Mark the chosen letters."""
        post(**facts, by=self.user)

    def success_url(self, record: Any) -> str:
        """Return to the list."""
        return reverse("letters-to-post")

    def child_ids(self) -> Iterable[int]:
        """Return every child whose name the list shows."""
        return {child.pk for letter in self.letters for child in letter.children.all()}
