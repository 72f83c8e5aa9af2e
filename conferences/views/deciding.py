"""Each child's decision: views, the parts to settle, and the close."""

from functools import cached_property
from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conferences import lines
from conferences.forms.session import ReviewForm
from conferences.forms.viewing import ViewForm
from conferences.models import Decision, Invitation, Recommendation
from conferences.services import settling, views_given
from conferences.services.views_given import MEANING
from conferences.views.part_pages import PAGES, PartPage
from cpms.accounts.permissions import Permission
from cpms.records.transitions import options
from cpms.records.views import MoveView, RecordPage, ServiceFormView


def day_of(decision: Decision, place: str) -> str:
    """Return the address of the page of the day, at a place in it."""
    return reverse("conference-day", args=[decision.conference_id]) + place


OF_A_REVIEW = {"continue_plan", "end_plan", "defer"}
OF_A_NEW_CASE = {"make_plan", "make_no_plan", "defer"}


class _OfDecision(ServiceFormView[Decision]):
    model = Decision
    permission = Permission.MINUTE_CONFERENCE

    def visible(self) -> models.QuerySet[Decision]:
        """Return the decisions with their child and conference."""
        return super().visible().select_related("child", "conference")


class _OfSpeaker(_OfDecision):
    @cached_property
    def invitation(self) -> Invitation:
        """Who speaks."""
        speakers = self.record.conference.invitations.select_related("practitioner__agency")
        return get_object_or_404(speakers, pk=self.kwargs["invitation"], practitioner__isnull=False)

    @property
    def line(self) -> str:
        """The line of management for which they speak."""
        return lines.line_of(self.invitation)

    def success_url(self, record: Any) -> str:
        """Return to the grid."""
        return day_of(self.record, "#views")


class GiveView(_OfSpeaker):
    """Record the view of one line of management on one child."""

    template_name = "conferences/day/view.html"
    form_class = ViewForm
    button = "Record the view"

    @cached_property
    def given(self) -> Recommendation | None:
        """The view that their line has given already."""
        return self.record.recommendations.filter(line_of_management=self.line).first()

    def heading(self) -> str:
        """Return who speaks about whom."""
        return f"{self.line}: view on {self.record.child.name}"

    def initial(self) -> dict[str, Any]:
        """Return the view given already, to be changed."""
        if self.given is None:
            return {}
        view = {meaning: view for view, meaning in MEANING.items()}[self.given.is_for_plan]
        return {"view": view, "category": self.given.category, "reasons": self.given.reasons}

    def act(self, **facts: Any) -> None:
        """Record it."""
        views_given.record_view(self.record, self.invitation, **facts, by=self.user)


class TakeBackView(_OfSpeaker):
    """Take back a view that was recorded by mistake."""

    button = "Take the view back"

    def heading(self) -> str:
        """Return whose view it is."""
        return f"Take back the view of {self.line} on {self.record.child.name}"

    def act(self, **facts: Any) -> None:
        """Take it back."""
        views_given.take_back_view(self.record, self.invitation, by=self.user)


class Settle(_OfDecision):
    """Settle one part of a decision, for one child or for siblings alike."""

    @property
    def part(self) -> PartPage:
        """The part that the address names."""
        return PAGES[self.kwargs["part"]]

    @cached_property
    def form(self) -> Any:
        """The form of the part."""
        self.form_class = self.part.form_class  # type: ignore[misc]
        return super().form

    def heading(self) -> str:
        """Return the part and the child."""
        return f"{self.record.child.name}: {self.part.title}"

    def initial(self) -> dict[str, Any]:
        """Return what is settled already."""
        names = self.part.form_class.base_fields
        found = {name: getattr(self.record, name) for name in names if hasattr(self.record, name)}
        return found | self.part.starts_with(self.record)

    def act(self, also_for: Any = (), **facts: Any) -> None:
        """Settle it for each child named."""
        chosen = [self.record.pk, *also_for]
        decisions = self.record.conference.decisions.filter(pk__in=chosen)
        settling.settle_each(self.part.service, decisions, by=self.user, **facts)

    def success_url(self, record: Any) -> str:
        """Return to the list of what is missing."""
        return day_of(self.record, "#checklist")


class Close(RecordPage[Decision]):
    """The ways to close one child's decision, and what stands in the way of each."""

    model = Decision
    permission = Permission.MINUTE_CONFERENCE
    template_name = "conferences/day/close.html"
    page_name = "Closing a decision"

    def visible(self) -> models.QuerySet[Decision]:
        """Return the decisions with their child and conference."""
        return super().visible().select_related("child", "conference__chair", "lead_professional")

    def context(self) -> dict[str, Any]:
        """Return the outcomes that fit this kind of conference."""
        fitting = OF_A_REVIEW if self.record.is_review() else OF_A_NEW_CASE
        found = [option for option in options(self.record, self.user) if option.move in fitting]
        return {"options": found, "back": day_of(self.record, "#checklist")}


class Decide(MoveView[Decision]):
    """Close one child's decision with the outcome that the address names."""

    model = Decision
    permission = Permission.MINUTE_CONFERENCE

    @property
    def move(self) -> str:  # type: ignore[override]
        """The outcome."""
        return str(self.kwargs["move"])

    def success_url(self, record: Any) -> str:
        """Return to the page of the day."""
        return day_of(self.record, "#checklist")


class ReviewOverride(MoveView[Decision]):
    """The Head of Service reviews a decision against the majority (CF-20)."""

    model = Decision
    move = "review_override"
    form_class = ReviewForm
    permission = Permission.HEAR_SPLIT_DECISION

    def act(self, **facts: Any) -> Any:
        """Record the review as of today."""
        return super().act(**facts, reviewed_on=self.today)

    def success_url(self, record: Any) -> str:
        """Return to the list of what the Head of Service has to hear."""
        return reverse("conference-panel")
