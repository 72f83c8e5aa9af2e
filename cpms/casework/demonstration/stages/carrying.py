"""After the conference: letters, minutes, core groups, and the plan as it changes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from conferences.services import after
from core_groups.models import Attendance, CoreGroupMeeting
from core_groups.services import record_meeting
from core_groups.services.recording import NeedAtMeeting
from core_groups.timeliness import review_ahead
from cpms.casework.demonstration.case import Case
from cpms.records.moves import perform
from cpms.timescales.policy import working_days
from plans.models import Need, Plan, Progress
from plans.services import decide_action, decide_need

REPORT = "Seen twice since the last meeting, at school and at home."
OPINION = "A little better than before; it is early to say whether it lasts."


def send_decision(case: Case, day: date) -> None:
    """Decision, outline plan and core group go to all invited (CF-25)."""
    after.send_decision(case.current_conference(), circulated_on=day, by=case.unit)


def send_minutes(case: Case, day: date) -> None:
    """The chair has read the minutes, and the unit sends them (CF-26)."""
    conference = perform(
        case.current_conference(), "approve_minutes", by=case.chair, approved_on=day
    )
    after.send_minutes(conference, circulated_on=day, by=case.unit)


def finalise_minutes(case: Case, day: date) -> None:
    """Nobody asked for another wording in time: the minutes are final (CF-27)."""
    perform(case.current_conference(), "finalise_minutes", by=case.chair, finalised_on=day)


def refer_split(case: Case, day: date) -> None:
    """The chair refers an equal split to the Head of Service (CF-19)."""
    perform(case.current_conference(), "refer_split", by=case.chair, referred_on=day)


def meet(case: Case, day: date, *, next_in: int = 22, sends_minutes: bool = True) -> None:
    """The core group of each child meets and takes the plan on (CG-02 to CG-08, PL-04)."""
    for plan in _plans(case):
        meeting = plan.core_group.meetings.planned().order_by("planned_at").first()
        assert meeting is not None  # the meeting before agreed on it
        _hold(case, plan, meeting, day, next_in)
        if sends_minutes:
            perform(
                CoreGroupMeeting.objects.get(pk=meeting.pk),
                "circulate_minutes",
                by=case.worker,
                circulated_on=day,
            )


def _plans(case: Case) -> Iterable[Plan]:
    plans = Plan.objects.current().filter(child__in=case.children).order_by("pk")
    return list(plans.select_related("child", "lead_professional"))


def _hold(case: Case, plan: Plan, meeting: CoreGroupMeeting, day: date, next_in: int) -> None:
    is_first = plan.state == Plan.State.OUTLINE
    record_meeting(
        meeting,
        contributions=_contributions(meeting),
        needs=_made_detailed(case, plan, day) if is_first else _progress(plan),
        held_on=day,
        today=day,
        by=case.worker,
        next_at=case.slot(working_days().add(day, next_in)),
        next_venue="East Gate House, room 2",
        childs_views=case.theme.childs_views,
        parents_views="It is a lot of people, but they do help.",
        minutes="The plan was taken through need by need. What was agreed stands in the plan.",
        minutes_by=case.worker.name,
        **_judged(plan, day),
    )


def _judged(plan: Plan, day: date) -> dict[str, Any]:
    """Before a review the group judges the threshold, with its evidence (CG-04)."""
    if review_ahead(plan.child_id, day) is None:
        return {}
    return {
        "is_threshold_met": True,
        "threshold_evidence": "The worries have grown fewer; two weekends show they can return.",
    }


def _contributions(meeting: CoreGroupMeeting) -> Iterable[dict[str, Any]]:
    for place, member in enumerate(meeting.group.members.on(meeting.day)):
        is_professional = member.practitioner_id is not None
        yield {
            "member": member.pk,
            "attendance": Attendance.APOLOGY if place == 3 else Attendance.IN_PERSON,
            "facts": REPORT if is_professional else "",
            "opinion": OPINION if is_professional else "",
        }


def _made_detailed(case: Case, plan: Plan, day: date) -> Iterable[NeedAtMeeting]:
    """Each need gets its action: what, why, who, by when, and how success shows (PL-02)."""
    child = plan.child.given_name or "the baby"
    owners, actions = _owners(plan), case.theme.actions
    for place, need in enumerate(plan.needs.kept()):
        what, why, measure = (words.format(child=child) for words in actions[place % len(actions)])
        action = {
            "what": what,
            "why": why,
            "measure": measure,
            "owner": owners[place % len(owners)],
            "by_when": working_days().add(day, 12 + 9 * place),
        }
        yield need, {}, [action]


def _owners(plan: Plan) -> list[str]:
    practitioner = plan.decision.core_group.exclude(practitioner=None).first()
    key = f"practitioner:{practitioner.practitioner_id}" if practitioner else ""
    return [f"worker:{plan.lead_professional_id}", *filter(None, [key])]


def _progress(plan: Plan) -> Iterable[NeedAtMeeting]:
    """Each action is taken through: how far it has come, as its owner says (PL-11)."""
    steps = (Progress.BEGUN, Progress.HALFWAY, Progress.NEARLY)
    come = steps[min(plan.core_group.meetings.held().count(), len(steps)) - 1]
    for need in plan.needs.kept():
        rows = need.actions.filter(removed_on=None)
        said = {"progress": come, "progress_note": "As agreed, and going on."}
        yield need, {}, [{"action": row.pk, **said} for row in rows]


def revise(case: Case, day: date, *, sends: bool = True) -> None:
    """The core group adds a need: a new version, sent to its members (PL-04, PL-06)."""
    for plan in _plans(case):
        child = plan.child.given_name or "the baby"
        said = {
            "need": f"{child} has not been to the dentist for two years.",
            "outcome": f"{child} is seen, and treated if need be.",
            "by_when": working_days().add(day, 20),
        }
        need: Need = decide_need(plan, None, said, by=case.worker)
        action = {
            "what": "Make and keep a dentist’s appointment",
            "why": "so that nothing hurts unseen",
            "owner": f"worker:{plan.lead_professional_id}",
            "by_when": working_days().add(day, 15),
            "measure": "Letter from the dentist",
        }
        decide_action(need, None, action, by=case.worker)
        plan = perform(plan, "revise", by=case.worker, revised_on=day, today=day)
        if sends:
            perform(plan, "circulate", by=case.worker, circulated_on=day)
