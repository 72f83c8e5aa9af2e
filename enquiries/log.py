"""How each step is told in "This enquiry, as recorded" (EN-07)."""

from collections.abc import Callable

from enquiries.models import Enquiry


def told(enquiry: Enquiry, move: str) -> str:
    """Return what the move did, in one line, from the record as it then stands."""
    return _TOLD[move](enquiry)


def _received(enquiry: Enquiry) -> str:
    gave = f", caller gave {enquiry.caller_number}" if enquiry.caller_number else ""
    return f"Call came in from {enquiry.caller}{gave}"


def _called_back(enquiry: Enquiry) -> str:
    return f"Call back answered, {enquiry.number}: {enquiry.call_answered_by}"


def _searched(enquiry: Enquiry) -> str:
    children, earlier = enquiry.found.get("children", []), enquiry.found.get("enquiries", [])
    also = f", {len(earlier)} earlier enquiries" if len(earlier) != 1 else ", 1 earlier enquiry"
    return f"Search run, {len(children)} possible" + (also if earlier else "")


def _decided(enquiry: Enquiry) -> str:
    who = f"It is {enquiry.child.name}" if enquiry.child else "None of the children searched"
    return f"{who}: {enquiry.why}"


def _refused(why: str) -> Callable[[Enquiry], str]:
    return lambda enquiry: f"{why}: {enquiry.ended_because}" if enquiry.ended_because else why


_TOLD: dict[str, Callable[[Enquiry], str]] = {
    "receive": _received,
    "correct_caller": lambda enquiry: f"Who is calling changed to {enquiry.caller}",
    "choose_number": lambda enquiry: f"Number taken from the directory, {enquiry.number}",
    "miss": lambda enquiry: f"Called back, nobody reached, {enquiry.number}",
    "call_back": lambda enquiry: (
        f"Call back answered, {enquiry.number}: {enquiry.call_answered_by}"
    ),
    "search": _searched,
    "identify": _decided,
    "settle": _decided,
    "refer": lambda enquiry: f"Match left to the Quality Assurance Manager: {enquiry.why}",
    "send_back": lambda enquiry: "Sent back by the Quality Assurance Manager, to search again",
    "reconsider": lambda enquiry: "Match taken back before anything was said",
    "answer": lambda enquiry: f"Said: {enquiry.words}",
    "close": lambda enquiry: "Enquiry closed",
    "ring_off": _refused("Caller rang off"),
    "refuse_public": _refused("Refused, member of the public"),
    "refuse_not_authenticated": _refused("Refused, could not confirm who they are"),
    "refuse_no_number": _refused("Refused, no number held for the agency"),
}
