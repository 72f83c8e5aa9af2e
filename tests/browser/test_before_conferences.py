"""The pages before a conference, as a browser and axe see them, at a desk and on a phone."""

import pytest
from django.urls import reverse

from cpms.accounts.permissions import Role
from tests.browser.conftest import DESK, PHONE
from tests.factories import UserFactory
from tests.factories.conferences import chosen, conference_at, requested


def address(name, record):
    return reverse(name, args=[record.pk])


def pages_of_the_unit():
    """Return every page of the unit, each with a conference that has got so far."""
    asked, agreed = requested(), conference_at("agreed")
    listed, convened = chosen(conference_at("scheduled")), conference_at("convened")
    mother = listed.invitations.get(person__isnull=False)
    report = convened.reports.first()
    return {
        "list": reverse("conferences"),
        "request": address("conference-request", asked.concerned_children()[0]),
        "agree": address("conference-agree", asked),
        "decline": address("conference-decline", asked),
        "schedule": address("conference-schedule", agreed),
        "choose": address("conference-invitations", agreed),
        "convene": address("conference-convene", listed),
        "letter": address("invitation-letter", mother),
        "change": address("invitation-change", convened.invitations.first()),
        "answer": address("invitation-answer", convened.invitations.first()),
        "conference": convened.get_absolute_url(),
        "report": address("report", report),
        "child": address("child-conferences", asked.concerned_children()[0]),
    }


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pages_of_the_unit_break_no_rule_of_access(open_page, violations, runs_over, width):
    addresses = pages_of_the_unit()
    page = open_page(width=width, user=UserFactory(role=Role.UNIT_OFFICER))
    broken = {}
    for name, one in addresses.items():
        page.goto(one)
        if found := [*violations(page), *(["runs over"] if runs_over(page) > 0 else [])]:
            broken[name] = found

    assert broken == {}


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pages_of_a_partner_break_no_rule_of_access(open_page, violations, runs_over, width):
    conference = conference_at("convened")
    row = conference.invitations.get(practitioner__agency__kind="police")
    report = conference.reports.get(invitation=row)
    page = open_page(width=width, user=row.practitioner.user)
    broken = {}
    for one in (reverse("partner"), address("report-write", report)):
        page.goto(one)
        if found := [*violations(page), *(["runs over"] if runs_over(page) > 0 else [])]:
            broken[one] = found

    assert broken == {}
