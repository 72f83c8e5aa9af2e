"""Who was told of a move or of a missing child, one row for each letter (MV-01, MV-04)."""

from datetime import date
from typing import Self

from django.db import models

from cpms.accounts.models import User
from cpms.children.models import AddressChange, LocalAuthority, MissingEpisode, Practitioner
from cpms.documents.models import Letter
from cpms.records.models import Detail
from cpms.records.querysets import VisibleQuerySet


class AddressTelling(Detail):
    """A professional who was told of a move, and whether they may have the address (MV-01)."""

    change = models.ForeignKey(AddressChange, on_delete=models.PROTECT, related_name="tellings")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="+")
    is_cleared = models.BooleanField()
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["practitioner__name"]
        constraints = [
            models.UniqueConstraint(fields=["change", "practitioner"], name="told_of_a_move_once")
        ]

    def __str__(self) -> str:
        return f"{self.practitioner}: {self.change}"


class AuthorityLetterQuerySet(VisibleQuerySet["AuthorityLetter"]):
    """The letters to other authorities."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return those about the missing children whose file this person may open."""
        seen = MissingEpisode.objects.visible_to(user, on).values("pk")
        return self.filter(episode__in=seen)


class AuthorityLetter(Detail):
    """One authority's letter about a missing child, until it is answered (MV-04)."""

    class About(models.TextChoices):
        MISSING = "missing", "Child is missing"
        FOUND = "found", "Child is found"

    episode = models.ForeignKey(MissingEpisode, on_delete=models.PROTECT, related_name="letters")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    objects = AuthorityLetterQuerySet.as_manager()

    class Meta:
        ordering = ["authority__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "authority", "about"], name="authority_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.get_about_display()}"
