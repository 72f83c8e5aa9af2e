"""The agencies that work with children, their people, and the numbers the unit holds."""

from typing import Self

from django.conf import settings
from django.db import models

from cpms.records.models import Detail


class AgencyKind(models.TextChoices):
    """The professional group an agency belongs to, as quoracy counts them (ST-03, CF-05)."""

    SOCIAL_CARE = "social_care", "Children’s Social Care"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    EDUCATION = "education", "School or nursery"
    PROBATION = "probation", "Probation"
    HOUSING = "housing", "Housing"
    VOLUNTARY = "voluntary", "Voluntary organisation"
    OTHER = "other", "Other agency"


class Agency(Detail):
    """One agency: a school, a police unit, a health service."""

    name = models.CharField(max_length=150, unique=True)
    kind = models.CharField(max_length=20, choices=AgencyKind)
    email = models.EmailField(blank=True)

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class DirectoryNumberQuerySet(models.QuerySet["DirectoryNumber"]):
    def held(self) -> Self:
        """Return the numbers that may be used: those not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)


class DirectoryNumber(Detail):
    """A number that the unit holds or found itself for an agency: the only ones to call back on.

    EN-02: never a number that only the caller gave.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="numbers")
    number = models.CharField(max_length=30)
    label = models.CharField(max_length=80, default="Main office")
    verified_on = models.DateField()
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=150)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = DirectoryNumberQuerySet.as_manager()

    class Meta:
        ordering = ["agency__name", "label"]

    def __str__(self) -> str:
        return f"{self.number}, {self.agency}, {self.label.lower()}"


class Practitioner(Detail):
    """A person who works with children for an agency, with or without an account here."""

    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=100)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="practitioners")
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="practitioner",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.job_title}, {self.agency}"
