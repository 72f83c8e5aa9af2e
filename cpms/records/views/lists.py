"""The base of every list: filters in the address, pages of 25, the same as a file, saved views."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cpms.accounts.looks import record_look
from cpms.design.spreadsheets import csv_file
from cpms.records.forms import SaveViewForm
from cpms.records.models import SavedView
from cpms.records.views.pages import Page

NOT_ACCEPTABLE = 422
NOT_FILTERS = ("page", "as")
AS_FILE = "csv"


class ListPage(Page):
    """Rows that the filters in the address leave.

    What a person saves as a file is written down as a look at each child in it, as if every
    page of the list had been opened.
    """

    rows_on_a_page: ClassVar[int] = 25
    head: ClassVar[Sequence[str]] = ()

    def rows(self) -> Any:
        """Return everything that the filters leave, in order."""
        raise NotImplementedError

    def line(self, row: Any) -> Sequence[object]:
        """Return one row of the file, a cell for each name of `head`."""
        raise NotImplementedError

    def children_of(self, row: Any) -> Iterable[int]:
        """Return the children whose particulars a row shows."""
        return ()

    @cached_property
    def page(self) -> PageOfRows[Any]:
        """One page of the rows."""
        return Paginator(self.rows(), self.rows_on_a_page).get_page(self.request.GET.get("page"))

    @cached_property
    def filters(self) -> str:
        """What of the address says which rows; the saved views keep it."""
        kept = self.request.GET.copy()
        for name in list(kept):
            if name in NOT_FILTERS or not any(kept.getlist(name)):
                del kept[name]
        return kept.urlencode()

    @cached_property
    def save_form(self) -> SaveViewForm:
        """The form that gives the filters a name, bound to what was sent."""
        sent = self.request.POST if self.request.method == "POST" else None
        return SaveViewForm(sent, user=self.user, today=self.today)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list, or hand it out as a file."""
        if request.GET.get("as") != AS_FILE:
            return super().get(request, *args, **kwargs)
        with transaction.atomic():
            return self.as_file()

    def as_file(self) -> HttpResponse:
        """Return the whole list as a file, and write down every child in it."""
        rows = list(self.rows())
        seen = {child for row in rows for child in self.children_of(row)}
        record_look(self.request, sorted(seen), f"{self.list_name}, saved as a file")
        name = f"{self.list_name.lower().replace(' ', '-')}-{self.today.isoformat()}"
        return csv_file(name, self.head, (self.line(row) for row in rows))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the filters of the address under a name, or forget a view kept before."""
        if forget := request.POST.get("forget", ""):
            if forget.isdecimal():
                SavedView.objects.visible_to(self.user).filter(pk=int(forget)).delete()
            return self.back()
        if not self.save_form.is_valid():
            with transaction.atomic():
                return self.show(NOT_ACCEPTABLE)
        name = self.save_form.cleaned_data["name"]
        SavedView.objects.visible_to(self.user).keep(
            self.user, self.list_name, name, query=self.filters
        )
        messages.success(request, f"Saved as “{name}”.")
        return self.back()

    def back(self) -> HttpResponse:
        """Lead back to the list as it was."""
        return HttpResponseRedirect(
            f"{self.request.path}{'?' if self.filters else ''}{self.filters}"
        )

    @property
    def list_name(self) -> str:
        """What the list is called, in the file's name and where looks are written down."""
        return self.page_name or type(self).__name__

    def context(self) -> dict[str, Any]:
        """Return one page of the rows, the address, and the person's saved views."""
        start = f"?{self.filters}&" if self.filters else "?"
        return {
            "page": self.page,
            "address": self.filters,
            "file_href": f"{start}as={AS_FILE}",
            "saved_views": list(SavedView.objects.visible_to(self.user).of(self.list_name)),
            "form": self.save_form,
        }

    def child_ids(self) -> Iterable[int]:
        """Return the children on this page of the list."""
        return {child for row in self.page for child in self.children_of(row)}
