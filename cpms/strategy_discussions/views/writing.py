"""What is written under a discussion: who came, the analysis, the actions."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404

from cpms.accounts.permissions import Permission
from cpms.strategy_discussions import services
from cpms.strategy_discussions.forms import (
    ActionsForm,
    AnalysisForm,
    AttendanceForm,
    NewcomerForm,
)
from cpms.strategy_discussions.models import Action, Attendee
from cpms.strategy_discussions.quoracy import seats_of
from cpms.strategy_discussions.views.of_discussion import DiscussionForm


class Writing(DiscussionForm):
    """Every step below is for those who run strategy discussions."""

    permission = Permission.RUN_STRATEGY_DISCUSSION


class RecordAttendance(Writing):
    """Enter who took part (ST-03)."""

    title = "Who took part"
    form_class = AttendanceForm
    template_name = "strategy_discussions/attendance.html"
    done_message = "Who took part is saved."

    def context(self) -> dict[str, Any]:
        """Return beside the form who is entered already, and who is missing."""
        attendees = list(self.record.attendees.select_related("practitioner__agency"))
        return {**super().context(), "attendees": attendees, "seats": seats_of(attendees)}

    def act(self, **facts: Any) -> Any:
        """Keep them."""
        return services.record_attendance(self.record, by=self.user, **facts)


class AttendNewcomer(Writing):
    """Enter somebody who took part and is not in the directory."""

    title = "Somebody who is not in the directory"
    form_class = NewcomerForm
    button = "Add"
    done_message = "The person is in the directory now, and entered as having taken part."

    def act(self, **facts: Any) -> Any:
        """Keep the person, and that they took part."""
        return services.record_newcomer(self.record, by=self.user, **facts)


class StrikeAttendee(Writing):
    """Take out somebody who did not take part after all."""

    button = "Take out"
    done_message = "The person was taken out."

    @cached_property
    def attendee(self) -> Attendee:
        """The person of this discussion that the address names, or 404."""
        rows = self.record.attendees.select_related("practitioner")
        return get_object_or_404(rows, pk=self.kwargs["row"])

    def heading(self) -> str:
        """Name the person."""
        return f"Take out {self.attendee.practitioner.name}?"

    def act(self, **facts: Any) -> Any:
        """Take the person out."""
        return services.strike_attendee(self.record, self.attendee, by=self.user)


class Analyse(Writing):
    """Write the analysis of harm for each child (ST-06)."""

    title = "Analysis of harm for each child"
    form_class = AnalysisForm
    done_message = "The analysis is saved."

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the children whom this person may see."""
        rows = self.record.analyses.filter(child__in=self.children).select_related("child")
        return {**super().form_arguments(), "analyses": list(rows)}

    def act(self, **facts: Any) -> Any:
        """Keep it."""
        return services.analyse(self.record, by=self.user, **facts)


class AgreeActions(Writing):
    """Enter the actions agreed (ST-08)."""

    title = "Actions"
    form_class = ActionsForm
    template_name = "strategy_discussions/actions.html"
    done_message = "The actions are saved."

    def context(self) -> dict[str, Any]:
        """Return beside the form the actions entered already."""
        actions = self.record.actions.select_related("agency")
        return {**super().context(), "actions": actions}

    def act(self, **facts: Any) -> Any:
        """Keep them."""
        return services.agree_actions(self.record, by=self.user, **facts)


class StrikeAction(Writing):
    """Take out an action that was entered wrongly."""

    title = "Take out this action?"
    button = "Take out"
    done_message = "The action was taken out."

    @cached_property
    def action(self) -> Action:
        """The action of this discussion that the address names, or 404."""
        return get_object_or_404(self.record.actions, pk=self.kwargs["row"])

    def context(self) -> dict[str, Any]:
        """Return the action's words."""
        return {**super().context(), "words": self.action.text}

    def act(self, **facts: Any) -> Any:
        """Take it out."""
        return services.strike_action(self.record, self.action, by=self.user)
