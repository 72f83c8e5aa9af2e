"""The register of authenticated copies of a letter; issuing and withdrawing them (CF-28)."""

from typing import Any

from django.db import models
from django.http import HttpResponse

from cpms.accounts.looks import record_look
from cpms.accounts.permissions import Permission
from cpms.documents.forms import CopyForm, WithdrawForm
from cpms.documents.models import AuthenticatedCopy, Letter
from cpms.documents.services import issue_copy
from cpms.documents.views.letters import pdf_response
from cpms.records.views import MoveView, RecordPage, ServiceFormView


class Copies(RecordPage[Letter]):
    """Which copies of a letter were made, for whom, and how each stands."""

    model = Letter
    permission = Permission.SEE_LETTERS
    template_name = "documents/copies.html"
    page_name = "Letter, authenticated copies"

    def context(self) -> dict[str, Any]:
        """Return the copies, the latest first."""
        rows = AuthenticatedCopy.objects.visible_to(self.user).filter(letter=self.record)
        return {
            "copies": rows.select_related("issued_by"),
            "is_superseded": self.record.is_superseded,
            "may_issue": self.user.may(Permission.ISSUE_COPIES),
        }


class IssueCopy(ServiceFormView[Letter]):
    """Issue a further copy. The unit alone does (CF-28)."""

    model = Letter
    permission = Permission.ISSUE_COPIES
    needs_fresh_sign_in = True
    template_name = "documents/issue_copy.html"
    title = "Issue an authenticated copy"
    button = "Issue the copy"
    done_message = "The copy was issued. Take its file from the register below."
    form_class = CopyForm

    def visible(self) -> models.QuerySet[Letter]:
        """Return the letters with what their file says beside the text."""
        rows = super().visible()
        return rows.select_related("practitioner__agency", "person", "made_by", "circulation")

    def act(self, **facts: Any) -> AuthenticatedCopy:
        """Issue it as of today."""
        return issue_copy(self.record, **facts, on=self.today, by=self.user)


class _OfCopy(RecordPage[AuthenticatedCopy]):
    model = AuthenticatedCopy
    permission = Permission.ISSUE_COPIES

    def visible(self) -> models.QuerySet[AuthenticatedCopy]:
        """Return the copies with their files."""
        return super().visible().select_related("file")


class CopyPdf(_OfCopy):
    """The file of a copy, to the byte as it was issued."""

    page_name = "Authenticated copy, PDF"

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Return the file and write the look, in the caller's transaction."""
        content = bytes(self.record.file.content)
        record_look(self.request, self.child_ids(), self.page_name)
        return pdf_response(content, f"copy-{self.record.number}.pdf")


class WithdrawCopy(MoveView[AuthenticatedCopy]):
    """Withdraw a copy with its reason."""

    model = AuthenticatedCopy
    permission = Permission.ISSUE_COPIES
    move = "withdraw"
    form_class = WithdrawForm
    done_message = "The copy was withdrawn. Who checks it is told so."

    def act(self, **facts: Any) -> Any:
        """Withdraw it as of today."""
        return super().act(withdrawn_on=self.today, **facts)
