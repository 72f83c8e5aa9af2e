"""The strategy discussion: where social care, health and police decide what is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any, Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django_fsm import transition

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.children.models import Child, Family
from cpms.records.models import JSON, Record
from cpms.records.moves import write
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField
from cpms.strategy_discussions import guards
from cpms.strategy_discussions.choices import CriminalInvestigation, Method

TO_RUN_IT = needs(Permission.RUN_STRATEGY_DISCUSSION)


class StrategyDiscussionQuerySet(VisibleQuerySet["StrategyDiscussion"]):
    """The strategy discussions of the service."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the discussions about any child this person may see.

        One that also concerns a child who is kept from this person is not among them: its
        minutes cannot be read in part.
        """
        children = Child.objects.open_to(user, on)
        barred = Child.objects.barred_from(user, on)
        rows = self.filter(Exists(children.filter(strategy_discussions=OuterRef("pk"))))
        return rows.exclude(Exists(barred.filter(strategy_discussions=OuterRef("pk"))))


class StrategyDiscussion(Record):
    """One discussion about one or more children of a family (ST-01 to ST-09)."""

    class State(models.TextChoices):
        NEW = "new", "Not planned"
        PLANNED = "planned", "Planned"
        HELD = "held", "Held, outcome not yet decided"
        NO_FURTHER_INVOLVEMENT = "no_further_involvement", "No further involvement"
        SECTION_17_ASSESSMENT = "section_17_assessment", "Section 17 assessment"
        SECTION_47_INITIATED = "section_47_initiated", "Section 47 enquiries"

    OUTCOMES = (
        State.NO_FURTHER_INVOLVEMENT,
        State.SECTION_17_ASSESSMENT,
        State.SECTION_47_INITIATED,
    )

    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, related_name="strategy_discussions"
    )
    children = models.ManyToManyField(
        Child, through="ChildAnalysis", related_name="strategy_discussions"
    )
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="strategy_discussions"
    )
    planned_for = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    meeting_method = models.CharField(max_length=20, choices=Method)
    telephone_reason = models.TextField(blank=True)
    held_on = models.DateField(null=True, blank=True)
    information_shared = models.TextField(blank=True)
    rationale = models.TextField(blank=True)
    criminal_investigation = models.CharField(
        max_length=20, choices=CriminalInvestigation, blank=True
    )
    investigation_conduct = models.TextField(blank=True)
    minutes_circulated_on = models.DateField(null=True, blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = StrategyDiscussionQuerySet.as_manager()
    named: Sequence[Child] = ()  # whom a discussion not yet saved is about

    class Meta:
        ordering = ["-planned_for", "-pk"]

    def __str__(self) -> str:
        return f"Strategy discussion, {self.family} family"

    @classmethod
    def about(cls, children: Sequence[Child]) -> Self:
        """Return an unsaved discussion about these children of one family."""
        discussion: Self = cls(family=children[0].family)
        discussion.named = children
        return discussion

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, the first time with a row for each child that it is about."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        by = getattr(self, "_history_user", None)
        for child in self.named if is_new else ():
            write(self.analyses.model(discussion=self, child=child), by=by)

    @property
    def is_decided(self) -> bool:
        """Say whether the outcome is known."""
        return self.state in self.OUTCOMES

    @property
    def outcome(self) -> str:
        """The outcome in words, empty until it is decided (ST-07)."""
        return str(self.get_state_display()) if self.is_decided else ""

    @property
    def day_held(self) -> date:
        """The day it was held; only to be asked once it was."""
        return cast(date, self.held_on)

    def concerned_children(self) -> Iterable[Any]:
        """Return the children whom it is about."""
        return self.named or list(self.children.all())

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return what the clocks of conferences, also of those before birth, count from."""
        return {
            **child.facts_for(child),
            "discussion": self.pk,
            "method": self.meeting_method,
            "outcome": str(self.state) if self.is_decided else None,
        }

    def get_absolute_url(self) -> str:
        """Return the address of the discussion's page."""
        return reverse("strategy-discussion", args=[self.pk])

    @transition(
        field=state,
        source=State.NEW,
        target=State.PLANNED,
        conditions=[
            guards.is_about_one_family,
            guards.cause_is_recorded,
            guards.chair_is_experienced,
            guards.telephone_has_a_reason,
        ],
        permission=TO_RUN_IT,
        custom={"label": "Plan a strategy discussion"},
    )
    def plan(
        self,
        *,
        planned_for: date,
        meeting_method: str,
        chair: User,
        today: date,
        telephone_reason: str = "",
        starts_at: time | None = None,
        place: str = "",
    ) -> date:
        """The discussion is called for a day (ST-02, ST-04, ST-05)."""
        self.planned_for, self.starts_at, self.place = planned_for, starts_at, place
        self.meeting_method, self.chair = meeting_method, chair
        self.telephone_reason = telephone_reason
        return today

    @transition(
        field=state,
        source=State.PLANNED,
        target=State.HELD,
        conditions=[
            guards.is_quorate,
            guards.chair_is_experienced,
            guards.telephone_has_a_reason,
            guards.was_not_held_in_the_future,
            guards.was_not_held_before_the_cause,
            guards.information_is_recorded,
        ],
        permission=TO_RUN_IT,
        custom={"label": "Record that it was held"},
    )
    def hold(
        self,
        *,
        held_on: date,
        meeting_method: str,
        chair: User,
        information_shared: str,
        today: date,
        telephone_reason: str = "",
    ) -> date:
        """Social care, health and police discussed what they know (ST-03, ST-06)."""
        self.held_on, self.meeting_method, self.chair = held_on, meeting_method, chair
        self.telephone_reason = telephone_reason if meeting_method == Method.TELEPHONE else ""
        self.information_shared = information_shared
        return held_on

    @transition(
        field=state,
        source=State.HELD,
        target=State.NO_FURTHER_INVOLVEMENT,
        conditions=[*guards.OF_EVERY_OUTCOME],
        permission=TO_RUN_IT,
        custom={"label": "Decide: no further involvement"},
    )
    def decide_no_further_involvement(self, **reasons: str) -> date:
        """Children’s Social Care steps back; other services may help (ST-07)."""
        return self._decide(**reasons)

    @transition(
        field=state,
        source=State.HELD,
        target=State.SECTION_17_ASSESSMENT,
        conditions=[*guards.OF_EVERY_OUTCOME, guards.has_actions],
        permission=TO_RUN_IT,
        custom={"label": "Decide: section 17 assessment"},
    )
    def decide_section_17(self, **reasons: str) -> date:
        """The child is assessed as a child in need (ST-07)."""
        return self._decide(**reasons)

    @transition(
        field=state,
        source=State.HELD,
        target=State.SECTION_47_INITIATED,
        conditions=[*guards.OF_EVERY_OUTCOME, guards.has_actions],
        permission=TO_RUN_IT,
        custom={"label": "Decide: section 47 enquiries"},
    )
    def decide_section_47(self, **reasons: str) -> date:
        """Enquiries begin, and with them the clock of the conference (ST-07, ST-12)."""
        return self._decide(**reasons)

    @transition(
        field=state,
        source=[*OUTCOMES],
        target=None,
        conditions=[guards.minutes_go_out_once, guards.minutes_go_out_after_the_discussion],
        permission=TO_RUN_IT,
        custom={"event": "minutes_circulated", "label": "Send the minutes"},
    )
    def circulate_minutes(self, *, circulated_on: date, today: date) -> date:
        """Every practitioner and relevant other has the minutes (ST-09)."""
        self.minutes_circulated_on = circulated_on
        return circulated_on

    def _decide(
        self, *, rationale: str, criminal_investigation: str, investigation_conduct: str = ""
    ) -> date:
        """Keep the reasons; the outcome is of the day the discussion was held (ST-12)."""
        self.rationale = rationale
        self.criminal_investigation = criminal_investigation
        self.investigation_conduct = investigation_conduct
        return self.day_held
