"""Keeping the directory: each number with who checked it, when, and from which source (EN-02)."""

from datetime import date

from django.db import transaction

from cpms.accounts.models import User
from cpms.children.models import Agency, DirectoryNumber
from cpms.records.guards import Refused
from cpms.records.moves import write
from enquiries.guards import digits
from enquiries.models import Enquiry


@transaction.atomic
def add_agency(*, name: str, kind: str, email: str, by: User) -> Agency:
    """Add an agency."""
    agency = Agency(name=name, kind=kind, email=email)
    write(agency, by=by)
    return agency


@transaction.atomic
def add_number(
    agency: Agency, *, number: str, label: str, source: str, today: date, by: User
) -> DirectoryNumber:
    """Add a number that the unit found for the agency itself.

    Refused while an unfinished enquiry of the agency has the same number from the caller:
    whoever gave it may have planted it.
    """
    if any(digits(row.caller_number) == digits(number) for row in _waiting(agency)):
        raise Refused(
            "A caller whose enquiry is still open gave this number. Find a number of the agency "
            "independently, such as its published switchboard (EN-02)."
        )
    row = DirectoryNumber(
        agency=agency, number=number, label=label, source=source, verified_on=today, verified_by=by
    )
    write(row, by=by)
    return row


@transaction.atomic
def verify(number: DirectoryNumber, *, source: str, today: date, by: User) -> DirectoryNumber:
    """Record that the number was checked again, and from which source."""
    row = _locked(number)
    row.source, row.verified_on, row.verified_by = source, today, by
    write(row, by=by)
    return row


@transaction.atomic
def withdraw(number: DirectoryNumber, *, today: date, by: User) -> DirectoryNumber:
    """Take a number out of use; the enquiries that were called back on it keep it."""
    row = _locked(number)
    row.withdrawn_on = today
    write(row, by=by)
    return row


def _locked(number: DirectoryNumber) -> DirectoryNumber:
    row = DirectoryNumber.objects.select_for_update().get(pk=number.pk)
    if row.withdrawn_on is not None:
        raise Refused("This number was withdrawn from the directory before.")
    return row


def _waiting(agency: Agency) -> list[Enquiry]:
    unfinished = Enquiry.objects.unfinished().filter(agency=agency)
    return list(unfinished.exclude(caller_number=""))
