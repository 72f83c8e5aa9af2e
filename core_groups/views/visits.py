"""Visits to a child: entered on a phone, listed, completed, and answered."""

from typing import Any

from django.db import models
from django.urls import reverse

from core_groups import services
from core_groups.forms.visits import (
    CompleteForm,
    FrequencyForm,
    PlanOfActionForm,
    ResistanceForm,
    VisitForm,
)
from core_groups.models import CoreGroup, Visit
from core_groups.visits import keeping_key, last_seen, visits_standing
from cpms.accounts.permissions import Permission
from cpms.children.banner import banner_of
from cpms.children.models import Child
from cpms.records import clock
from cpms.records.transitions import options
from cpms.records.views import MoveView, RecordPage, ServiceFormView

PAGE = "visits-of-child"
ACTS = {
    "agree_plan_of_action": "visit-plan-of-action",
    "answer_resistance": "visit-resistance",
    "complete": "visit-complete",
}


class VisitsOfChild(RecordPage[Child]):
    """Every visit to one child, the latest first."""

    model = Child
    permission = Permission.OPEN_CASE
    template_name = "core_groups/visits/list.html"
    page_name = "Visits"

    def context(self) -> dict[str, Any]:
        """Return the visits under the child's banner."""
        banner = banner_of(self.record, self.user, self.today, PAGE)
        return {"banner": banner, **visits_standing(self.record, self.user, self.today)}


class RecordVisit(ServiceFormView[Child]):
    """A visit in ten seconds, on a phone, also without a network (CG-14)."""

    model = Child
    permission = Permission.RECORD_CASEWORK
    template_name = "core_groups/visits/add.html"
    form_class = VisitForm
    page_name = "Record a visit"
    button = "Save visit"
    done_message = "The visit is recorded."

    def heading(self) -> str:
        """Return whom the visit was to."""
        return f"Visit to {self.record.given_name or self.record.name}"

    def initial(self) -> dict[str, Any]:
        """Return this moment and this person."""
        return {"visited_at": clock.now(), "visitor_name": self.user.name, "is_planned": "yes"}

    def context(self) -> dict[str, Any]:
        """Return when the child was seen last, and what the browser needs to keep an entry."""
        more = {"last_seen": last_seen(self.record), "keeping": keeping_key(self.user)}
        return {**super().context(), **more}

    def act(self, **facts: Any) -> Visit:
        """Record it."""
        return services.record_visit(self.record, **facts, by=self.user)

    def success_url(self, record: Any) -> str:
        """Return to the child's visits."""
        return reverse(PAGE, args=[self.record.pk])


class VisitPage(RecordPage[Visit]):
    """One visit, and what followed from it."""

    model = Visit
    template_name = "core_groups/visits/visit.html"
    page_name = "Visit"

    def visible(self) -> models.QuerySet[Visit]:
        """Return the visits, with their child."""
        rows = super().visible().select_related("child__family", "entered_by")
        return rows.select_related("plan_of_action")

    def context(self) -> dict[str, Any]:
        """Return what this person may still do about the visit."""
        possible = [
            {"text": option.label, "href": reverse(ACTS[option.move], args=[self.record.pk])}
            for option in options(self.record, self.user)
            if option.move in ACTS and option.is_open
        ]
        banner = banner_of(self.record.child, self.user, self.today, PAGE)
        return {"banner": banner, "possible": _urgent_first(possible)}


def _urgent_first(possible: list[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(possible, key=lambda act: act["href"].endswith("complete/"))


class OfVisit(MoveView[Visit]):
    """One move of one visit, under the banner of the child."""

    model = Visit
    template_name = "children/act.html"

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        banner = banner_of(self.record.child, self.user, self.today)
        return {**super().context(), "banner": banner}


class Complete(OfVisit):
    """Complete at the desk what was entered at the door."""

    move = "complete"
    form_class = CompleteForm
    button = "Save"
    done_message = "The record is completed. What stood there before stays in its history."

    def initial(self) -> dict[str, Any]:
        """Return what is on record."""
        return {name: getattr(self.record, name) for name in CompleteForm.base_fields}


class AgreePlanOfAction(OfVisit):
    """Record the plan of action agreed with the police (CG-12)."""

    move = "agree_plan_of_action"
    form_class = PlanOfActionForm
    done_message = "The plan of action is recorded."

    def initial(self) -> dict[str, Any]:
        """Return today: it is due on the day of the visit."""
        return {"agreed_on": self.today}

    def refusals(self) -> list[str]:
        """Say only that it cannot be recorded now: what is missing is entered on this page."""
        return [] if self.transition else super().refusals()

    def act(self, **facts: Any) -> Visit:
        """Write it, all or nothing."""
        return services.agree_plan_of_action(self.record, by=self.user, **facts)


class AnswerResistance(OfVisit):
    """Say what follows from resistance to the child being seen (CG-13)."""

    move = "answer_resistance"
    form_class = ResistanceForm
    button = "Save"
    done_message = "What follows is recorded."

    def initial(self) -> dict[str, Any]:
        """Return today."""
        return {"answered_on": self.today}


class AgreeVisits(MoveView[CoreGroup]):
    """Agree how often the child is seen (CG-14, CG-16)."""

    model = CoreGroup
    move = "agree_visits"
    template_name = "children/act.html"
    form_class = FrequencyForm
    button = "Save"
    done_message = "How often the child is seen is agreed; the next visit has its day."

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        banner = banner_of(self.record.plan.child, self.user, self.today)
        return {**super().context(), "banner": banner}

    def initial(self) -> dict[str, Any]:
        """Return today, and how often it was until now."""
        return {"agreed_on": self.today, "every_days": self.record.visit_every_days}

    def success_url(self, record: Any) -> str:
        """Return to the child's visits."""
        return reverse(PAGE, args=[self.record.plan.child_id])
