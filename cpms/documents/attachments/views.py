"""Fetching a file: asked anew each time whether this person may, and written down."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from cpms.accounts.looks import record_look
from cpms.design import errors
from cpms.documents.attachments import owners, services, store
from cpms.documents.attachments.models import Attachment
from cpms.records.guards import Refused
from cpms.records.views import RecordPage

NOTHING_RUNS = "default-src 'none'; sandbox"


class Download(RecordPage[Attachment]):
    """One file, to be saved and never shown inside a page."""

    model = Attachment
    page_name = "Attachment"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the file with the look written in the same transaction, or say why not."""
        with transaction.atomic():
            try:
                content = services.content_of(self.record)
            except Refused as refused:
                return errors.page(409, "file_refused.html", why=" ".join(refused.refusals))
            except store.Damaged:
                return errors.page(500, "file_damaged.html")
            record_look(request, self.child_ids(), self.page_name)
        return self.sent(content)

    def sent(self, content: bytes) -> HttpResponse:
        """Return the content under headers by which no browser opens it as a page."""
        response = HttpResponse(content, content_type=self.record.media_type)
        name = content_disposition_header(True, self.record.name)
        response.headers["Content-Disposition"] = name or "attachment"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = NOTHING_RUNS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    @cached_property
    def concerned(self) -> list[int]:
        """The children whom the owning record concerns."""
        return list(owners.children_of(self.record.record_label, self.record.record_id))

    def child_ids(self) -> Iterable[int]:
        """Return them for the row that says who looked."""
        return self.concerned
