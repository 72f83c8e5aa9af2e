"""Each step's own POST. What is refused shows the page as it stands, with what was typed."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import messages

from cpms.accounts.permissions import Permission
from cpms.records import clock
from cpms.records.forms import ConfirmForm
from cpms.records.moves import perform
from cpms.records.views import ServiceFormView
from enquiries import services
from enquiries.forms import (
    AnswerForm,
    CallBackForm,
    DecideForm,
    MissForm,
    NumberForm,
    SearchForm,
)
from enquiries.matches import shown_again
from enquiries.models import Enquiry
from enquiries.models.enquiry import EnquiryQuerySet
from enquiries.views.desk import EnquiryPage, shown_children, the_desk


class Step(ServiceFormView[Enquiry]):
    """One step of one enquiry."""

    model = Enquiry
    permission: ClassVar[Permission | None] = Permission.ANSWER_ENQUIRY
    template_name = EnquiryPage.template_name

    def visible(self) -> EnquiryQuerySet:
        """Return the enquiries of the desk."""
        beside = ("agency", "child__team", "earlier", "received_by", "number__verified_by")
        rows: EnquiryQuerySet = Enquiry.objects.visible_to(self.user).select_related(*beside)
        return rows

    def context(self) -> dict[str, Any]:
        """Return the whole page, with this step's form as it was sent."""
        bound = self.form if self.request.method == "POST" else None
        desk = the_desk(self.record, self.user, self.today, bound=bound)
        return super().context() | desk

    def child_ids(self) -> Iterable[int]:
        """Return the children whose particulars stand on the page."""
        return shown_children(self.record)


class ChooseNumber(Step):
    """Take the number to call back on from the directory (EN-02)."""

    form_class = NumberForm

    def act(self, **facts: Any) -> Enquiry:
        """Choose it."""
        return services.choose_number(self.record, by=self.user, **facts)


class CallBack(Step):
    """Record the call back (EN-02)."""

    form_class = CallBackForm

    def act(self, **facts: Any) -> Enquiry:
        """Record who answered."""
        return services.call_back(self.record, by=self.user, **facts)


class Miss(Step):
    """Record that nobody was reached."""

    form_class = MissForm
    done_message = "Kept: nobody was reached. Try again on the same number."

    def act(self, **facts: Any) -> Enquiry:
        """Record the attempt."""
        return services.miss(self.record, by=self.user, **facts)


class Search(Step):
    """Search by what the caller says."""

    form_class = SearchForm

    def act(self, **facts: Any) -> Enquiry:
        """Search, and keep what was found."""
        return services.search(self.record, by=self.user, **facts)


class Decide(Step):
    """Decide which child it is, or leave it to the QA Manager."""

    form_class = DecideForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form those whom the search found."""
        return super().form_arguments() | {"matches": shown_again(self.record, self.user)}

    def act(self, **facts: Any) -> Enquiry:
        """Decide, or refer."""
        assert isinstance(self.form, DecideForm)
        if self.form.is_unsure:
            return services.refer(self.record, why=facts["why"], by=self.user)
        return services.decide(self.record, by=self.user, **facts)


class Settle(Decide):
    """The QA Manager decides the match that the desk could not, or sends it back."""

    permission = Permission.FOLLOW_ENQUIRIES

    def act(self, **facts: Any) -> Enquiry:
        """Settle the match, or send it back to search again."""
        assert isinstance(self.form, DecideForm)
        if self.form.is_unsure:
            return perform(self.record, "send_back", by=self.user, at=clock.now())
        return services.decide(self.record, by=self.user, move="settle", **facts)


class Reconsider(Step):
    """Go back to the match before anything was said."""

    form_class = ConfirmForm

    def act(self, **facts: Any) -> Enquiry:
        """Take the match back."""
        return perform(self.record, "reconsider", by=self.user, at=clock.now())


class Answer(Step):
    """Record that the words were said (EN-04 to EN-07)."""

    form_class = AnswerForm

    def do(self) -> str:
        """Record the words; say so without saying which."""
        address = super().do()
        messages.success(self.request, f"Answered: the words of {self.record} are kept.")
        return address

    def act(self, **facts: Any) -> Enquiry:
        """Keep the words."""
        return services.answer(self.record, by=self.user, **facts)


class Close(Step):
    """Close an answered enquiry."""

    form_class = ConfirmForm

    def act(self, **facts: Any) -> Enquiry:
        """Close it."""
        return perform(self.record, "close", by=self.user, at=clock.now())
