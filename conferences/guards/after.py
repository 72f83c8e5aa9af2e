"""What must hold before decision, minutes and a split leave the conference (CF-19 to CF-27)."""

from cpms.records.guards import Guard

decision_is_not_out = Guard(
    lambda conference: conference.decision_circulated_on is None,
    refusal="The decision has been sent already (CF-25).",
)

decision_is_out = Guard(
    lambda conference: conference.decision_circulated_on is not None,
    refusal="The decision has not been sent (CF-25).",
)

minutes_are_written = Guard(
    lambda conference: conference.passages.exclude(text="").exists(),
    refusal="There are no minutes to send yet (CF-26).",
)

minutes_are_not_approved = Guard(
    lambda conference: conference.minutes_approved_on is None,
    refusal="The chair has approved the minutes already (CF-26).",
)

minutes_are_approved = Guard(
    lambda conference: conference.minutes_approved_on is not None,
    refusal="The chair approves the minutes before they are sent (CF-26).",
)

minutes_are_not_out = Guard(
    lambda conference: conference.minutes_circulated_on is None,
    refusal="The minutes have been sent already (CF-26).",
)

minutes_are_out = Guard(
    lambda conference: conference.minutes_circulated_on is not None,
    refusal="Send the minutes first: people have 21 days to answer (CF-27).",
)

minutes_are_not_final = Guard(
    lambda conference: conference.minutes_finalised_on is None,
    refusal="The minutes are final already (CF-27).",
)

every_amendment_is_answered = Guard(
    lambda conference: (
        not conference.passages.filter(
            amendments__isnull=False, amendments__is_accepted=None
        ).exists()
    ),
    refusal="Accept or reject every amendment first, each with its reason (CF-27).",
)

has_an_equal_split = Guard(
    lambda conference: any(row.is_equal_split() for row in conference.decisions.all()),
    refusal="There was no equal split to refer (CF-19).",
)

split_is_not_referred = Guard(
    lambda conference: conference.split_referred_on is None,
    refusal="The split has been referred already (CF-19).",
)

split_is_referred = Guard(
    lambda conference: conference.split_referred_on is not None,
    refusal="The chair has not referred a split (CF-19).",
)

split_is_not_heard = Guard(
    lambda conference: conference.split_heard_on is None,
    refusal="The Panel’s finding is recorded already (CF-19).",
)

says_the_finding = Guard(
    lambda conference, facts: bool(facts["finding"].strip()),
    refusal="Write down what the Panel found (CF-19).",
)
