"""Users, the teams they work in, the roles they hold, and who has looked at what."""

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from cpms.accounts.kept_text import KeptText as KeptText
from cpms.accounts.permissions import Permission, Role, granted


class Team(models.Model):
    """A team of the authority: social workers with their manager, the unit, the night desk."""

    name = models.CharField(max_length=100, unique=True)
    telephone = models.CharField(max_length=30, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who signs in: staff of the authority or of a partner agency."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=100, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )

    history = HistoricalRecords(excluded_fields=["password", "last_login"])
    _history_m2m_fields: ClassVar[list[str]] = ["groups", "user_permissions"]

    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "name"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """Return the name by which colleagues know this person."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the same name: a given name alone tells two colleagues apart badly."""
        return str(self)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held today, read once for each request."""
        return frozenset(
            Role(held.role) for held in RoleHeld.objects.on(timezone.localdate()).filter(user=self)
        )

    @property
    def role_names(self) -> str:
        """The roles held today, as they are said on a page."""
        return ", ".join(sorted(str(role.label) for role in self.roles))

    def may(self, permission: Permission) -> bool:
        """Say whether any role held today grants the permission."""
        return self.is_active and permission in granted(self.roles)


class RoleHeldQuerySet(models.QuerySet["RoleHeld"]):
    def on(self, day: date) -> "RoleHeldQuerySet":
        """Return the roles held on a day; the last day of a role is still a day of it."""
        return self.filter(Q(held_until__isnull=True) | Q(held_until__gte=day), held_from__lte=day)


class RoleHeld(models.Model):
    """A role held by a person from one day to another, the last day included."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=40, choices=Role)
    held_from = models.DateField(default=timezone.localdate)
    held_until = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    objects = RoleHeldQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "held_from"])]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Look(models.Model):
    """One opening of one child's page by one person. No content is kept, only the fact."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="looks")
    roles = models.CharField(max_length=200)
    child_id = models.BigIntegerField()  # by number: children stand above accounts
    page = models.CharField(max_length=100)
    address = models.GenericIPAddressField(null=True)
    looked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["child_id", "-looked_at"]),
            models.Index(fields=["user", "-looked_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.user} looked at child {self.child_id}: {self.page}"
