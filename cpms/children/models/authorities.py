"""The local authorities of England that answer for children, kept by an administrator."""

from typing import Self

from django.db import models

from cpms.records.models import Detail


class LocalAuthorityQuerySet(models.QuerySet["LocalAuthority"]):
    """The authorities."""

    def others(self) -> Self:
        """Return those to write to: in being, and not this one itself (MV-04)."""
        return self.filter(is_own=False, dissolved_on__isnull=True)


class LocalAuthority(Detail):
    """One authority with children's services. The code stays when a name is changed."""

    class Kind(models.TextChoices):
        COUNTY = "county", "County council"
        UNITARY = "unitary", "Unitary authority"
        METROPOLITAN = "metropolitan", "Metropolitan borough"
        LONDON = "london", "London borough or City"

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=15, choices=Kind)
    email = models.EmailField("address for letters about missing children", blank=True)
    is_own = models.BooleanField(default=False)
    dissolved_on = models.DateField(null=True, blank=True)

    objects = LocalAuthorityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "local authorities"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
