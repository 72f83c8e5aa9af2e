"""Letters as the service makes them: through `circulate`."""

from datetime import date

from cpms.documents.models import LetterKind
from cpms.documents.recipients import Copy
from cpms.documents.services import circulate


def letter_to(recipient, *, children, words="Some words.", on=date(2026, 11, 20), by=None):
    """Return one plain letter to this recipient about these children."""
    copy = Copy(recipient, "A letter", "letters/words.html", {"words": words})
    return circulate(LetterKind.OTHER, [copy], children=children, on=on, by=by)[0]
