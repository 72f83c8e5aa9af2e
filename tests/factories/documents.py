"""Letters as the service makes them: through `circulate`."""

from datetime import date

from cpms.accounts.permissions import Role
from cpms.documents.models import LetterKind
from cpms.documents.recipients import Copy
from cpms.documents.services import circulate, issue_copy
from tests.factories.accounts import UserFactory


def letter_to(recipient, *, children, words="Some words.", on=date(2026, 11, 20), by=None):
    """Return one plain letter to this recipient about these children."""
    copy = Copy(recipient, "A letter", "letters/words.html", {"words": words})
    return circulate(LetterKind.OTHER, [copy], children=children, on=on, by=by)[0]


def copied(letter, *, by=None, name="Lee Mockup", on=date(2026, 11, 24), **known):
    """Return a further copy of the letter, issued by the unit."""
    by = by or UserFactory(role=Role.UNIT_OFFICER, name="Pat Sample")
    known = {"organisation": "Oak Lane High", "reason": "Care proceedings", **known}
    return issue_copy(letter, recipient_name=name, on=on, by=by, **known)
