"""What a plan adds to the banner of its child."""

from datetime import date

from conferences.models import Category
from cpms.children import banner
from cpms.children.models import Child
from cpms.design.formats import day
from plans.models import Plan


def register() -> None:
    """Add the tag and the page; called once when the app starts."""
    banner.register_tag(tags)
    banner.register_page("Plan", "plan-of-child", order=40)


def tags(child: Child, today: date) -> list[dict[str, str]]:
    """Say that the child is on a plan and since when; else that it was on one before."""
    plans = list(Plan.objects.of(child))
    found = [_current(plan) for plan in plans if plan.is_in_force]
    over = [plan for plan in plans if plan.ended_on]
    if over:
        times = "once" if len(over) == 1 else f"{len(over)} times"
        words = f"On a plan {times} before, until {day(over[-1].ended_on)}"
        found.append({"state": "plain", "words": words})
    return found


def _current(plan: Plan) -> dict[str, str]:
    category = str(Category(plan.category).label).lower()
    return {
        "state": "strong",
        "mark": "shield",
        "words": f"On a plan: {category}, since {day(plan.started_on)}",
    }
