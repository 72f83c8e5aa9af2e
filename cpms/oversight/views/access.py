"""Opening a file for a reason, and reviewing that afterwards."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cpms.accounts.permissions import Permission
from cpms.children.banner import banner_of
from cpms.children.models import Access, Child
from cpms.children.relations import relations_of
from cpms.design.formats import day
from cpms.oversight.forms import ReasonForm, ReviewForm
from cpms.oversight.opening import open_for
from cpms.records.views import MoveView, Page, RecordPage, ServiceFormView

REVIEWED_SHOWN = 25


class OpenForReason(ServiceFormView[Child]):
    """Asks why, and opens the file: one page, at any hour."""

    model = Child
    permission = Permission.OPEN_CASE
    template_name = "oversight/reason.html"
    form_class = ReasonForm
    title = "You have no part in this child’s case"
    button = "Open the record"

    def visible(self) -> Any:
        """Return the children whom this person may know to exist."""
        return Child.objects.findable_by(self.user, self.today)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the reason, unless the file is open to the person already."""
        open_to = Child.objects.visible_to(self.user, self.today)
        if open_to.filter(pk=self.record.pk).exists():
            return HttpResponseRedirect(self.record.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Return the form beside the least by which a child is known."""
        return {
            **super().context(),
            "back": reverse("children"),
            "line": least_of(self.record),
            "hours": settings.ACCESS_HOURS,
        }

    def act(self, **facts: Any) -> None:
        """Open the file."""
        open_for(self.user, self.record, **facts)

    def success_url(self, record: Any) -> str:
        """Go on to the page of this child that was asked for."""
        asked_for = self.request.GET.get("next", "")
        own = self.record.get_absolute_url()
        is_ours = url_has_allowed_host_and_scheme(asked_for, allowed_hosts=None)
        return asked_for if is_ours and asked_for.startswith(own) else own


def least_of(child: Child) -> str:
    """Return when the child was born or is expected, and the case number: no more."""
    born = (
        f"born {day(child.date_of_birth)}"
        if child.date_of_birth
        else f"expected {day(child.expected_on)}"
    )
    return f"{born}, case {child.case_number}"


class Accesses(Page):
    """The openings for a reason: those to review first, oldest first, then the latest."""

    permission = Permission.REVIEW_ACCESS
    template_name = "oversight/accesses.html"

    def context(self) -> dict[str, Any]:
        """Return what waits for this person, and what was reviewed lately."""
        rows = Access.objects.visible_to(self.user, self.today)
        rows = rows.select_related("user__team", "child", "reviewed_by")
        return {
            "waiting": rows.to_review().exclude(user=self.user).order_by("opened_at", "pk"),
            "reviewed": rows.filter(state=Access.State.REVIEWED)[:REVIEWED_SHOWN],
        }


class ReviewAccess(MoveView[Access]):
    """Says whether an opening was needed. Shows no more of the child than the case number."""

    model = Access
    move = "review"
    form_class = ReviewForm
    template_name = "oversight/access.html"
    done_message = "The review is recorded."

    def visible(self) -> Any:
        """Return the openings, with who and whom."""
        return super().visible().select_related("user__team", "child", "reviewed_by")

    def success_url(self, record: Any) -> str:
        """Return to the list of those to review."""
        return reverse("accesses")

    def child_ids(self) -> Iterable[int]:
        """Return the child whose file it was."""
        return [self.record.child_id]


class WhoMaySee(RecordPage[Child]):
    """Why this person sees the child, whether the record is restricted, and what may be done."""

    model = Child
    permission = Permission.OPEN_CASE
    template_name = "oversight/child.html"
    page_name = "Who may see"

    @cached_property
    def restriction(self) -> Any:
        """The restriction in force, if there is one: its readers see it."""
        return self.record.restrictions.in_force().first()

    def context(self) -> dict[str, Any]:
        """Return the relations, the restriction and what this person may do."""
        child, user = self.record, self.user
        readers = (
            self.restriction.readers.current().select_related("user") if self.restriction else ()
        )
        return {
            "banner": banner_of(child, user, self.today, "child-access"),
            "relations": relations_of(user, child.pk, self.today),
            "by_role": user.role_names if user.may(Permission.SEE_EVERY_CHILD) else "",
            "restriction": self.restriction,
            "readers": readers,
            "may_restrict": user.may(Permission.RESTRICT_CHILD),
        }
