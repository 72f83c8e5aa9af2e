"""Writing reports, and reminding those whose report is not in (CF-11 to CF-15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences.letters import remind_of_report
from conferences.models import Report, Statement
from conferences.people import is_its_author
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models import Child
from cpms.records.guards import Refused
from cpms.records.moves import locked, perform, write


@dataclass(frozen=True)
class Said:
    """One statement as its author enters it: of what kind, and about whom (CF-13)."""

    kind: str
    text: str
    children: Sequence[Child]


@dataclass(frozen=True)
class Sharing:
    """How parents have the report: the day they saw it, or why they do not (CF-11, CF-14)."""

    shared_with_parents_on: date | None = None
    withheld_reason: str = ""
    sharing_agreement: str = ""
    withholding_agreed_on: date | None = None


@transaction.atomic
def write_report(
    report: Report,
    statements: Sequence[Said],
    sharing: Sharing,
    *,
    by: User,
    has_consent_for_convictions: bool = False,
) -> Report:
    """Keep the report as far as it is written. Only its author writes it, until it is in."""
    report = locked(report)
    if not (by.may(Permission.SUBMIT_REPORT) and is_its_author(report, by)):
        raise PermissionDenied("This report is not yours to write.")
    if report.state != Report.State.REQUESTED:
        raise Refused("This report is with the chair already and can no longer be changed.")
    for field, value in vars(sharing).items():
        setattr(report, field, value)
    chair = report.conference.chair
    report.withholding_agreed_by = chair if sharing.withholding_agreed_on else None
    report.has_consent_for_convictions = has_consent_for_convictions
    write(report, by=by)
    _replace(report, statements, by)
    return report


@transaction.atomic
def submit_report(
    report: Report,
    statements: Sequence[Said],
    sharing: Sharing,
    *,
    by: User,
    on: date,
    has_consent_for_convictions: bool = False,
) -> Report:
    """Write the report and put it before the chair and the unit, once (CF-11)."""
    report = write_report(
        report,
        statements,
        sharing,
        by=by,
        has_consent_for_convictions=has_consent_for_convictions,
    )
    return perform(report, "submit", by=by, submitted_on=on)


@transaction.atomic
def chase(report: Report, *, by: User, on: date) -> Report:
    """Remind the author of a report that is not in: once a day, so that it stays a reminder."""
    report = locked(report)
    if report.state != Report.State.REQUESTED:
        raise Refused("The report is in, or is no longer asked for: there is nothing to chase.")
    if report.chased_on == on:
        raise Refused("A reminder for this report has been sent today already.")
    report.chased_on = on
    write(report, by=by)
    remind_of_report(report, on=on, by=by)
    return report


def _replace(report: Report, statements: Sequence[Said], by: User) -> None:
    """Keep the statements in their order; one that was taken out stays in the history."""
    rows = list(report.statements.all())
    for place, said in enumerate(statements):
        row = rows[place] if place < len(rows) else Statement(report=report)
        row.kind, row.text = said.kind, said.text
        write(row, by=by)
        row.children.set(said.children)
    for dropped in rows[len(statements) :]:
        dropped._history_user = by  # type: ignore[attr-defined]
        dropped.delete()
