"""Calls to the enquiry desk: answered, refused, and asked a second time (EN-01 to EN-07)."""

from datetime import date

from cpms.accounts.models import User
from cpms.casework.demonstration.case import Case
from cpms.children.models import Child
from cpms.records import clock
from cpms.records.moves import perform
from enquiries import services
from enquiries.models import Enquiry, FollowUp
from enquiries.status import outcome_of

CALLERS = {
    "pear_tree": ("Lindsay Fixture", "Designated safeguarding lead", "07700 900 461"),
    "draft_street": ("Nadia Notional", "Practice nurse", "07700 900 462"),
    "police": ("Bill Blankley", "Police constable", "07700 900 463"),
}
CONCERN = "Came in upset; wants to know whether there is a plan before deciding what to do."


def take_call(case: Case, day: date, *, agency: str = "pear_tree", desk: str = "unit") -> Enquiry:
    """A professional calls; the desk chooses the agency's own number (EN-02)."""
    by = case.user(desk)
    name, title, number = CALLERS[agency]
    enquiry = services.receive(
        caller={
            "caller_name": name,
            "caller_job_title": title,
            "caller_number": number,
            "agency": case.cast.agencies[agency],
            "concern": CONCERN,
        },
        is_public=False,
        at=clock.now(),
        by=by,
    )
    held = case.cast.agencies[agency].numbers.get()
    return services.choose_number(enquiry, number=held, by=by)


def answer_call(
    case: Case, day: date, *, agency: str = "pear_tree", desk: str = "unit", closes: bool = True
) -> None:
    """Called back, the child found, the words said, the enquiry closed (EN-04 to EN-07)."""
    by = case.user(desk)
    enquiry = _find(case, take_call(case, day, agency=agency, desk=desk), by)
    if enquiry.state != Enquiry.State.IDENTIFIED:
        return
    enquiry = services.answer(
        enquiry, shown=outcome_of(enquiry), advice="Ring again if anything changes.", by=by
    )
    if closes:
        perform(enquiry, "close", by=by, at=clock.now())


def _find(case: Case, enquiry: Enquiry, by: User) -> Enquiry:
    child = case.children[0]
    enquiry = services.call_back(
        enquiry, call_answered_by="Reception, who put us through", is_confirmed=True, by=by
    )
    enquiry = services.search(enquiry, said=_said_of(child), by=by)
    return services.decide(
        enquiry, child=child, same_as=None, why="Name, date of birth and school fit.", by=by
    )


def _said_of(child: Child) -> dict[str, object]:
    return {
        "said_given_name": child.given_name,
        "said_family_name": child.family_name,
        "said_date_of_birth": child.date_of_birth,
        "said_school": child.school,
    }


def wait_for_call_back(case: Case, day: date) -> None:
    """Called back and nobody there: to be tried again."""
    enquiry = take_call(case, day, agency="draft_street")
    services.miss(enquiry, note="The surgery is closed for lunch.", by=case.unit)


def refuse_public(case: Case, day: date) -> None:
    """A neighbour calls, and has no access (EN-03)."""
    caller = {"caller_name": "A neighbour", "caller_number": "07700 900 470"}
    services.receive(caller=caller, is_public=True, at=clock.now(), by=case.user("night-desk"))


def refuse_unconfirmed(case: Case, day: date) -> None:
    """The agency does not know the caller: nothing is said (EN-02)."""
    enquiry = take_call(case, day, agency="police", desk="night-desk")
    because = "The switchboard knows nobody of that name."
    by = case.user("night-desk")
    perform(enquiry, "refuse_not_authenticated", by=by, because=because, at=clock.now())


def discuss_second_enquiry(case: Case, day: date) -> None:
    """The Quality Assurance Manager discusses a second enquiry with the team (EN-06)."""
    follow_up = FollowUp.objects.filter(
        enquiry__child__in=case.children, state=FollowUp.State.OPEN
    ).get()
    perform(
        follow_up,
        "discuss",
        by=case.user("quality-manager"),
        discussed_on=day,
        discussed_with=str(case.manager),
        agreed="The team visits this week and says whether a strategy discussion is needed.",
        owner=str(case.worker),
        answer_by=case.days.ahead(3),
        today=day,
    )
