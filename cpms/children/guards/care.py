"""What must hold before care begins and ends, and when a court has made an order (LA)."""

from cpms.children.guards.days import alone, is_not_yet, not_ahead, not_before, says
from cpms.records.guards import Guard

services_go_on = Guard(
    lambda episode: bool(episode.services.strip()) or not episode.is_for_protection,
    refusal="Say which services go on as fast as for a child on a plan, or that there are none: "
    "a child removed for the same concerns does not wait longer (LA-08).",
)
asking_is_not_ahead = not_ahead("asked_on", "The day")
says_which_unit = says("unit", "Name the local police unit that was asked (LA-09).")
police_were_asked = Guard(
    lambda episode: episode.police_asked_on is not None and episode.police_answered_on is None,
    refusal="The police are not asked, or have answered. Ask them for the next review (LA-09).",
)
answer_is_not_ahead = not_ahead("answered_on", "The day of the answer")
says_what_the_police_know = says(
    "answer", "Write down what the police know, or that they know nothing (LA-09)."
)

care_is_not_ahead = not_ahead("began_on", "The day on which care began")
enters_care_once = alone(
    lambda episode: f"{episode.child.name} is looked after already. Change the legal basis there."
)
change_is_not_ahead = not_ahead("changed_on", "The day")
change_follows_the_beginning = not_before(
    "changed_on", "began_on", "The change cannot lie before the day on which care began."
)
basis_differs = Guard(
    lambda episode, facts: (
        (episode.legal_basis, episode.placement) != (facts["legal_basis"], facts["placement"])
    ),
    refusal="Nothing has changed: the legal basis and the placement are as they were.",
)
end_is_not_ahead = not_ahead("ended_on", "The day on which care ended")
end_follows_the_beginning = not_before(
    "ended_on", "began_on", "Care cannot end before the day on which it began."
)
says_how_care_ended = says("how", "Say how care ended, and with whom the child lives now.")

order_is_not_ahead = not_ahead("made_on", "The day of the order")
says_what_the_court_ordered = says(
    "elements",
    "Write down what the court’s order or plan demands: it goes on in the child in "
    "need plan (LA-07).",
)
chair_is_not_informed = is_not_yet(
    "chair_informed_on", "The chair is informed of this order already (LA-07)."
)
informing_is_not_ahead = not_ahead("informed_on", "The day")
informed_after_the_order = not_before(
    "informed_on", "made_on", "The chair cannot have been informed before the order was made."
)
order_ends_after_it_began = not_before(
    "ended_on", "made_on", "The order cannot end before the day on which it was made."
)
order_end_is_not_ahead = not_ahead("ended_on", "The day on which the order ended")
