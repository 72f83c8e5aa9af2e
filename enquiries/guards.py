"""What must hold before an enquiry takes its next step, in the words of the desk."""

from collections.abc import Mapping
from typing import Any

from cpms.records.guards import Guard

Facts = Mapping[str, Any]


def digits(number: str) -> str:
    """Return a telephone number as its last ten digits, however it was written."""
    return "".join(letter for letter in number if letter.isdigit())[-10:]


def _was_held_before_the_call(enquiry: Any, number: Any) -> bool:
    before = number.history.filter(history_date__lt=enquiry.received_at)
    return any(digits(row.number) == digits(number.number) for row in before)


def _is_only_the_callers(enquiry: Any, facts: Facts) -> bool:
    number = facts["number"]
    gave = digits(enquiry.caller_number)
    is_the_same = bool(gave) and digits(number.number) == gave
    return is_the_same and not _was_held_before_the_call(enquiry, number)


number_is_the_agencys = Guard(
    lambda enquiry, facts: (
        facts["number"].agency_id == enquiry.agency_id and facts["number"].withdrawn_on is None
    ),
    refusal="Choose a number that the directory holds for the caller’s agency (EN-02).",
)

number_is_not_only_the_callers = Guard(
    lambda enquiry, facts: not _is_only_the_callers(enquiry, facts),
    refusal="This is the number that the caller gave, and it came into the directory after the "
    "call. Call the agency on a number found independently of the caller (EN-02).",
)

number_is_still_held = Guard(
    lambda enquiry: enquiry.number is not None and enquiry.number.withdrawn_on is None,
    refusal="The number was withdrawn from the directory meanwhile. Choose another (EN-02).",
)

caller_was_confirmed = Guard(
    lambda enquiry, facts: facts["is_confirmed"] is True,
    refusal="Ask the agency whether the caller works there before you go on. If it does not say "
    "so, choose “Could not confirm who they are” (EN-02).",
)

no_number_is_held = Guard(
    lambda enquiry: enquiry.agency is None or not enquiry.agency.numbers.held().exists(),
    refusal="The directory holds a number for this agency: call back on it (EN-02).",
)

enough_was_said = Guard(
    lambda enquiry, facts: any(facts["said"].values()),
    refusal="Write down what the caller says of the child: a name, a date of birth, an address "
    "or the mother’s name.",
)

was_searched = Guard(
    lambda enquiry: enquiry.searched_at is not None,
    refusal="Search for the child first.",
)

choice_was_found = Guard(
    lambda enquiry, facts: (
        (facts["child"] is None or facts["child"].pk in enquiry.found.get("children", []))
        and (facts["same_as"] is None or facts["same_as"].pk in enquiry.found.get("enquiries", []))
    ),
    refusal="Choose among those that your search found, or search again.",
)

nothing_new_was_found = Guard(
    lambda enquiry, facts: facts["unseen"] == 0,
    refusal="Since you searched, something was recorded that may be about the same child. "
    "Search again and look at it before you decide (EN-06).",
)

reason_is_given = Guard(
    lambda enquiry, facts: bool(facts["why"].strip()),
    refusal="Say in one line why you think so: it is kept with the enquiry (EN-07).",
)

words_are_the_ones_shown = Guard(
    lambda enquiry, facts: facts["shown"] == facts["outcome"],
    refusal="What may be said has changed since you opened this page. Read the new words "
    "before you speak.",
)

refusal_is_explained = Guard(
    lambda enquiry, facts: bool(facts["because"].strip()),
    refusal="Say what did not fit: it is kept with the enquiry (EN-07).",
)

discussion_is_not_in_the_future = Guard(
    lambda follow_up, facts: facts["discussed_on"] <= facts["today"],
    refusal="The discussion cannot lie in the future.",
)
