"""The only words that may be said, for each point that an enquiry has reached.

They are made here from the record's state, and the plan is asked after only when the
match is decided: no page can show what this has not made.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string

from enquiries.models import Enquiry, Outcome
from enquiries.status import lead_of, outcome_of

WAITING = {
    Enquiry.State.RECEIVED: "received",
    Enquiry.State.NUMBER_CHOSEN: "number_chosen",
    Enquiry.State.CALLED_BACK: "called_back",
    Enquiry.State.REFERRED: "referred",
    Enquiry.State.REFUSED_PUBLIC: "refused_public",
    Enquiry.State.REFUSED_NOT_AUTHENTICATED: "refused_not_authenticated",
    Enquiry.State.REFUSED_NO_NUMBER: "refused_no_number",
    Enquiry.State.ANSWERED: "answered",
    Enquiry.State.CLOSED: "closed",
}


@dataclass(frozen=True)
class Words:
    """What may be said, ready to read out, and which answer it gives if any."""

    key: str
    text: str
    outcome: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """Each thing to say on its own line."""
        return [line for line in self.text.splitlines() if line]


def words_for(enquiry: Enquiry) -> Words:
    """Return the only words that may be said now."""
    if enquiry.state != Enquiry.State.IDENTIFIED:
        return _written(WAITING[enquiry.state], enquiry)
    outcome = outcome_of(enquiry)
    if outcome == Outcome.ON_PLAN and enquiry.child is not None:
        return _written(outcome, enquiry, lead=lead_of(enquiry.child))
    return _written(outcome, enquiry)


def _written(key: str, enquiry: Enquiry, **known: object) -> Words:
    text = render_to_string(f"enquiries/words/{key}.txt", {"enquiry": enquiry, **known})
    outcome = key if key in Outcome.values else ""
    return Words(key=str(key), text=text.strip(), outcome=outcome)
