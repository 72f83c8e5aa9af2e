"""The one page with the four steps: what it shows at each point of an enquiry.

The server makes no word about a plan before the match is decided (EN-02, EN-04): what a
step shows is made here from the state alone, whatever address was asked for.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.search import Comparison, Verdict
from cpms.records.forms import RecordForm
from cpms.records.submissions import TOKEN_FIELD, new_token
from cpms.records.views import RecordPage
from enquiries.directory.checking import check_due
from enquiries.forms import AnswerForm, CallBackForm, DecideForm, NumberForm, SearchForm
from enquiries.matches import Matches, shown_again
from enquiries.models import Enquiry
from enquiries.models.enquiry import EnquiryQuerySet
from enquiries.words import words_for

State = Enquiry.State
STEP_OF = {
    State.RECEIVED: 2,
    State.NUMBER_CHOSEN: 2,
    State.CALLED_BACK: 3,
    State.REFERRED: 3,
    State.IDENTIFIED: 4,
    State.ANSWERED: 4,
}
QUESTIONS = {
    "First name": "How is the first name spelt?",
    "Family name": "How do you spell the family name?",
    "Date of birth": "What is the date of birth, with the month as a word?",
    "Address": "Which street, and which house number?",
    "School": "Which school or nursery?",
    "Mother": "What is the mother’s full name?",
}


class EnquiryPage(RecordPage[Enquiry]):
    """One enquiry, as far as it has come."""

    model = Enquiry
    template_name = "enquiries/enquiry.html"

    def visible(self) -> EnquiryQuerySet:
        """Return the enquiries of the desk, with who and what stands beside them."""
        beside = ("agency", "child__team", "earlier", "received_by", "number__verified_by")
        rows: EnquiryQuerySet = Enquiry.objects.visible_to(self.user).select_related(*beside)
        return rows

    def context(self) -> dict[str, Any]:
        """Return the steps."""
        is_searching = "search" in self.request.GET
        return the_desk(self.record, self.user, self.today, is_searching=is_searching)

    def child_ids(self) -> Iterable[int]:
        """Return the children whose particulars stand on the page."""
        return shown_children(self.record)


def shown_children(enquiry: Enquiry) -> set[int]:
    """Return the children whom the page names: those found, then the one decided."""
    is_open = enquiry.state in (State.CALLED_BACK, State.REFERRED)
    found = set(enquiry.found.get("children", [])) if is_open else set()
    return found | ({enquiry.child_id} if enquiry.child_id else set())


def the_desk(
    enquiry: Enquiry,
    user: User,
    today: date,
    *,
    bound: RecordForm | None = None,
    is_searching: bool = False,
) -> dict[str, Any]:
    """Return all that the page shows; `bound` is the form that was refused, if one was."""
    is_matching = enquiry.state in (State.CALLED_BACK, State.REFERRED)
    matches = shown_again(enquiry, user) if is_matching and enquiry.searched_at else Matches()
    forms = forms_for(enquiry, user, today, matches)
    if bound is not None and type(bound) in {type(form) for form in forms.values()}:
        forms = {name: bound if type(bound) is type(form) else form for name, form in forms.items()}
    return {
        "now_at": STEP_OF.get(enquiry.state, 0),
        "words": words_for(enquiry),
        "matches": matches,
        "questions": questions(matches),
        "forms": forms,
        "is_searching": is_searching or isinstance(bound, SearchForm) or not enquiry.searched_at,
        "is_desk": user.may(Permission.ANSWER_ENQUIRY),
        "is_following": user.may(Permission.FOLLOW_ENQUIRIES),
        "is_check_due": bool(enquiry.number and check_due(enquiry.number, today)),
        "attempts": list(enquiry.attempts.select_related("by")),
        "steps": list(enquiry.steps.select_related("by")),
        "follow_up": follow_up_of(enquiry),
        "token_field": TOKEN_FIELD,
        "new_token": new_token,
        "Verdict": Verdict,
    }


def follow_up_of(enquiry: Enquiry) -> Any:
    """Return the follow-up of a second enquiry, once the match is decided and no earlier."""
    if enquiry.identified_at is None:
        return None
    return getattr(enquiry, "follow_up", None)


def forms_for(enquiry: Enquiry, user: User, today: date, matches: Matches) -> dict[str, RecordForm]:
    """Return the forms of the step that the enquiry has come to, and of no later one."""
    given: dict[str, Any] = {"record": enquiry, "user": user, "today": today}
    match enquiry.state:
        case State.RECEIVED:
            return {"number": NumberForm(**given)}
        case State.NUMBER_CHOSEN:
            return {"number": NumberForm(**given), "call_back": CallBackForm(**given)}
        case State.CALLED_BACK:
            return {
                "search": SearchForm(initial=said_before(enquiry), **given),
                "match": DecideForm(matches=matches, **given),
            }
        case State.REFERRED:
            return {"match": DecideForm(matches=matches, **given)}
        case State.IDENTIFIED:
            return {"answer": AnswerForm(initial={"shown": words_for(enquiry).outcome}, **given)}
    return {}


def said_before(enquiry: Enquiry) -> dict[str, Any]:
    """Return what was searched by, so that one letter can be changed."""
    return {name: getattr(enquiry, name) for name in SearchForm.base_fields}


def questions(matches: Matches) -> list[str]:
    """Return what to ask to tell the candidates apart; never with what we hold in it."""
    rows: list[Comparison] = [row for found in matches.children for row in found.comparisons]
    doubtful = {row.field for row in rows if row.verdict is not Verdict.SAME}
    return [question for field, question in QUESTIONS.items() if field in doubtful][:4]
