"""Which form and which service belong to each part of a decision."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conferences.forms import settling as forms
from conferences.models import Decision
from conferences.services.settling import settle, settle_core_group, settle_outline


def _nothing(decision: Any) -> dict[str, Any]:
    return {}


def _present_lead(decision: Any) -> dict[str, Any]:
    """Return the child's lead professional today, while the conference has named none."""
    return {"lead_professional": decision.lead_professional or decision.child.lead_professional}


@dataclass(frozen=True)
class PartPage:
    """One part: its title, its form, the service that writes it."""

    title: str
    form_class: type[forms.PartForm]
    service: Callable[..., Decision] = settle
    starts_with: Callable[[Any], dict[str, Any]] = _nothing


def _text(title: str, field: str, label: str, hint: str = "") -> PartPage:
    return PartPage(title, forms.text_form(field, label, hint))


PAGES: dict[str, PartPage] = {
    "test": PartPage("the test and the category", forms.TestForm),
    "lead-professional": PartPage("lead professional", forms.LeadForm, starts_with=_present_lead),
    "strengths": _text("strengths", "strengths", "Strengths of the child and the family"),
    "outline": PartPage("outline plan", forms.OutlineForm, settle_outline),
    "assessments": _text(
        "assessments", "assessments", "Core and specialist assessments to be done"
    ),
    "involvement": _text(
        "involvement",
        "involvement",
        "How child and parents are involved",
        "With which support, advice and advocacy (CF-21).",
    ),
    "contingency": _text(
        "contingency plan", "contingency", "What happens if the plan does not work"
    ),
    "core-group": PartPage("core group", forms.CoreGroupForm, settle_core_group),
    "first-core-group": PartPage("first core group", forms.CoreGroupDayForm),
    "review": PartPage("next review", forms.ReviewDayForm),
    "early-reconvening": _text(
        "what would bring it back early", "early_reconvening", "What would reconvene it early"
    ),
    "childs-views": _text(
        "wishes and feelings",
        "childs_views",
        "The child’s wishes and feelings",
        "In the child’s own words where possible, and who brought them (CF-09).",
    ),
    "support": _text(
        "support without a plan",
        "support_considered",
        "Which support is considered",
        "A Family Group Conference among it; how it is reached, by whom, how it is reviewed "
        "(CF-22).",
    ),
    "deferral": PartPage("deferral", forms.DeferralForm),
    "step-down": PartPage("the plan that follows", forms.StepDownForm),
    "quoracy": _text(
        "quoracy breached",
        "quoracy_breach_reason",
        "Why the conference decides without a quorum",
        "Only where the child has had no relevant contact with two other agencies. The reason "
        "stands in the minutes (CF-07).",
    ),
    "override": _text(
        "decided otherwise",
        "override_reason",
        "The exceptional reasons to decide against the majority",
        "They stand in the minutes; the Head of Service reviews the decision (CF-20).",
    ),
    "exceptional": _text(
        "ended at the first review",
        "exceptional_reason",
        "The exceptional circumstances",
        "For example: looked after, has left the area, clear evidence that risk is reduced "
        "(CF-31).",
    ),
}
