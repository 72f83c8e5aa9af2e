"""Opening a file for a reason: at once, for some hours, told to those who answer for it.

An out-of-hours worker who cannot see that a child is on a plan is as bad as a leak. So
nobody is asked first: who looked, and why, is reviewed after.
"""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models import Access, Child
from cpms.records.moves import perform
from cpms.records.views import Page
from cpms.timescales.calendar import hours_after, now

PAGES_OF_A_CHILD = "/children/"


@transaction.atomic
def open_for(user: User, child: Child, *, kind: str, reason: str) -> Access:
    """Open the child's file to this person until the hours of the settings are over."""
    at = now()
    access: Access = perform(
        Access(user=user, child=child),
        "open",
        by=user,
        kind=kind,
        reason=reason,
        at=at,
        lapses_at=hours_after(at, settings.ACCESS_HOURS),
    )
    return access


def way_in(page: Page) -> str | None:
    """Return where a reason is asked for, if the page is of a child whom the person may find."""
    pk = page.kwargs.get("pk")
    if not page.request.path.startswith(PAGES_OF_A_CHILD) or page.request.method != "GET":
        return None
    if pk is None or not page.user.may(Permission.OPEN_CASE) or not _is_closed(pk, page.user):
        return None
    asked_for = urlencode({"next": page.request.path})
    return f"{reverse('open-for-reason', args=[pk])}?{asked_for}"


def _is_closed(pk: int, user: User) -> bool:
    is_known = Child.objects.findable_by(user).filter(pk=pk).exists()
    return is_known and not Child.objects.visible_to(user).filter(pk=pk).exists()
