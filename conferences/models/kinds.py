"""The kinds of conference, and which of them the procedure itself demands."""

from django.db import models


class Kind(models.TextChoices):
    """The kinds of child protection conference."""

    INITIAL = "initial", "Initial conference"
    PRE_BIRTH = "pre_birth", "Pre-birth conference"
    REVIEW = "review", "Review conference"
    TRANSFER_IN = "transfer_in", "Transfer-in conference"
    MISSING_CHILD = "missing_child", "Missing child conference"
    URGENTLY_RECONVENED = "urgently_reconvened", "Urgently reconvened conference"


OF_ENQUIRIES = frozenset({Kind.INITIAL, Kind.PRE_BIRTH})
"""Kinds that follow section 47 enquiries, or another ground that is named (ST-12, CF-29)."""

DEMANDED = frozenset({Kind.REVIEW})
"""Kinds that nobody has to agree to: the procedure demands them (CF-30)."""
