"""What letters there are."""

from django.db import models


class LetterKind(models.TextChoices):
    """What a letter is; the wording is in templates/letters/."""

    STRATEGY_MINUTES = "strategy_minutes", "Strategy discussion minutes"
    CONFERENCE_INVITATION = "conference_invitation", "Invitation to a conference"
    CONFERENCE_CHANGED = "conference_changed", "Change to a conference"
    CONFERENCE_DECLINED = "conference_declined", "No conference will be held"
    CONFERENCE_DECISION = "conference_decision", "Decision of a conference"
    CONFERENCE_MINUTES = "conference_minutes", "Conference minutes"
    CORE_GROUP_MINUTES = "core_group_minutes", "Core group minutes"
    PLAN = "plan", "Child protection plan"
    PLAN_ENDED = "plan_ended", "Child protection plan ended"
    CORRECTION = "correction", "Correction"
    OTHER = "other", "Letter"
