"""From the registration to the outcome of the strategy discussion."""

from datetime import date

from cpms.accounts.models import Team
from cpms.casework.demonstration.case import Case
from cpms.casework.demonstration.notes import Adult, Kid
from cpms.children import circle
from cpms.children.models import Child, Person, RelationshipKind, Sex
from cpms.children.services import NewChild, allocate_all, decide_reasonable_cause, register_family
from cpms.records.moves import perform
from cpms.strategy_discussions import services
from cpms.strategy_discussions.models import Section47Enquiry, StrategyDiscussion
from cpms.strategy_discussions.services import Agreed, Analysis, Came
from cpms.timescales.calendar import add_days, add_months, add_weeks
from cpms.timescales.policy import working_days

DECISIONS = {
    "section_47": "decide_section_47",
    "section_17": "decide_section_17",
    "no_further": "decide_no_further_involvement",
}
CONCLUSIONS = {
    "substantiated": "conclude",
    "no_continuing_risk": "conclude_no_continuing_risk",
    "not_substantiated": "conclude_not_substantiated",
}


def register(case: Case, day: date) -> None:
    """The worker registers the family; the manager allocates it."""
    household = case.household
    new = [_new_child(case, kid) for kid in household.kids]
    team = Team.objects.get(name=household.team)
    case.children = register_family(household.name, new, team=team, on=day, by=case.worker)
    for adult in household.adults:
        case.people.append(_add(case, adult))
    _move_in(case, day)
    case.children = allocate_all(case.children, case.worker, on=day, by=case.manager)


def _new_child(case: Case, kid: Kid) -> NewChild:
    today, household = case.days.today, case.household
    expected = add_weeks(today, kid.expected_in_weeks) if kid.expected_in_weeks else None
    born = add_days(add_months(today, -kid.months), -(case.number * 3 % 27))
    return NewChild(
        given_name=kid.given_name,
        family_name=kid.family_name or household.name,
        date_of_birth=None if expected else born,
        expected_on=expected,
        sex=kid.sex or Sex.UNKNOWN,
        language=household.language,
        access_needs=kid.access_needs,
        school=case.cast.agencies[kid.school].name if kid.school else "",
        aliases=kid.aliases,
    )


def _add(case: Case, adult: Adult) -> Person:
    tie = circle.Tie(RelationshipKind(adult.kind), adult.has_responsibility)
    children = [child for child in case.children if not adult.of or child.given_name in adult.of]
    return circle.add_person(
        children,
        tie,
        by=case.worker,
        name=adult.name,
        telephone=adult.telephone,
        language=case.household.language,
        is_interpreter_needed=case.household.is_interpreter_needed,
        access_needs=adult.access_needs,
    )


def _move_in(case: Case, day: date) -> None:
    """The family lives together; whoever lives elsewhere has an address of their own."""
    household, since = case.household, add_months(day, -14)
    born = [child for child in case.children if not child.is_unborn]
    elsewhere = {adult.name: adult.lives_elsewhere for adult in household.adults}
    at_home = [person for person in case.people if not elsewhere[person.name]]
    circle.move_in(
        born,
        at_home,
        by=case.worker,
        from_on=since,
        lines=household.street,
        postcode="ZZ99 3CZ",
        is_confidential=household.is_confidential,
    )
    for person in case.people:
        if lines := elsewhere[person.name]:
            circle.move_in([], [person], by=case.worker, from_on=since, lines=lines)


def find_cause(case: Case, day: date) -> None:
    """There is reasonable cause to suspect significant harm (ST-01)."""
    case.children = decide_reasonable_cause(
        case.children, decided_on=day, today=day, by=case.worker
    )


def call_discussion(case: Case, day: date, *, meets: int, method: str = "video") -> None:
    """The worker calls a strategy discussion, chaired by the manager (ST-02, ST-05)."""
    case.discussion = services.plan(
        case.children,
        by=case.worker,
        planned_for=case.days.done(meets) if meets <= 0 else case.days.ahead(meets),
        meeting_method=method,
        chair=case.manager,
        today=day,
        starts_at=case.slot(day).time(),
        place="East Gate House, room 4",
    )


def hold_discussion(case: Case, day: date) -> None:
    """Social care, health and police meet and share what they know (ST-03, ST-06)."""
    discussion = _discussion(case)
    came = [Came(one, is_senior_enough=True) for one in (case.lead, *case.professionals[:3])]
    services.record_attendance(discussion, came, by=case.manager)
    discussion = perform(
        discussion,
        "hold",
        by=case.manager,
        held_on=day,
        meeting_method=discussion.meeting_method,
        chair=case.manager,
        information_shared=case.theme.shared,
        today=day,
    )
    rows = [Analysis(child, _said(case.theme.harm, child)) for child in case.children]
    case.discussion = services.analyse(discussion, rows, by=case.manager)


def decide_discussion(case: Case, day: date, *, outcome: str = "section_47") -> None:
    """The outcome, with the actions that follow from it (ST-07, ST-08)."""
    discussion = _discussion(case)
    if outcome != "no_further":
        services.agree_actions(discussion, _actions(case, day), by=case.manager)
    is_joint = outcome == "section_47"
    case.discussion = perform(
        discussion,
        DECISIONS[outcome],
        by=case.manager,
        rationale=case.theme.reason,
        criminal_investigation="joint" if is_joint else "none",
        investigation_conduct="Joint visit within one day; interview by two." if is_joint else "",
    )


def _actions(case: Case, day: date) -> list[Agreed]:
    days = working_days()
    soon, later = days.add(day, 1), days.add(day, 5)
    return [
        Agreed("See the children alone, at school.", case.cast.agencies["social_care"], soon,
               "Telephone the team manager the same day.", soon),
        Agreed("Check what is known of every adult at the address.", case.cast.agencies["police"],
               soon, "E-mail to the lead professional.", later),
        Agreed("Collect the health records of all children.", case.professionals[-1].agency,
               later, "At the next meeting.", later),
    ]  # fmt: skip


def send_discussion_minutes(case: Case, day: date) -> None:
    """The minutes go to everyone who took part (ST-09)."""
    case.discussion = services.circulate_minutes(
        _discussion(case), circulated_on=day, today=day, by=case.worker
    )


def conclude_enquiries(case: Case, day: date, *, found: str = "substantiated") -> None:
    """Each child's section 47 enquiry ends with what it found (ST-12, ST-13)."""
    running = Section47Enquiry.objects.running().filter(child__in=case.children)
    for enquiry in running.select_related("child"):
        perform(
            enquiry,
            CONCLUSIONS[found],
            by=case.worker,
            concluded_on=day,
            summary=_said(case.theme.harm, enquiry.child),
            today=day,
        )


def record_birth(case: Case, day: date, *, names: tuple[str, ...], sex: str) -> None:
    """A child who was expected is born, and keeps what was planned for it."""
    for child, name in zip([one for one in case.children if one.is_unborn], names, strict=True):
        perform(
            child, "record_birth", by=case.worker, born_on=day, given_name=name, sex=sex, today=day
        )
    case.children = list(case.children[0].family.children.order_by("pk"))


def _discussion(case: Case) -> StrategyDiscussion:
    assert case.discussion is not None  # the story called one before
    discussion: StrategyDiscussion = StrategyDiscussion.objects.get(pk=case.discussion.pk)
    return discussion


def _said(words: str, child: Child) -> str:
    return words.format(child=child.given_name or "The baby")
