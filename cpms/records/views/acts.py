"""Pages that change something: one form, one act, refusals shown beside what was typed."""

from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django_fsm import Transition

from cpms.accounts.kept_text import KeptText, forget, kept_for
from cpms.records.forms import ConfirmForm, RecordForm
from cpms.records.guards import Refused
from cpms.records.models import Record
from cpms.records.moves import perform
from cpms.records.submissions import TOKEN_FIELD, new_token, once
from cpms.records.transitions import label_of, may_make, transition_from, unmet
from cpms.records.views.pages import RecordPage

M = TypeVar("M", bound=models.Model)
R = TypeVar("R", bound=Record)

NOT_ACCEPTABLE = 422


class ServiceFormView(RecordPage[M]):
    """A form about a record, whose facts a service is given.

    A wrong entry, or a refusal of the procedure, shows the same page again with every
    reason, keeps what was typed and changes nothing.
    """

    template_name = "records/act.html"
    form_class: ClassVar[type[RecordForm]] = ConfirmForm
    title: ClassVar[str] = ""
    button: ClassVar[str] = "Save"
    done_message: ClassVar[str] = ""
    gives_text_back: ClassVar[bool] = True

    @cached_property
    def kept(self) -> KeptText | None:
        """What the person was typing here when their session ended, if it did."""
        return kept_for(self.request) if self.request.method == "GET" else None

    @cached_property
    def form(self) -> RecordForm:
        """The form, bound to what was sent."""
        arguments = self.form_arguments()
        if self.request.method == "POST":
            arguments |= {"data": self.request.POST, "files": self.request.FILES}
        elif self.kept:
            arguments |= {"data": self.kept.fields}
        return self.form_class(**arguments)

    def form_arguments(self) -> dict[str, Any]:
        """Return what the form is made with."""
        return {
            "record": self.record,
            "user": self.user,
            "today": self.today,
            "initial": self.initial(),
        }

    def initial(self) -> dict[str, Any]:
        """Return what the form shows before anything is typed."""
        return {}

    def context(self) -> dict[str, Any]:
        """Return the form, its token and the words round it."""
        return {
            "form": self.form,
            "token_field": TOKEN_FIELD,
            "token": self.request.POST.get(TOKEN_FIELD) or new_token(),
            "title": self.heading(),
            "button": self.button_text(),
            "back": self.success_url(self.record),
            "refusals": self.refusals(),
            "kept": self.kept,
        }

    def heading(self) -> str:
        """Return what the page is called."""
        return self.title

    def button_text(self) -> str:
        """Return the verb of the one button."""
        return self.button

    def refusals(self) -> list[str]:
        """Return what already stands in the way, before anything is sent."""
        return []

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do the act, or show what stands in its way."""
        if self.form.is_valid():
            try:
                address = once(request.POST.get(TOKEN_FIELD, ""), self.user, self.do)
            except Refused as refused:
                for refusal in refused.refusals:
                    self.form.add_error(None, refusal)
            else:
                forget(request)
                return HttpResponseRedirect(address)
        with transaction.atomic():
            return self.show(NOT_ACCEPTABLE)

    def do(self) -> str:
        """Do the act, say so, and return the address to go to."""
        result = self.act(**self.form.facts())
        if self.done_message:
            messages.success(self.request, self.done_message)
        return self.success_url(result if isinstance(result, models.Model) else self.record)

    def act(self, **facts: Any) -> Any:
        """Give the facts to the service; return the record it made or changed."""
        raise NotImplementedError

    def success_url(self, record: Any) -> str:
        """Return where the person goes on."""
        return str(record.get_absolute_url())


class MoveView(ServiceFormView[R]):
    """One move of one record. Names its record, its move and its form; nothing more."""

    move: ClassVar[str]

    @cached_property
    def transition(self) -> Transition | None:
        """The transition the move would make from the present state, if any."""
        return transition_from(self.record, self.move)

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Show the form to those who may make the move, and to nobody else."""
        if not may_make(self.record, self.move, self.user):
            raise PermissionDenied("This is not yours to do.")
        return super().show(status, **extra)

    def heading(self) -> str:
        """Return the page's own title, else the move in words."""
        return self.title or (label_of(self.transition) if self.transition else "Not possible now")

    def button_text(self) -> str:
        """Return the page's own verb, else the move in words: the button says what it does."""
        is_own = self.button != ServiceFormView.button
        return self.button if is_own or not self.transition else label_of(self.transition)

    def refusals(self) -> list[str]:
        """Return what already stands in the way of the move."""
        if self.request.method == "POST":
            return []
        if self.transition is None:
            state = str(self.record.get_state_display()).lower()
            return [f"This cannot be done now: the state is “{state}”."]
        return unmet(self.transition, self.record)

    def act(self, **facts: Any) -> Record:
        """Make the move."""
        return perform(self.record, self.move, by=self.user, **facts)


class CreateMoveView(MoveView[R]):
    """A move that makes a record: it begins unsaved, from what the address names."""

    @cached_property
    def record(self) -> R:
        """The record about to be made."""
        return self.new()

    def new(self) -> R:
        """Return the unsaved record, tied to what the person may see."""
        raise NotImplementedError

    def child_ids(self) -> list[int]:
        """Return nothing until the record is made: the form shows no particulars."""
        return []
