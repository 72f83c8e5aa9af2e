"""Whatever order the steps are posted in, nothing is told before the call back (EN-02; A3).

Every one of the 120 orders of the five steps is walked, as a tree: what a prefix of posts
leads to is the same for all orders that begin with it. The child is on a plan, and their
lead professional's name and number are the canaries.
"""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from cpms.accounts.permissions import Role
from cpms.children.services import allocate
from cpms.records.guards import Refused
from enquiries import services
from enquiries.models import Enquiry
from enquiries.words import words_for
from plans.models import Plan
from tests.factories import ChildFactory, UserFactory
from tests.factories.enquiries import DirectoryNumberFactory, identified, officer, received
from tests.factories.plans import plan_outlined

pytestmark = pytest.mark.django_db

State = Enquiry.State
STEPS = ("number", "call-back", "search", "match", "answer")
SECRETS = (b"Canary Leadworker", b"01632 960 999", b"the subject of a child protection plan")


class Desk:
    """An enquiry about a child on a plan, and a browser that posts what it likes."""

    def __init__(self):
        self.number = DirectoryNumberFactory()
        self.child = ChildFactory(given_name="Robyn", family_name="Canarychild")
        lead = UserFactory(name="Canary Leadworker", telephone="01632 960 999")
        manager = UserFactory(role=Role.TEAM_MANAGER)
        allocate(self.child, lead, on=date(2026, 1, 5), by=manager)
        by = officer()
        self.at = received(by).get_absolute_url()
        self.client = Client()
        self.client.force_login(by)

    def post(self, step):
        form = {
            "number": {"number": self.number.pk},
            "call-back": {"call_answered_by": "Reception", "is_confirmed": "on"},
            "search": {"said_given_name": "Robyn", "said_family_name": "Canarychild"},
            "match": {"match": self.child.pk, "why": "Same name"},
            "answer": {"shown": "on_plan", "advice": ""},
        }[step]
        return self.client.post(f"{self.at}{step}/", form, follow=True).content

    def state(self):
        return Enquiry.objects.get().state


def allowed(posted):
    """The state that this order of posts may have led to, worked out by hand."""
    state = State.RECEIVED
    searched = False
    for step in posted:
        if step == "number" and state in (State.RECEIVED, State.NUMBER_CHOSEN):
            state = State.NUMBER_CHOSEN
        elif step == "call-back" and state == State.NUMBER_CHOSEN:
            state = State.CALLED_BACK
        elif step == "search" and state == State.CALLED_BACK:
            searched = True
        elif step == "match" and state == State.CALLED_BACK and searched:
            state = State.IDENTIFIED
        elif step == "answer" and state == State.IDENTIFIED:
            state = State.ANSWERED
    return state


def walk(desk, posted):
    """Post each step not yet posted, look, and go on from there."""
    for step in STEPS:
        if step in posted:
            continue
        point = transaction.savepoint()
        seen = desk.post(step)
        order = (*posted, step)
        state = desk.state()
        assert state == allowed(order), order
        if state not in (State.IDENTIFIED, State.ANSWERED):
            assert not [secret for secret in SECRETS if secret in seen], order
        if state in (State.RECEIVED, State.NUMBER_CHOSEN):
            assert b"Canarychild" not in seen, order
        walk(desk, order)
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize("first", STEPS)
def test_no_order_of_the_steps_tells_anything_before_the_call_back(first, monkeypatch):
    monkeypatch.setattr("enquiries.status.is_on_plan", lambda child: True)
    desk = Desk()
    seen = desk.post(first)

    assert not [secret for secret in SECRETS if secret in seen]
    walk(desk, (first,))


def test_the_right_order_does_tell():
    """The twin: the same secrets are there to be found once all five steps are done."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("enquiries.status.is_on_plan", lambda child: True)
        desk = Desk()
        seen = [desk.post(step) for step in STEPS]

    assert all(secret in seen[3] for secret in SECRETS)
    assert desk.state() == State.ANSWERED
    assert "Canary Leadworker, on 01632 960 999" in Enquiry.objects.get().words


@pytest.mark.parametrize("address", ["", "number/", "call-back/", "search/", "match/", "answer/"])
def test_no_address_of_the_enquiry_tells_anything_when_it_is_merely_opened(address, monkeypatch):
    monkeypatch.setattr("enquiries.status.is_on_plan", lambda child: True)
    desk = Desk()

    seen = desk.client.get(f"{desk.at}{address}").content

    assert not [secret for secret in (*SECRETS, b"Canarychild") if secret in seen]


def test_a_child_who_is_truly_on_a_plan_is_told_with_the_lead_professional_and_no_more():
    plan = plan_outlined(lead=UserFactory(name="Canary Leadworker", telephone="01632 960 999"))
    enquiry = identified(plan.child)

    words = words_for(enquiry)

    assert words.outcome == "on_plan"
    assert all(secret.decode() in words.text for secret in SECRETS)
    assert plan.concerns not in words.text
    assert plan.child.name not in words.text


def test_the_words_change_when_the_plan_ends_before_they_are_said(monkeypatch):
    plan = plan_outlined()
    enquiry = identified(plan.child)
    assert words_for(enquiry).outcome == "on_plan"
    monkeypatch.setattr(Plan, "IN_FORCE", ())

    with pytest.raises(Refused, match="has changed since you opened"):
        services.answer(enquiry, shown="on_plan", advice="", by=officer())
