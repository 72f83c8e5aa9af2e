"""Issuing numbered copies, and saying of a file whether it is one (CF-28)."""

import hashlib
import io
from datetime import date
from enum import Enum
from typing import Any

import segno
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from cpms.accounts.models import User
from cpms.children.models import Person
from cpms.design.formats import day
from cpms.documents.models import AuthenticatedCopy, CopyCounter, Letter, StampedFile
from cpms.documents.printing import pdf_of
from cpms.documents.references import read_code
from cpms.records.moves import perform, write


class Verdict(Enum):
    """What is said of a copy to whoever has its code: nothing of what it holds."""

    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@transaction.atomic
def issue_copy(
    letter: Letter,
    *,
    recipient_name: str,
    reason: str,
    on: date,
    by: User,
    organisation: str = "",
    person: Person | None = None,
) -> AuthenticatedCopy:
    """Issue a further copy: numbered, stamped on every page, on record, its bytes kept.

    Only the unit does. The stamp names the recipient, the reason, the number and the issuer.
    """
    made = AuthenticatedCopy(
        letter=letter,
        number=_next_number(on),
        recipient_name=person.name if person else recipient_name,
        organisation=organisation,
        person=person,
        reason=reason,
        issued_by=by,
    )
    copy: AuthenticatedCopy = perform(made, "issue", by=by, issued_on=on)
    content = pdf_of(letter, stamp_of(copy))
    copy.sha256 = hashlib.sha256(content).hexdigest()
    write(copy, by=by)
    StampedFile.objects.create(copy=copy, content=content)
    return copy


def stamp_of(copy: AuthenticatedCopy) -> dict[str, Any]:
    """Return what stands on every page of a copy, and how it is checked."""
    of = f", {copy.organisation}" if copy.organisation else ""
    by = copy.issued_by
    issuer = f"{by}, {by.job_title}" if by and by.job_title else str(by or "the unit")
    address = f"{settings.SERVICE_URL.rstrip('/')}{reverse('verify-copy', args=[copy.code])}"
    shown = f"{settings.SERVICE_URL.rstrip('/')}{reverse('verify')}"
    return {
        "title": f"Authenticated copy {copy.number}",
        "lines": [
            f"For {copy.recipient_name}{of}. Reason: {copy.reason.rstrip('.')}.",
            f"Issued by {issuer}, on {day(copy.issued_on)}.",
            f"Check it at {shown} with the code {copy.code}",
        ],
        "qr": _qr(address),
        "check": f"The code is {copy.code}. At {shown} it shows whether this copy is genuine, was "
        "superseded or was withdrawn. There you can also compare the file itself, to the last "
        "byte. A copy without its number and its recipient on every page is not genuine.",
    }


def checked(code: str, content: bytes | None = None) -> tuple[Verdict, AuthenticatedCopy | None]:
    """Return what is to be said of the copy of this code and, if given, of this very file.

    A file that differs in one byte from what was issued is not known.
    """
    rows = AuthenticatedCopy.objects.select_related("letter__circulation")
    copy = rows.filter(code=read_code(code)).first() if read_code(code) else None
    if copy is None:
        return Verdict.UNKNOWN, None
    if content is not None and hashlib.sha256(content).hexdigest() != copy.sha256:
        return Verdict.UNKNOWN, copy
    if copy.state == AuthenticatedCopy.State.WITHDRAWN:
        return Verdict.WITHDRAWN, copy
    return (Verdict.SUPERSEDED if copy.is_superseded else Verdict.GENUINE), copy


def _next_number(on: date) -> str:
    CopyCounter.objects.get_or_create(year=on.year)
    counter = CopyCounter.objects.select_for_update().get(year=on.year)
    counter.last += 1
    counter.save()
    return f"{on.year}-{counter.last:04d}"


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", xmldecl=False, border=2)
    return drawn.getvalue().decode()
