"""The conference itself: opened, minuted, views given, decided, closed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from conferences.models import Conference, Decision, Invitation, InvitedAs
from conferences.models.invitation import Attendance
from conferences.services import attendance, minutes, settling, views_given
from conferences.services.session import stand_down as stand_it_down
from cpms.casework.demonstration.case import Case
from cpms.casework.demonstration.words import MINUTES
from cpms.children.models import Child
from cpms.records import clock
from cpms.records.moves import perform
from cpms.timescales.policy import working_days


def open_conference(case: Case, day: date, *, without: int = 0) -> None:
    """The chair opens it and takes the attendance; the last few stay away (CF-05)."""
    conference = case.current_conference()
    assert conference.scheduled_at is not None  # the story scheduled it
    opened_at = min(conference.scheduled_at, clock.now())
    conference = perform(conference, "open", by=case.chair, opened_at=opened_at)
    professionals = [row for row in conference.invitations.all() if _speaks(row)]
    absent = {row.pk for row in professionals[len(professionals) - without :]} if without else set()
    for row in conference.invitations.all():
        here = Attendance.DEPUTY if row.deputy_name else Attendance.IN_PERSON
        attendance.mark(
            row,
            attendance=Attendance.ABSENT if row.pk in absent else here,
            at=opened_at,
            by=case.chair,
        )


def stand_down(case: Case, day: date) -> None:
    """Too few agencies came: it is stood down, to meet again as soon as may be (CF-06)."""
    stand_it_down(
        case.current_conference(),
        stood_down_on=day,
        reason="Only Children’s Social Care and the police came. The school has sent apologies and "
        "health could not be reached.",
        by=case.chair,
    )


def write_minutes(case: Case, day: date, *, items: int = len(MINUTES)) -> None:
    """The unit writes the minutes, item by item (CF-26)."""
    theme = case.theme
    name = case.children[0].given_name or "The baby"
    passages = list(case.current_conference().passages.all())
    for passage, words in list(zip(passages, MINUTES, strict=False))[:items]:
        text = words.format(
            reason=theme.reason,
            shared=theme.shared,
            views=theme.childs_views,
            strengths=theme.strengths.format(child=name),
            harm=theme.harm.format(child=name),
        )
        minutes.save_passage(
            passage, text=text, version=passage.version, at=clock.now(), by=case.unit
        )


def give_views(case: Case, day: date, *, against: str = "none", only: int = 99) -> None:
    """Each line of management gives its view on each child: for a plan, or half or all against."""
    speakers = [row for row in case.current_conference().invitations.all() if _speaks(row)]
    present = [row for row in speakers if row.is_present]
    first_against = {"none": len(present), "half": len(present) // 2, "all": 0}[against]
    for decision in case.current_conference().decisions.all():
        for place, row in enumerate(present[:only]):
            is_for = place < first_against
            views_given.record_view(
                decision,
                row,
                view=views_given.View.PLAN if is_for else views_given.View.NO_PLAN,
                category=case.theme.category if is_for else "",
                by=case.chair,
            )


def decide_plan(case: Case, day: date, *, core_group: int = 8, review: int = 55) -> None:
    """Each child becomes subject of a plan, with everything that CF-21 asks settled."""
    _decide(case, "make_plan", lambda one: _settle_plan(case, one, day, core_group, review))


def decide_no_plan(case: Case, day: date) -> None:
    """No plan; support is considered instead (CF-22)."""
    support = (
        "Family Group Conference offered and accepted; family support worker from next week, "
        "arranged by the lead professional."
    )
    _decide(case, "make_no_plan", lambda one: _settle(case, one, support_considered=support))


def defer(case: Case, day: date) -> None:
    """Critical information is missing; it meets again within 3 months (CF-23)."""
    facts = {
        "missing_information": "The paediatrician’s report on the age of the bruises.",
        "who_gets_it": f"{case.worker.name}, by letter to the hospital",
    }
    _decide(case, "defer", lambda one: _settle(case, one, **facts))


def continue_plan(case: Case, day: date, *, review: int = 115) -> None:
    """The review keeps the children on the plan (CF-32)."""
    facts = _harm(case) | {"review_on": working_days().add(day, review)}
    _decide(case, "continue_plan", lambda one: _settle(case, one, **facts))


def end_plan(case: Case, day: date) -> None:
    """The review ends the plan, with a step-down plan that follows (CF-35)."""
    facts = {
        "strengths": case.theme.strengths.format(child=case.children[0].given_name),
        "step_down": "child_in_need",
        "step_down_plan": "School and health go on as agreed; the family support worker visits "
        "each fortnight until spring.",
        "step_down_meetings": "Every six weeks, the first at the school",
        "has_parents_consent": True,
    }
    _decide(case, "end_plan", lambda one: _settle(case, one, **facts))


def close(case: Case, day: date) -> None:
    """The chair closes the conference."""
    case.conference = perform(case.current_conference(), "hold", by=case.chair)


def _speaks(row: Invitation) -> bool:
    return row.invited_as == InvitedAs.PROFESSIONAL


def _decide(case: Case, move: str, settle: Callable[[Decision], None]) -> None:
    conference: Conference = case.current_conference()
    for decision in conference.decisions.select_related("child", "conference"):
        settle(decision)
        perform(decision, move, by=case.chair)


def _settle(case: Case, decision: Decision, **facts: Any) -> None:
    settling.settle(decision, by=case.chair, childs_views=case.theme.childs_views, **facts)


def _harm(case: Case) -> dict[str, str]:
    theme = case.theme
    return {"limb": theme.limb, "category": theme.category, "concerns": theme.reason}


def _settle_plan(case: Case, decision: Decision, day: date, core_group: int, review: int) -> None:
    theme, days, child = case.theme, working_days(), decision.child
    from_birth = max(day, child.expected_on or day) if child.is_unborn else day
    _settle(
        case,
        decision,
        **_harm(case),
        lead_professional=case.worker,
        strengths=_of(child, theme.strengths),
        assessments="Core assessment by the lead professional; none by specialists yet.",
        involvement=f"The family is in the core group; an advocate sees {_of(child, '{child}')}.",
        contingency="If somebody is hurt or the family stays away: legal planning meeting at once.",
        early_reconvening="A further injury, or a move away.",
        first_core_group_at=case.slot(days.add(day, core_group)),
        review_on=days.add(from_birth, review),
    )
    by_when = days.add(day, 40)
    outline: list[settling.Need] = [
        {"need": _of(child, need), "outcome": outcome, "by_when": by_when}
        for need, outcome in theme.needs
    ]
    settling.settle_outline(decision, outline, by=case.chair)
    settling.settle_core_group(
        decision, practitioners=case.professionals[1:4], people=case.people[:1], by=case.chair
    )


def _of(child: Child, words: str) -> str:
    return words.format(child=child.given_name or "the baby")
