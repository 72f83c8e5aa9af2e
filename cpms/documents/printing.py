"""A letter as a PDF: the same words as on its page, in the same order."""

from typing import Any

from django.conf import settings

from cpms.design.formats import day_long
from cpms.documents.models import Letter
from cpms.documents.pdf import blocks_of, draw


def pdf_of(letter: Letter, stamp: dict[str, Any] | None = None) -> bytes:
    """Return the letter as it prints; the same letter gives the same bytes at any time."""
    return draw(document_of(letter, stamp))


def file_name(letter: Letter) -> str:
    """Return the name under which the file lies about on a desk: it tells of nobody."""
    return f"letter-{letter.reference}.pdf"


def document_of(letter: Letter, stamp: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return what the layout draws (cpms/documents/pdf/letter.typ)."""
    made = letter.made_on
    return {
        "title": letter.title,
        "language": "en",
        "partnership": settings.PARTNERSHIP_NAME,
        "to": addressed_to(letter),
        "about": [day_long(made), f"Reference {letter.reference}"],
        "reference": letter.reference,
        "made": [made.year, made.month, made.day],
        "blocks": blocks_of(letter.text),
        "signed": _signed(letter),
        "foot": f"This copy is for {letter.recipient_name} alone. Do not pass it on.",
        "stamp": stamp,
    }


def addressed_to(letter: Letter) -> list[str]:
    """Return the lines that say to whom it goes: a name and an office, never a home."""
    practitioner = letter.practitioner
    office = [practitioner.job_title, practitioner.agency.name] if practitioner else []
    return [line for line in (letter.recipient_name, *office) if line]


def _signed(letter: Letter) -> list[str]:
    by = letter.made_by
    return [line for line in (str(by), by.job_title) if line] if by else []
