"""A section 47 enquiry and its end."""

from typing import Any

from django.db import models

from cpms.children.banner import banner_of
from cpms.records.moves import perform
from cpms.records.transitions import options
from cpms.records.views import MoveView, RecordPage
from cpms.strategy_discussions.forms import ConcludeForm
from cpms.strategy_discussions.models import Section47Enquiry


class AboutEnquiry(RecordPage[Section47Enquiry]):
    """Finds the enquiry with its child."""

    model = Section47Enquiry

    def visible(self) -> models.QuerySet[Section47Enquiry]:
        """Return the enquiries, with what the pages read beside them."""
        return super().visible().select_related("child__family", "discussion")

    def context(self) -> dict[str, Any]:
        """Return the child's banner beside what the page shows."""
        banner = banner_of(self.record.child, self.user, self.today)
        return {**super().context(), "banner": banner}


class EnquiryPage(AboutEnquiry):
    """One enquiry: where it came from, how it stands, how it ended."""

    template_name = "strategy_discussions/enquiry.html"
    page_name = "Section 47 enquiry"

    def context(self) -> dict[str, Any]:
        """Return whether this person may conclude it."""
        return {**super().context(), "may_conclude": bool(options(self.record, self.user))}


class Conclude(AboutEnquiry, MoveView[Section47Enquiry]):
    """Conclude the enquiry with what it found (ST-12, ST-13)."""

    move = "conclude"
    title = "Conclude the section 47 enquiry"
    form_class = ConcludeForm
    template_name = "children/act.html"
    button = "Conclude the enquiry"
    done_message = "The enquiry is concluded."

    def initial(self) -> dict[str, Any]:
        """Return today."""
        return {"concluded_on": self.today}

    def refusals(self) -> list[str]:
        """Say only that it is over: the rest is asked by the form."""
        return [] if self.transition else super().refusals()

    def act(self, **facts: Any) -> Section47Enquiry:
        """End it as chosen."""
        return perform(self.record, facts.pop("end"), by=self.user, **facts)
