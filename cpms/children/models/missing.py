"""Children who are missing, told apart from those out of touch for a time (MV-04, MV-05)."""

from datetime import date

from django.db import models
from django_fsm import transition

from cpms.accounts.permissions import Permission, needs
from cpms.children.guards import missing as guards
from cpms.children.models.child import Child
from cpms.children.models.of_child import OfChild, OfChildQuerySet
from cpms.records.state import StateField


class MissingEpisodeQuerySet(OfChildQuerySet["MissingEpisode"]):
    """Times at which children were missing."""


class MissingEpisode(OfChild):
    """A child is missing, from the first report until they are found (MV-04)."""

    page = "missing-episode"

    class State(models.TextChoices):
        NEW = "new", "Not reported"
        REPORTED = "reported", "Missing"
        FOUND = "found", "Found"

    OPEN = (State.REPORTED,)

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="missing_episodes")
    reported_on = models.DateField()
    reported_by = models.CharField("who reported it", max_length=150)
    circumstances = models.TextField("what is known")
    carers = models.TextField("what is known of parents or carers", blank=True)
    managers_told_on = models.DateField(null=True, blank=True)
    managers_told = models.CharField("line manager and QA Manager", max_length=200, blank=True)
    agencies_contacted_on = models.DateField(null=True, blank=True)
    agencies_contacted = models.TextField(blank=True)
    health_tracing_on = models.DateField(null=True, blank=True)
    health_tracing_with = models.CharField("who traces for health", max_length=200, blank=True)
    authorities_told_on = models.DateField(null=True, blank=True)
    found_on = models.DateField(null=True, blank=True)
    found_how = models.TextField("where and how the child was found", blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = MissingEpisodeQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(state="reported"), name="missing_once"
            )
        ]

    def __str__(self) -> str:
        return "Missing"

    @transition(
        field=state,
        source=State.NEW,
        target=State.REPORTED,
        conditions=[
            guards.report_is_not_ahead,
            guards.says_what_is_known,
            guards.goes_missing_once,
        ],
        permission=needs(Permission.RECORD_STATUS),
        custom={"label": "Report the child missing"},
    )
    def report(
        self,
        *,
        reported_on: date,
        reported_by: str,
        circumstances: str,
        today: date,
        carers: str = "",
    ) -> date:
        """The first notification: a conference within 5 working days of it (MV-04)."""
        self.reported_on, self.reported_by = reported_on, reported_by
        self.circumstances, self.carers = circumstances, carers
        return reported_on

    @transition(
        field=state,
        source=State.REPORTED,
        target=None,
        conditions=[
            guards.managers_are_not_told,
            guards.managers_told_is_not_ahead,
            guards.managers_are_told_after_the_report,
        ],
        permission=needs(Permission.RECORD_STATUS),
        custom={"event": "managers_told", "label": "Record that the managers are told"},
    )
    def tell_managers(self, *, told_on: date, who: str, today: date) -> date:
        """The lead professional reports to the line manager and the QA Manager (MV-04)."""
        self.managers_told_on, self.managers_told = told_on, who
        return told_on

    @transition(
        field=state,
        source=State.REPORTED,
        target=None,
        conditions=[
            guards.agencies_are_not_contacted,
            guards.contact_is_not_ahead,
            guards.says_which_agencies,
        ],
        permission=needs(Permission.RECORD_STATUS),
        custom={"event": "agencies_contacted", "label": "Record the agencies contacted"},
    )
    def contact_agencies(self, *, contacted_on: date, agencies: str, today: date) -> date:
        """Education, health, police and others are asked, to locate the child (MV-04)."""
        self.agencies_contacted_on, self.agencies_contacted = contacted_on, agencies
        return contacted_on

    @transition(
        field=state,
        source=State.REPORTED,
        target=None,
        conditions=[guards.tracing_is_not_begun, guards.tracing_is_not_ahead],
        permission=needs(Permission.RECORD_STATUS),
        custom={"event": "health_tracing_begun", "label": "Record the health tracing"},
    )
    def begin_health_tracing(self, *, begun_on: date, tracer: str, today: date) -> date:
        """Health invokes its procedure for tracing missing families (MV-04)."""
        self.health_tracing_on, self.health_tracing_with = begun_on, tracer
        return begun_on

    @transition(
        field=state,
        source=State.REPORTED,
        target=None,
        conditions=[guards.authorities_are_not_written_to, guards.somebody_is_written_to],
        permission=needs(Permission.WRITE_TO_AUTHORITIES),
        custom={"event": "authorities_told", "label": "Write to all local authorities"},
    )
    def tell_authorities(self, *, told_on: date, letters: int) -> date:
        """The QA Manager writes to every local authority with the details (MV-04)."""
        self.authorities_told_on = told_on
        return told_on

    @transition(
        field=state,
        source=State.REPORTED,
        target=State.FOUND,
        conditions=[
            guards.finding_is_not_ahead,
            guards.found_after_the_report,
            guards.says_how_found,
        ],
        permission=needs(Permission.RECORD_STATUS),
        custom={"label": "The child is found"},
    )
    def find(self, *, found_on: date, how: str, today: date) -> date:
        """The child is found: the chain closes (MV-04)."""
        self.found_on, self.found_how = found_on, how
        return found_on


class AbsenceQuerySet(OfChildQuerySet["Absence"]):
    """Times out of touch."""


class Absence(OfChild):
    """Child, parents or carers are out of touch for a time, and not missing (MV-05)."""

    page = "absence"

    class State(models.TextChoices):
        NEW = "new", "Not known"
        NOTED = "noted", "Temporarily out of touch"
        BACK = "back", "Back in touch"
        MISSING = "turned_missing", "Turned out to be missing"

    OPEN = (State.NOTED,)

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="absences")
    since_on = models.DateField()
    reason = models.TextField("why this is out of touch and not missing")
    expected_on = models.DateField("expected back", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-since_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(state="noted"), name="out_of_touch_once"
            )
        ]

    def __str__(self) -> str:
        return "Temporarily out of touch"

    @transition(
        field=state,
        source=State.NEW,
        target=State.NOTED,
        conditions=[
            guards.out_of_touch_is_not_ahead,
            guards.says_why_out_of_touch,
            guards.is_out_of_touch_once,
            guards.is_not_missing,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Record that they are out of touch"},
    )
    def note(
        self, *, since_on: date, reason: str, today: date, expected_on: date | None = None
    ) -> date:
        """On the known facts the family is out of touch for a time (MV-05)."""
        self.since_on, self.reason, self.expected_on = since_on, reason, expected_on
        return since_on

    @transition(
        field=state,
        source=State.NOTED,
        target=State.BACK,
        conditions=[guards.back_is_not_ahead, guards.contact_follows_absence],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "They are back in touch"},
    )
    def come_back(self, *, back_on: date, today: date) -> date:
        """The child was seen or spoken to again (MV-05)."""
        self.ended_on = back_on
        return back_on

    @transition(
        field=state,
        source=State.NOTED,
        target=State.MISSING,
        conditions=[guards.is_reported_missing],
        permission=needs(Permission.RECORD_STATUS),
        custom={"label": "It turned out that they are missing"},
    )
    def turn_missing(self, *, turned_on: date) -> date:
        """The child was reported missing meanwhile (MV-04, MV-05)."""
        self.ended_on = turned_on
        return turned_on
