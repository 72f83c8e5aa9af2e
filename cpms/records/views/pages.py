"""Pages that show: what each needs, and the row that says who looked."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import View

from cpms.accounts.freshness import require_fresh_sign_in
from cpms.accounts.looks import record_look
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.records import clock
from cpms.records.views import ways_in

M = TypeVar("M", bound=models.Model)


class Page(View):
    """A page of the service for a person who is signed in.

    The page is rendered inside the transaction that writes down who looked, so that
    nobody sees a child without leaving a row.
    """

    template_name: ClassVar[str] = ""
    permission: ClassVar[Permission | None] = None
    page_name: ClassVar[str] = ""
    needs_fresh_sign_in: ClassVar[bool] = False

    @property
    def user(self) -> User:
        """The person who asks; the sign-in middleware lets nobody else through."""
        assert isinstance(self.request.user, User)
        return self.request.user

    @cached_property
    def today(self) -> date:
        """The day, read once, so that a page made at midnight is of one day."""
        return clock.today()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who lacks the page's permission, whatever the method."""
        if self.permission is not None and not self.user.may(self.permission):
            raise PermissionDenied(f"This page is for those who {self.permission.value}.")
        if self.needs_fresh_sign_in:
            require_fresh_sign_in(request)
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if address := ways_in.leading_to(self):
                return HttpResponseRedirect(address)
            raise

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page."""
        with transaction.atomic():
            return self.show()

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Render the page and write the look, in the caller's transaction."""
        context = {"view": self, "today": self.today, **self.context(), **extra}
        response = render(self.request, self.template_name, context, status=status)
        record_look(self.request, self.child_ids(), self.page_name or type(self).__name__)
        return response

    def context(self) -> dict[str, Any]:
        """Return what the template shows."""
        return {}

    def child_ids(self) -> Iterable[int]:
        """Return the children whose particulars the page shows."""
        return ()


class RecordPage(Page, Generic[M]):
    """A page about one record, found among those that the person may see."""

    model: type[M]

    @cached_property
    def record(self) -> M:
        """The record of the address; 404 when there is none, or none for this person."""
        return self.found(self.visible())

    def visible(self) -> models.QuerySet[M]:
        """Return the rows this person may see, with what the page reads beside them."""
        rows: models.QuerySet[M] = self.model.objects.visible_to(self.user)  # type: ignore[attr-defined]
        return rows

    def found(self, rows: models.QuerySet[M]) -> M:
        """Return the one row that the address names."""
        record = rows.filter(pk=self.kwargs["pk"]).first()
        if record is None:
            raise Http404("There is no such page, or it is not for you.")
        return record

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Render the page with its record."""
        return super().show(status, record=self.record, **extra)

    def child_ids(self) -> Iterable[int]:
        """Return the children whom the record concerns."""
        concerned: Callable[[], Iterable[Any]] = getattr(self.record, "concerned_children", list)
        return [child.pk for child in concerned()]
