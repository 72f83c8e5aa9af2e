"""Adults in a child's life, how they are related, and where people live."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models.child import Child, Family
from cpms.records.models import Detail
from cpms.records.querysets import VisibleQuerySet


class PersonQuerySet(VisibleQuerySet["Person"]):
    """The adults round the children."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the adults of families in which this person may see a child."""
        families = Child.objects.visible_to(user, on).values("family")
        return self.filter(family__in=families)


class Person(Detail):
    """A parent, carer, relative or other significant adult of a family."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=160)
    date_of_birth = models.DateField(null=True, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=60, default="English")
    is_interpreter_needed = models.BooleanField(default=False)
    access_needs = models.TextField(blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RelationshipKind(models.TextChoices):
    """What an adult is to a child."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEP_PARENT = "step_parent", "Step-parent"
    GRANDPARENT = "grandparent", "Grandparent"
    CARER = "carer", "Carer"
    OTHER = "other", "Other significant adult"


class Relationship(Detail):
    """What one adult is to one child of the family."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="relationships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relationships")
    kind = models.CharField(max_length=20, choices=RelationshipKind)
    has_parental_responsibility = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "person"], name="one_relationship_each")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display().lower()}"


class AddressQuerySet(VisibleQuerySet["Address"]):
    """Where people live."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the addresses this person may open, one at a time and written down.

        Only staff who do casework or run conferences open an address: it is never a part
        of what a partner agency is shown.
        """
        if not user.may(Permission.OPEN_ADDRESSES):
            return self.none()
        children = Child.objects.visible_to(user, on)
        return self.filter(
            Q(child__in=children.values("pk")) | Q(person__family__in=children.values("family"))
        )

    def current(self, on: date) -> Self:
        """Return where people live on a day; the day of a move belongs to the new address."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), from_on__lte=on)


class Address(Detail):
    """Where a child or an adult lives or lived. A confidential one stays off every page but one."""

    child = models.ForeignKey(
        Child, null=True, blank=True, on_delete=models.CASCADE, related_name="addresses"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="addresses"
    )
    lines = models.TextField()
    postcode = models.CharField(max_length=10, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    is_confidential = models.BooleanField(default=False)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "addresses"
        ordering = ["-from_on"]
        constraints = [
            models.CheckConstraint(
                name="address_has_one_dweller",
                condition=Q(child__isnull=False, person__isnull=True)
                | Q(child__isnull=True, person__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return "Confidential address" if self.is_confidential else f"{self.lines}, {self.postcode}"

    def concerned_children(self) -> Iterable[Any]:
        """Return whose particulars the address is: the child, or the children of the family."""
        if self.child is not None:
            return [self.child]
        return self.person.family.children.all() if self.person else []

    def get_absolute_url(self) -> str:
        """Return the address of the page that shows it, opened on purpose."""
        return reverse("address", args=[self.pk])
