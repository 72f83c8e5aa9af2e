"""The standard agenda, laid when a conference opens."""

from conferences.models import Conference, Kind, Passage
from cpms.accounts.models import User
from cpms.records.moves import write

INITIAL = (
    "Welcome, purpose, who is here and why",
    "Why we are meeting: the enquiry",
    "Reports: what each agency knows",
    "What the children and their family say",
    "Strengths, risks, what needs to change",
    "Decision for each child",
    "Outline plan, core group, dates",
    "How to disagree or complain; close",
)
REVIEW = (
    "Welcome, purpose, who is here and why",
    "The plan so far: what was to change, by when",
    "Reports: the core group’s, and each agency’s",
    "What the children and their family say",
    "Progress measured, risks now, what still needs to change",
    "Decision for each child",
    "Plan, core group, dates; or the plan that follows",
    "How to disagree or complain; close",
)


def headings(conference: Conference) -> tuple[str, ...]:
    """Return the items for this kind of conference."""
    return REVIEW if conference.kind == Kind.REVIEW else INITIAL


def lay(conference: Conference, *, by: User | None) -> None:
    """Lay the items that are not there yet: a conference may be opened a second time."""
    there = set(conference.passages.values_list("position", flat=True))
    for position, heading in enumerate(headings(conference), start=1):
        if position not in there:
            write(Passage(conference=conference, position=position, heading=heading), by=by)
