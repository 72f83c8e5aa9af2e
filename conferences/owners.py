"""Whose the clocks of a conference are: its chair's, and each report its author's (CF-11)."""

from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from conferences.models import Conference, Decision, Report
from cpms.timescales import people

People = QuerySet[Any, Any]


def register() -> None:
    """Say how each is found; called once when the app starts."""
    people.register("chair", chairs, record_label=Conference.record_label())
    people.register("chair", chairs_of_decisions, record_label=Decision.record_label())
    people.register("chair", chairs_of_reports, record_label=Report.record_label())
    people.register("agency", authors, record_label=Report.record_label())


def chairs(on: date) -> People:
    """Return who chairs each conference."""
    chaired: People = Conference.objects.filter(chair__isnull=False).order_by()
    return chaired.values(key=F("pk"), person=F("chair"))


def chairs_of_decisions(on: date) -> People:
    """Return who chairs the conference of each decision."""
    decided: People = Decision.objects.filter(conference__chair__isnull=False).order_by()
    return decided.values(key=F("pk"), person=F("conference__chair"))


def chairs_of_reports(on: date) -> People:
    """Return who chairs the conference that each report is for."""
    asked: People = Report.objects.filter(conference__chair__isnull=False).order_by()
    return asked.values(key=F("pk"), person=F("conference__chair"))


def authors(on: date) -> People:
    """Return who writes each report, where they have an account."""
    asked: People = Report.objects.filter(invitation__practitioner__user__isnull=False).order_by()
    return asked.values(key=F("pk"), person=F("invitation__practitioner__user"))
