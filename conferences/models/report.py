"""A written report to a conference: fact, observation, allegation and opinion apart (CF-13)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import transition

from conferences.guards import reports
from conferences.models.conference import Conference
from conferences.models.invitation import Invitation
from conferences.people import is_its_author
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.records.models import JSON, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField


class ReportQuerySet(VisibleQuerySet["Report"]):
    """The reports to all conferences."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the person's own reports, and those about children whom staff may see."""
        if not user.is_active:
            return self.none()
        own = Q(invitation__practitioner__user=user)
        if not user.may(Permission.SEE_CONFERENCES):
            return self.filter(own)
        seen = Conference.objects.visible_to(user, on).values("pk")
        return self.filter(own | Q(conference__in=seen))


class Report(Record):
    """What one agency, or the core group together, tells the conference (CF-11, CF-33)."""

    class State(models.TextChoices):
        NEW = "new", "Not asked for"
        REQUESTED = "requested", "Asked for"
        SUBMITTED = "submitted", "In"
        CANCELLED = "cancelled", "No longer needed"

    class Kind(models.TextChoices):
        AGENCY = "agency", "Agency report"
        CORE_GROUP = "core_group", "Collective report of the core group"

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="reports")
    invitation = models.ForeignKey(
        Invitation, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.AGENCY)
    submitted_on = models.DateField(null=True, blank=True)
    shared_with_parents_on = models.DateField(null=True, blank=True)
    withheld_reason = models.TextField(blank=True)
    sharing_agreement = models.TextField(blank=True)
    withholding_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withholding_agreed_on = models.DateField(null=True, blank=True)
    has_consent_for_convictions = models.BooleanField(default=False)
    paper_note = models.CharField(max_length=200, blank=True)
    chased_on = models.DateField(null=True, blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.conference}"

    @property
    def author_name(self) -> str:
        """Who writes it: the person invited, with their agency, or the core group."""
        if self.invitation is None or self.invitation.practitioner is None:
            return "The core group"
        practitioner = self.invitation.practitioner
        return f"{practitioner.agency}: {practitioner.name}"

    def concerned_children(self) -> Iterable[Any]:
        """Return the children whom the conference is about."""
        return self.conference.concerned_children()

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return the day and hour that the report's clock counts back from (CF-11, CF-33)."""
        at = self.conference.scheduled_at
        practitioner = self.invitation.practitioner if self.invitation else None
        return {
            "kind": self.kind,
            "conference_on": timezone.localdate(at).isoformat() if at else None,
            "conference_at": at.isoformat() if at else None,
            "agency": practitioner.agency.name if practitioner else "",
        }

    def get_absolute_url(self) -> str:
        """Return the address of the report."""
        return reverse("report", args=[self.pk])

    @transition(
        field=state,
        source=State.NEW,
        target=State.REQUESTED,
        permission=needs(Permission.SCHEDULE_CONFERENCE),
        custom={"label": "Ask for the report"},
    )
    def request(self, *, requested_on: date) -> date:
        """The unit asks for a written report (CF-11)."""
        return requested_on

    @transition(
        field=state,
        source=State.REQUESTED,
        target=None,
        permission=needs(Permission.SCHEDULE_CONFERENCE),
        custom={"event": "requested", "label": "Ask again: the conference has moved"},
    )
    def request_again(self, *, requested_on: date) -> date:
        """The conference has moved, and with it the day on which the report is due (CF-11)."""
        return requested_on

    @transition(
        field=state,
        source=State.REQUESTED,
        target=State.SUBMITTED,
        conditions=[
            reports.says_something,
            reports.is_shared_or_withheld,
            reports.is_not_shared_in_the_future,
            reports.withholding_is_agreed,
            reports.convictions_have_consent,
        ],
        permission=needs(Permission.SUBMIT_REPORT, is_its_author),
        custom={"label": "Submit the report"},
    )
    def submit(self, *, submitted_on: date) -> date:
        """The report is with the chair and the unit (CF-11)."""
        self.submitted_on = submitted_on
        return submitted_on

    @transition(
        field=state,
        source=State.REQUESTED,
        target=State.SUBMITTED,
        conditions=[reports.author_has_no_account, reports.did_not_come_in_the_future],
        permission=needs(Permission.SCHEDULE_CONFERENCE),
        custom={"label": "Record a report received on paper"},
    )
    def receive(self, *, received_on: date, paper_note: str, today: date) -> date:
        """The report of an author without an account came by post or e-mail (CF-11)."""
        self.submitted_on, self.paper_note = received_on, paper_note
        return received_on

    @transition(
        field=state,
        source=State.REQUESTED,
        target=State.CANCELLED,
        permission=needs(Permission.SCHEDULE_CONFERENCE),
        custom={"label": "Not needed after all"},
    )
    def cancel(self, *, cancelled_on: date) -> date:
        """The conference does not take place, or the agency has nothing to tell."""
        return cancelled_on
