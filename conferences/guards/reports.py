"""What must hold before a report is with the chair and the unit (CF-11 to CF-15)."""

from typing import Any

from conferences.convictions import mentions_a_conviction
from cpms.records.guards import Guard

says_something = Guard(
    lambda report: report.statements.exists(),
    refusal="Write at least one statement, and say of each whether it is fact, observation, "
    "allegation or opinion (CF-13).",
)

is_shared_or_withheld = Guard(
    lambda report: bool(report.shared_with_parents_on) != bool(report.withheld_reason.strip()),
    refusal="Say on which day the parents saw the report or, exceptionally, why it is withheld "
    "from them (CF-11, CF-14).",
)

is_not_shared_in_the_future = Guard(
    lambda report, facts: (
        report.shared_with_parents_on is None
        or report.shared_with_parents_on <= facts["submitted_on"]
    ),
    refusal="The parents must have seen the report before it is submitted: the day of sharing "
    "cannot lie in the future (CF-11).",
)


def _is_agreed(report: Any) -> bool:
    agreed = report.withholding_agreed_on and report.withholding_agreed_by_id
    return not report.withheld_reason.strip() or bool(agreed and report.sharing_agreement.strip())


withholding_is_agreed = Guard(
    _is_agreed,
    refusal="A report is withheld only after discussion with the chair: record the day of that "
    "discussion, and what was agreed about how it is shared (CF-14).",
)

convictions_have_consent = Guard(
    lambda report: (
        report.has_consent_for_convictions
        or not any(mentions_a_conviction(row.text) for row in report.statements.all())
    ),
    refusal="The report mentions a criminal conviction. Take it out, and the police officer tells "
    "the conference; or confirm that the person consents to it standing here (CF-15).",
)

author_has_no_account = Guard(
    lambda report: report.invitation is not None and report.invitation.account is None,
    refusal="The author has an account here and submits the report there, so that each statement "
    "says what it is worth (CF-13).",
)

did_not_come_in_the_future = Guard(
    lambda report, facts: facts["received_on"] <= facts["today"],
    refusal="The day on which the report came cannot lie in the future.",
)
