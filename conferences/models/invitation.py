"""Who is invited, how they answered, whether they came, and whom they know (CF-04 to CF-09)."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from conferences.models.conference import Conference
from conferences.models.decision import Decision
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models import Child, Person, Practitioner
from cpms.records.models import Detail
from cpms.records.querysets import VisibleQuerySet


class InvitedAs(models.TextChoices):
    """In which part a person is invited; the words of the invitation depend on it."""

    PROFESSIONAL = "professional", "Professional"
    PARENT = "parent", "Parent or carer"
    FAMILY = "family", "Other family member"
    CHILD = "child", "Child"
    ADVOCATE = "advocate", "Advocate or supporter"
    INTERPRETER = "interpreter", "Interpreter"


class Response(models.TextChoices):
    """What a person answered."""

    NONE = "none", "No answer yet"
    COMING = "coming", "Coming"
    DEPUTY = "deputy", "Sends a briefed deputy"
    REPORT_ONLY = "report_only", "Sends a report instead"
    APOLOGY = "apology", "Apologies"


class Attendance(models.TextChoices):
    """How a person was there."""

    NOT_TAKEN = "not_taken", "Not taken yet"
    IN_PERSON = "in_person", "In person"
    VIDEO = "video", "By video"
    DEPUTY = "deputy", "Deputy came"
    ABSENT = "absent", "Absent"


class InvitationQuerySet(VisibleQuerySet["Invitation"]):
    """The invitations to all conferences."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the person's own that were sent, and for staff those to what they may see."""
        if not user.is_active:
            return self.none()
        own = Q(practitioner__user=user, sent_on__isnull=False, excluded_on=None)
        if not user.may(Permission.SEE_CONFERENCES):
            return self.filter(own)
        seen = Conference.objects.visible_to(user, on).values("pk")
        return self.filter(own | Q(conference__in=seen))

    def coming(self) -> Self:
        """Return those who were sent an invitation and are still to come."""
        return self.filter(sent_on__isnull=False, excluded_on=None)

    def with_names(self) -> Self:
        """Return them with what a letter or a list reads beside them."""
        rows = self.select_related(
            "conference", "practitioner__agency", "practitioner__user", "person", "child"
        )
        return rows.prefetch_related("knows", "invited_for")

    def of_account(self, user: User) -> Self:
        """Return those of the person who holds this account."""
        return self.filter(practitioner__user=user)


class Invitation(Detail):
    """One person invited to one conference."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="invitations")
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    child = models.ForeignKey(
        Child, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    invited_as = models.CharField(max_length=20, choices=InvitedAs)
    needs = models.TextField("language and access needs", blank=True)
    sent_on = models.DateField(null=True, blank=True)
    response = models.CharField(max_length=20, choices=Response, default=Response.NONE)
    responded_on = models.DateField(null=True, blank=True)
    response_note = models.TextField(blank=True)
    deputy_name = models.CharField(max_length=150, blank=True)
    attendance = models.CharField(max_length=20, choices=Attendance, default=Attendance.NOT_TAKEN)
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    is_supporter = models.BooleanField(
        "attends in support of a colleague; has no view of their own (CF-18)", default=False
    )
    line_of_management = models.CharField(max_length=150, blank=True)
    knows = models.ManyToManyField(
        Child, blank=True, related_name="+", verbose_name="direct contact with"
    )

    invited_for = models.ManyToManyField(
        Child, blank=True, related_name="+", verbose_name="invited for"
    )
    comes_at = models.DateTimeField(null=True, blank=True)
    goes_at = models.DateTimeField(null=True, blank=True)
    arrival_note = models.CharField(max_length=200, blank=True)
    kept_apart_from = models.ManyToManyField("self", blank=True)
    excluded_on = models.DateField(null=True, blank=True)
    excluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    exclusion_reason = models.TextField(blank=True)
    heard_instead = models.TextField(blank=True)

    objects = InvitationQuerySet.as_manager()

    _history_m2m_fields = ("knows", "invited_for", "kept_apart_from")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_is_of_one_person",
                condition=Q(practitioner__isnull=False, person__isnull=True, child__isnull=True)
                | Q(practitioner__isnull=True, person__isnull=False, child__isnull=True)
                | Q(practitioner__isnull=True, person__isnull=True, child__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["conference", "practitioner"], name="practitioner_invited_once"
            ),
            models.UniqueConstraint(fields=["conference", "person"], name="person_invited_once"),
            models.UniqueConstraint(fields=["conference", "child"], name="child_invited_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name of the person invited."""
        invited = self.practitioner or self.person or self.child
        return invited.name if invited else ""

    @property
    def begins_at(self) -> datetime | None:
        """From when this person is asked to come: their own time, else the conference's."""
        return self.comes_at or self.conference.scheduled_at

    @property
    def finishes_at(self) -> datetime | None:
        """Until when this person is asked to stay."""
        return self.goes_at or self.conference.ends_at

    @property
    def is_separate(self) -> bool:
        """Say whether the person comes at times of their own (CF-08)."""
        return self.comes_at is not None

    @property
    def calendar_key(self) -> str:
        """In whose calendar the conference stands for this invitation."""
        return f"invitation-{self.pk}"

    @property
    def account(self) -> User | None:
        """The account with which the person answers and reports here, if there is one."""
        return self.practitioner.user if self.practitioner else None

    @property
    def is_present(self) -> bool:
        """Say whether the person, or their briefed deputy, is in the meeting now (CF-12)."""
        return self.left_at is None and self.came

    @property
    def came(self) -> bool:
        """Say whether the person, or their deputy, was there for any part of the meeting."""
        return self.attendance in {Attendance.IN_PERSON, Attendance.VIDEO, Attendance.DEPUTY}


class CoreGroupPlace(Detail):
    """A member that the conference names for a child's core group (CF-21, CG-01)."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="core_group")
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        member = self.practitioner or self.person
        return member.name if member else ""
