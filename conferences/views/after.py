"""What follows a conference: letters previewed and sent, minutes, amendments, splits."""

from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from conferences import outgoing
from conferences.board.after import tasks_of
from conferences.forms.after import AmendmentForm, AnswerForm, SendMinutesForm
from conferences.forms.session import ReviewForm
from conferences.models import Amendment, Conference, Decision
from conferences.services import after
from cpms.accounts.permissions import Permission
from cpms.documents.models import Circulation
from cpms.documents.previewing import fingerprint, previewed
from cpms.documents.recipients import Copy
from cpms.records import clock
from cpms.records.views import MoveView, Page, RecordPage, ServiceFormView


class AfterPage(RecordPage[Conference]):
    """What is still to do after a conference, and what is done."""

    model = Conference
    permission = Permission.MINUTE_CONFERENCE
    template_name = "conferences/after/page.html"
    page_name = "Conference, after"

    def visible(self) -> models.QuerySet[Conference]:
        """Return the conferences with their chair and decisions."""
        rows = super().visible().select_related("chair", "family")
        return rows.prefetch_related("decisions__child")

    def context(self) -> dict[str, Any]:
        """Return the tasks, the readers and the amendments."""
        return {
            "phase": "after",
            "tasks": tasks_of(self.record, self.user),
            "readers": outgoing.readers(self.record),
            "untold": outgoing.untold(self.record),
            "amendments": after.amendments_of(self.record),
            "last_amendment_day": after.last_amendment_day(self.record),
            "circulations": self.circulations(),
        }

    def circulations(self) -> list[tuple[Circulation, bool]]:
        """Return what was sent, the latest first, and whether it can still be taken back."""
        rows = Circulation.objects.visible_to(self.user).of(self.record)
        return [(row, row.waits(clock.now())) for row in rows.select_related("made_by")]


class _CopyFor(RecordPage[Conference]):
    model = Conference
    permission = Permission.CIRCULATE
    template_name = "conferences/after/copy.html"
    page_name = "What one person gets"

    def copy(self) -> Copy:
        """Return the copy of the person whom the address names."""
        raise NotImplementedError

    @cached_property
    def reader(self) -> Any:
        """The person whom the address names."""
        number = self.kwargs["invitation"]
        found = [row for row in outgoing.readers(self.record) if row.pk == number]
        if not found:
            raise Http404("Nobody of this number gets a copy.")
        return found[0]

    def context(self) -> dict[str, Any]:
        """Return the letter as this person would have it."""
        copy = self.copy()
        # Drawn by our own template, which escapes all that people typed.
        text: SafeString = mark_safe(previewed(copy))
        besides = outgoing.named_besides(self.record, copy)
        return {"reader": self.reader, "copy": copy, "text": text, "besides": besides}


class DecisionFor(_CopyFor):
    """The decision letter as one person gets it."""

    def copy(self) -> Copy:
        """Return the decision letter."""
        return outgoing.decision_copy(self.record, self.reader)


class MinutesFor(_CopyFor):
    """The minutes as one person gets them."""

    def copy(self) -> Copy:
        """Return the minutes."""
        return outgoing.minutes_copy(self.record, self.reader)


class _AfterMove(MoveView[Conference]):
    model = Conference

    def success_url(self, record: Any) -> str:
        """Return to what comes after."""
        return reverse("conference-after", args=[self.record.pk])


class _Send(_AfterMove):
    """Send what was seen, and nothing else: the list and the words are the page's own."""

    permission = Permission.CIRCULATE
    template_name = "conferences/after/send.html"
    preview: ClassVar[str]  # the name of the page that shows one person's copy

    def editions(self) -> list[outgoing.Edition]:
        """Return each reader with the copy that would be sent."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """Return who gets what, and what stands for it."""
        editions = self.editions()
        sent = [one.copy for one in editions if one.is_sent]
        return {
            **super().context(),
            "editions": editions,
            "seen": fingerprint(sent),
            "preview": self.preview,
            "minutes_to_recall": settings.RECALL_MINUTES,
        }

    @property
    def seen(self) -> str:
        """What stood for the list that the person looked at."""
        return str(self.request.POST.get("seen", ""))


class SendDecision(_Send):
    """Send the decision to all invited."""

    move = "circulate_decision"
    preview = "decision-for"
    done_message = "The decision is on its way. You can still take it back for some minutes."

    def editions(self) -> list[outgoing.Edition]:
        """Return each reader with their decision letter."""
        return outgoing.decision_editions(self.record)

    def act(self, **facts: Any) -> Conference:
        """Send it."""
        today, seen = self.today, self.seen
        return after.send_decision(self.record, circulated_on=today, by=self.user, seen=seen)


class ApproveMinutes(_AfterMove):
    """The chair approves the minutes."""

    move = "approve_minutes"
    permission = Permission.CHAIR_CONFERENCE
    done_message = "The minutes are approved."

    def act(self, **facts: Any) -> Any:
        """Approve them as of today."""
        return super().act(approved_on=self.today)


class SendMinutes(_Send):
    """Send the minutes."""

    move = "circulate_minutes"
    form_class = SendMinutesForm
    preview = "minutes-for"
    done_message = "The minutes are on their way. You can still take them back for some minutes."

    def editions(self) -> list[outgoing.Edition]:
        """Return each reader with their minutes."""
        return outgoing.minutes_editions(self.record)

    def act(self, **facts: Any) -> Conference:
        """Send them."""
        facts |= {"circulated_on": self.today, "by": self.user, "seen": self.seen}
        return after.send_minutes(self.record, **facts)


class FinaliseMinutes(_AfterMove):
    """Make the minutes final."""

    move = "finalise_minutes"
    permission = Permission.CHAIR_CONFERENCE
    done_message = "The minutes are final."

    def act(self, **facts: Any) -> Any:
        """Make them final as of today."""
        return super().act(finalised_on=self.today)


class ReferSplit(_AfterMove):
    """Refer an equal split to the Head of Service (CF-19)."""

    move = "refer_split"
    permission = Permission.CHAIR_CONFERENCE
    done_message = "The Head of Service has the equal split."

    def act(self, **facts: Any) -> Any:
        """Refer it today."""
        return super().act(referred_on=self.today)


class HearSplit(_AfterMove):
    """Record what the Panel found (CF-19)."""

    move = "hear_split"
    permission = Permission.HEAR_SPLIT_DECISION
    form_class = ReviewForm
    done_message = "The finding of the Panel is recorded."

    def act(self, **facts: Any) -> Any:
        """Record it as of today."""
        return super().act(heard_on=self.today, **facts)

    def success_url(self, record: Any) -> str:
        """Return to the Panel's list."""
        return reverse("conference-panel")


class _Amendment(ServiceFormView[Conference]):
    model = Conference
    permission = Permission.MINUTE_CONFERENCE

    def success_url(self, record: Any) -> str:
        """Return to the amendments."""
        return reverse("conference-after", args=[self.record.pk]) + "#amendments"


class AskForAmendment(_Amendment):
    """Note an amendment that somebody asks for."""

    title = "An amendment to the minutes"
    form_class = AmendmentForm
    button = "Pass it to the chair"

    def initial(self) -> dict[str, Any]:
        """Return today as the day it arrived."""
        return {"received_on": self.today}

    def act(self, **facts: Any) -> None:
        """Note it."""
        after.ask_for_amendment(**facts, by=self.user)


class AnswerAmendment(_Amendment):
    """Accept or reject an amendment."""

    permission = Permission.CHAIR_CONFERENCE
    title = "Answer an amendment"
    template_name = "conferences/after/answer.html"
    form_class = AnswerForm
    button = "Record the answer"

    @cached_property
    def amendment(self) -> Amendment:
        """The amendment of the address, of this conference."""
        return get_object_or_404(after.amendments_of(self.record), pk=self.kwargs["amendment"])

    def act(self, **facts: Any) -> None:
        """Answer it as of today."""
        after.answer_amendment(self.amendment, **facts, answered_on=self.today, by=self.user)


class Panel(Page):
    """Equal splits to hear and decisions against the majority to review (CF-19, CF-20)."""

    permission = Permission.HEAR_SPLIT_DECISION
    template_name = "conferences/after/panel.html"
    page_name = "Splits and overrides"

    @cached_property
    def splits(self) -> list[Conference]:
        """The splits referred and not heard yet, the oldest first."""
        rows = Conference.objects.visible_to(self.user).select_related("family", "chair")
        waiting = rows.filter(split_referred_on__isnull=False, split_heard_on__isnull=True)
        return list(waiting.order_by("split_referred_on"))

    @cached_property
    def overrides(self) -> list[Decision]:
        """The decisions against the majority not reviewed yet, the oldest first."""
        rows = Decision.objects.visible_to(self.user).select_related("child", "conference__chair")
        waiting = rows.filter(is_overridden=True, override_reviewed_on__isnull=True)
        return list(waiting.order_by("decided_on"))

    def context(self) -> dict[str, Any]:
        """Return both lists."""
        return {"splits": self.splits, "overrides": self.overrides}

    def child_ids(self) -> Any:
        """Return every child whose name the page shows."""
        return {row.child_id for row in self.overrides}
