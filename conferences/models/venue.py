"""Places where conferences meet, so that nobody books one twice."""

from typing import Self

from django.db import models

from cpms.records.models import Detail


class VenueQuerySet(models.QuerySet["Venue"]):
    """The places that conferences have used."""

    def named(self, name: str) -> Self:
        """Return the place of this name, however it is spaced and capitalised."""
        return self.filter(key=key_of(name))

    def in_use(self) -> Self:
        """Return the rooms that are offered."""
        return self.filter(is_retired=False)


class Venue(Detail):
    """One room. It comes to be known when a conference is first scheduled in it.

    How many it holds and how it is reached is asked whenever a slot is looked for (FA-02).
    """

    key = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=150)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    is_step_free = models.BooleanField(default=False)
    access_note = models.CharField(max_length=200, blank=True)
    is_retired = models.BooleanField(default=False)

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def listed(cls) -> VenueQuerySet:
        """Return all rooms: they hold nobody's particulars."""
        return cls.objects.all()


def key_of(name: str) -> str:
    """Return what two writings of one place have in common: "Civic Annexe,  Room 2"."""
    letters = "".join(sign if sign.isalnum() else " " for sign in name.casefold())
    return " ".join(letters.split())
