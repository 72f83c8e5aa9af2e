"""What was done with an enquiry, step by step, and the rows that number and find it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from cpms.children.models import DirectoryNumber
from cpms.records.models import Detail
from enquiries.models.enquiry import Enquiry


class EnquiryStep(models.Model):
    """One line of "This enquiry, as recorded": who, when, what (EN-07). Never changed."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=40)
    told = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    is_append_only: ClassVar[bool] = True

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.told


class CallBackAttempt(Detail):
    """One ringing of the agency's number, reached or not (EN-02)."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="attempts")
    number = models.ForeignKey(DirectoryNumber, on_delete=models.PROTECT, related_name="+")
    number_rung = models.CharField(max_length=30)
    was_reached = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.number_rung}: {'reached' if self.was_reached else 'not reached'}"


class SaidKey(models.Model):
    """One key of what a caller said of a child, by which a later enquiry finds this one."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="said_keys")
    key = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["key", "enquiry"])]

    def __str__(self) -> str:
        return self.key


class DeskCounter(models.Model):
    """The last number given under a name; its row is the lock for what is counted."""

    name = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
