"""What must hold in the chain of a missing child (MV-04, MV-05)."""

from cpms.children.guards.days import alone, is_not_yet, not_ahead, not_before, says
from cpms.records.guards import Guard

report_is_not_ahead = not_ahead("reported_on", "The day of the report")
says_what_is_known = says(
    "circumstances", "Say what is known: when and where the child was last seen, with whom (MV-04)."
)
goes_missing_once = alone(
    lambda episode: (
        f"{episode.child.name} is recorded as missing already. Add to that record (MV-04)."
    )
)

managers_are_not_told = is_not_yet(
    "managers_told_on", "It is recorded already that the managers were told (MV-04)."
)
managers_are_told_after_the_report = not_before(
    "told_on", "reported_on", "They cannot have been told before the child was reported missing."
)
managers_told_is_not_ahead = not_ahead("told_on", "The day")

agencies_are_not_contacted = is_not_yet(
    "agencies_contacted_on", "It is recorded already which agencies were contacted (MV-04)."
)
says_which_agencies = says(
    "agencies", "Say which agencies were contacted, and what they know: education, health, police."
)
contact_is_not_ahead = not_ahead("contacted_on", "The day")

tracing_is_not_begun = is_not_yet(
    "health_tracing_on", "The health tracing procedure is begun already (MV-04)."
)
tracing_is_not_ahead = not_ahead("begun_on", "The day")

authorities_are_not_written_to = is_not_yet(
    "authorities_told_on", "The other authorities were written to already (MV-04)."
)
somebody_is_written_to = Guard(
    lambda episode, facts: facts["letters"] > 0,
    refusal="No other local authority is on the list. Ask an administrator to complete it (MV-04).",
)

finding_is_not_ahead = not_ahead("found_on", "The day")
found_after_the_report = not_before(
    "found_on", "reported_on", "The child cannot have been found before being reported missing."
)
says_how_found = says("how", "Say where and how the child was found, and who has seen them.")

says_why_out_of_touch = says(
    "reason", "Say why this is out of touch and not missing: what is known, and from whom (MV-05)."
)
out_of_touch_is_not_ahead = not_ahead("since_on", "The day")
is_out_of_touch_once = alone(
    lambda absence: f"{absence.child.name} is recorded as out of touch already (MV-05)."
)
is_not_missing = Guard(
    lambda absence: not absence.child.missing_episodes.open().exists(),
    refusal="The child is recorded as missing. That record goes on until they are found (MV-04).",
)
contact_follows_absence = not_before(
    "back_on", "since_on", "They cannot be back in touch before they were out of it."
)
back_is_not_ahead = not_ahead("back_on", "The day")
is_reported_missing = Guard(
    lambda absence: absence.child.missing_episodes.open().exists(),
    refusal="Report the child missing first (MV-04).",
)
