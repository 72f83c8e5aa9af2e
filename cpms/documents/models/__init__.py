"""Letters, the circulations they went out in, and who got which copy."""

from cpms.documents.attachments.models import Attachment
from cpms.documents.models.authenticated_copy import (
    AuthenticatedCopy,
    CopyCounter,
    StampedFile,
)
from cpms.documents.models.circulation import Circulation
from cpms.documents.models.kinds import LetterKind
from cpms.documents.models.letter import Letter

__all__ = [
    "Attachment",
    "AuthenticatedCopy",
    "Circulation",
    "CopyCounter",
    "Letter",
    "LetterKind",
    "StampedFile",
]
