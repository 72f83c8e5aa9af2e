"""From the request for a conference to the reports that are in before it."""

from collections.abc import Iterable
from datetime import date

from conferences.models import Conference, InvitedAs, Kind, Report, Response
from conferences.models.statement import StatementKind
from conferences.services import request_conference
from conferences.services.convening import convene as send_invitations
from conferences.services.inviting import Invitee, choose_invitees, record_response
from conferences.services.reporting import Said, Sharing, submit_report
from conferences.services.requesting import decline_conference
from conferences.services.scheduling import schedule_conference
from cpms.casework.demonstration.case import Case
from cpms.children.models import Practitioner
from cpms.records import clock
from cpms.records.moves import perform
from cpms.timescales.policy import working_days

OLD_ENOUGH = 10


def ask(case: Case, day: date, *, kind: str = "initial", ground: str = "") -> None:
    """The worker asks for a conference about all children of the family (CF-01)."""
    case.conference = request_conference(
        case.children[0].family,
        case.children,
        kind,
        case.theme.reason,
        by=case.worker,
        on=day,
        other_ground=ground,
    )


def take_up_review(case: Case, day: date) -> None:
    """The review that the last conference fixed is in the unit's hands (CF-30)."""
    case.conference = Conference.objects.get(
        family=case.children[0].family, kind=Kind.REVIEW, state=Conference.State.AGREED
    )


def agree(case: Case, day: date) -> None:
    """The unit agrees."""
    perform(case.current_conference(), "agree", by=case.unit, agreed_on=day)


def decline(case: Case, day: date) -> None:
    """The chair declines, with the reasons."""
    decline_conference(
        case.current_conference(),
        by=case.chair,
        declined_on=day,
        reason="The injury is explained and the family has moved in with the grandparents. A "
        "child in need plan meets what is left. If anything changes, ask again at once.",
    )


def schedule(case: Case, day: date, *, meets: int, late_because: str = "") -> None:
    """The unit fixes chair, place and time (CF-02, CF-03)."""
    on = case.days.ahead(meets) if meets > 0 else case.days.done(meets)
    _schedule(case, on, late_because)


def schedule_soonest(case: Case, day: date) -> None:
    """The unit schedules it for today, or for the next working day."""
    _schedule(case, case.days.ahead(0), "")


def _schedule(case: Case, on: date, late_because: str) -> None:
    case.conference = schedule_conference(
        case.current_conference(),
        by=case.unit,
        now=clock.now(),
        chair=case.chair,
        scheduled_at=case.slot(on),
        venue=f"East Gate House, conference room {case.number % 20 + 1}",
        lateness_reason=late_because,
    )


def invite(case: Case, day: date) -> None:
    """The unit invites the family and everybody who knows the children (CF-04)."""
    choose_invitees(case.current_conference(), _invitees(case), by=case.unit)
    case.conference = send_invitations(case.current_conference(), by=case.unit, on=day)


def _invitees(case: Case) -> Iterable[Invitee]:
    for practitioner in (case.lead, *case.professionals):
        yield Invitee(practitioner, InvitedAs.PROFESSIONAL, case.children)
    for person in case.people:
        yield Invitee(person, InvitedAs.PARENT)
    older = [
        child
        for child, kid in zip(case.children, case.household.kids, strict=True)
        if kid.months >= OLD_ENOUGH * 12
    ]
    for child in older:
        yield Invitee(child, InvitedAs.CHILD)
    if older:
        yield Invitee(case.cast.practitioners["advocate"], InvitedAs.ADVOCATE)
    if case.household.is_interpreter_needed:
        yield Invitee(case.cast.practitioners["interpreter"], InvitedAs.INTERPRETER)


def answer(case: Case, day: date, *, silent: int = 1) -> None:
    """People answer their invitation; the last few have not yet (CF-12)."""
    invitations = list(case.current_conference().invitations.all())
    for place, invitation in enumerate(invitations[: len(invitations) - silent]):
        is_deputy = place == 3
        record_response(
            invitation,
            by=case.unit,
            on=day,
            response=Response.DEPUTY if is_deputy else Response.COMING,
            deputy_name="Drew Deputy" if is_deputy else "",
        )


def report(case: Case, day: date, *, missing: int = 0) -> None:
    """The reports come in, all but the last few (CF-11)."""
    asked = list(
        case.current_conference()
        .reports.filter(state=Report.State.REQUESTED)
        .select_related("invitation__practitioner__user")
    )
    for one in asked[: len(asked) - missing]:
        _report(case, one, day)


def _report(case: Case, one: Report, day: date) -> None:
    author = one.invitation.account if one.invitation else case.worker
    if author is None:
        note = "By secure e-mail, 3 pages; with the chair."
        perform(one, "receive", by=case.unit, received_on=day, paper_note=note, today=day)
        return
    practitioner = one.invitation.practitioner if one.invitation else case.lead
    shared = working_days().add(day, -1)
    submit_report(
        one,
        _statements(case, practitioner or case.lead),
        Sharing(shared_with_parents_on=shared),
        by=author,
        on=day,
    )


def _statements(case: Case, author: Practitioner) -> list[Said]:
    theme, children = case.theme, case.children
    name = children[0].given_name or "the baby"
    return [
        Said(StatementKind.FACT, theme.shared, children),
        Said(StatementKind.OBSERVATION, f"{author.name} met {name} twice this month. "
             f"{theme.childs_views}", children[:1]),
        Said(StatementKind.OPINION, theme.harm.format(child=name), children),
    ]  # fmt: skip
