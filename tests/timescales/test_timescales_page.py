"""The policy in force can be read, compared and tried out by everyone."""

import pytest

from cpms.accounts.permissions import Role
from cpms.timescales.packs import load
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.timescales.urls")]


@pytest.fixture
def page(client):
    client.force_login(UserFactory(role=Role.PARTNER))

    def ask(**asked):
        return client.get("/timescales/", asked).content.decode()

    return ask


def asked(**differs):
    return {
        "code": "initial-conference-held",
        "start_day": "20",
        "start_month": "11",
        "start_year": "2026",
        "pack": "bolton",
        **differs,
    }


def test_every_rule_of_the_policy_in_force_is_read_with_its_source(page):
    text = page()

    assert "Policy in force: Bolton, version 2019.1" in text
    assert f"{len(load('bolton').latest.timescales)} rules" in text
    assert "Panel hears the split decision" in text
    assert "CF-19" in text


def test_packs_stand_side_by_side_and_differences_are_marked(page):
    text = page()

    assert "Bolton, older procedure" in text
    assert "within 15 working days, from the last discussion" in text
    assert text.count("Differs") > 5


def test_the_calculator_counts_day_by_day(page):
    text = page(**asked())

    assert "Initial child protection conference: due Friday 11 December 2026" in text
    assert "<b>15</b>" in text
    assert "6 weekend days" in text


def test_the_calculator_counts_hours_from_a_moment(page):
    text = page(
        **asked(
            code="conference-report-submitted",
            pack="bolton-procedure",
            start_day="25",
            start_month="10",
            clock="10:00",
        )
    )

    assert "due Sat 24 Oct 2026, 11:00" in text


@pytest.mark.parametrize(
    ("differs", "message"),
    [
        ({"start_month": "2", "start_day": "30"}, "must be a real date"),
        ({"code": "child-in-need-meeting-held"}, "has no rule"),
        (
            {"code": "conference-report-submitted", "pack": "bolton-procedure"},
            "needs the time of the meeting",
        ),
        ({"start_year": "2050", "start_month": "12"}, "holds 2000 to 2050"),
        ({"pack": "bury"}, "Policy"),
    ],
)
def test_what_cannot_be_worked_out_is_said_beside_the_form(page, differs, message):
    text = page(**asked(**differs))

    assert message in text
    assert "There is a problem" in text


def test_somebody_without_the_permission_is_refused(client, monkeypatch):
    from cpms.accounts import permissions

    monkeypatch.setitem(permissions.GRANTS, Role.PARTNER, set())
    client.force_login(UserFactory(role=Role.PARTNER))

    assert client.get("/timescales/").status_code == 403
