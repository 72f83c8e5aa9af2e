"""What the list of children is narrowed by and shows from the later stages."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from conferences.models import Category, Conference, Decision
from cpms.accounts.models import User
from cpms.children import filters
from cpms.children.models import Child
from cpms.children.models.child import ChildQuerySet
from cpms.design.formats import day
from cpms.strategy_discussions.models import Section47Enquiry
from plans.models import Plan

ON_A_PLAN, ENQUIRY, NEITHER, ONCE = "plan", "section-47", "neither", "before"
STATUSES = (
    (ON_A_PLAN, "On a plan"),
    (ENQUIRY, "Section 47 enquiry under way"),
    (ONCE, "On a plan before, not now"),
    (NEITHER, "Neither plan nor enquiry"),
)


def register() -> None:
    """Add the filters and the column; called once when the app starts."""
    filters.register("category", "Category", _categories, in_category, everything="Every category")
    filters.register("status", "Status", lambda: STATUSES, of_status, everything="Every status")
    filters.register("chair", "Chair", chairs, chaired_by, everything="Every chair")
    filters.register_column("Plan", plans_of)


def _categories() -> Sequence[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in Category.choices]


def in_category(children: ChildQuerySet, category: str) -> ChildQuerySet:
    """Return the children who are on a plan in this category of harm now (CF-17)."""
    return children.filter(
        Exists(Plan.objects.current().filter(child=OuterRef("pk"), category=category))
    )


def of_status(children: ChildQuerySet, status: str) -> ChildQuerySet:
    """Return the children who stand where the status says."""
    on_a_plan = Exists(Plan.objects.current().filter(child=OuterRef("pk")))
    enquiry = Exists(Section47Enquiry.objects.filter(child=OuterRef("pk"), state="started"))
    before = Exists(Plan.objects.ended().filter(child=OuterRef("pk")))
    conditions = {
        ON_A_PLAN: Q(on_a_plan),
        ENQUIRY: Q(enquiry),
        ONCE: Q(before) & ~Q(on_a_plan),
        NEITHER: ~Q(on_a_plan) & ~Q(enquiry),
    }
    return children.filter(conditions.get(status, Q()))


def chairs() -> Sequence[tuple[str, str]]:
    """Return those who chair a conference, by name."""
    chairing = User.objects.filter(conferences_chaired__isnull=False).distinct().order_by("name")
    return [(str(pk), name) for pk, name in chairing.values_list("pk", "name")]


def chaired_by(children: ChildQuerySet, chair: str) -> ChildQuerySet:
    """Return the children whose open conference, or whose plan's, this person chairs (CF-02)."""
    own = Decision.objects.filter(child=OuterRef("pk"), conference__chair=chair)
    going_on = Q(conference__state__in=Conference.OPEN) | Q(plan__state__in=Plan.IN_FORCE)
    return children.filter(Exists(own.filter(going_on)))


def plans_of(children: Sequence[Child]) -> dict[int, str]:
    """Return, for each child on a plan, the category and since when."""
    current = Plan.objects.current().filter(child__in=[child.pk for child in children])
    return {
        plan.child_id: f"{plan.get_category_display()}, since {day(plan.started_on)}"
        for plan in current
    }
