"""Places where conferences meet, so that nobody books one twice."""

from typing import Self

from django.db import models


class VenueQuerySet(models.QuerySet["Venue"]):
    """The places that conferences have used."""

    def named(self, name: str) -> Self:
        """Return the place of this name, however it is spaced and capitalised."""
        return self.filter(key=key_of(name))


class Venue(models.Model):
    """One room. It comes to be known when a conference is first scheduled in it."""

    key = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=150)

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


def key_of(name: str) -> str:
    """Return what two writings of one place have in common: "Civic Annexe,  Room 2"."""
    letters = "".join(sign if sign.isalnum() else " " for sign in name.casefold())
    return " ".join(letters.split())
