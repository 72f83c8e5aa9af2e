"""The answers between which a strategy discussion chooses."""

from django.db import models


class Method(models.TextChoices):
    """How the people met (ST-04)."""

    IN_PERSON = "in_person", "In person"
    VIDEO = "video", "By video"
    TELEPHONE = "telephone", "By telephone"


class CriminalInvestigation(models.TextChoices):
    """Whether the police investigate, and with whom (ST-06)."""

    NONE = "none", "No criminal investigation"
    POLICE = "police", "Yes, by the police alone"
    JOINT = "joint", "Yes, by the police and Children’s Social Care together"
