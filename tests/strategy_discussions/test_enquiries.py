"""A section 47 enquiry ends once, with what it found."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cpms.accounts.permissions import Role
from cpms.records.chronology import sentence
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.strategy_discussions.models import Section47Enquiry
from tests.factories import UserFactory
from tests.factories.strategy_discussions import discussion_at

pytestmark = pytest.mark.django_db

ENDS = {
    "conclude": ("concluded_substantiated", "concluded"),
    "conclude_no_continuing_risk": (
        "concluded_no_continuing_risk",
        "concluded_without_conference",
    ),
    "conclude_not_substantiated": (
        "concluded_not_substantiated",
        "concluded_without_conference",
    ),
}
FACTS = {
    "concluded_on": date(2026, 12, 1),
    "summary": "What was found.",
    "today": date(2026, 12, 2),
}


@pytest.fixture
def enquiry():
    discussion_at("section_47_initiated")
    return Section47Enquiry.objects.get()


@pytest.mark.parametrize("move", ENDS)
def test_an_enquiry_ends_with_what_it_found(enquiry, move):
    enquiry = perform(enquiry, move, by=UserFactory(), **FACTS)

    state, name = ENDS[move]
    event = Event.objects.of_record(enquiry).last()
    assert enquiry.state == state
    assert event.name == f"section_47_enquiry.{name}"
    assert event.happened_on == date(2026, 12, 1)
    assert event.facts == {"discussion": enquiry.discussion_id, "outcome": state}


@pytest.mark.parametrize("move", ENDS)
@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"concluded_on": date(2026, 12, 3)}, "in the future"),
        ({"concluded_on": date(2026, 11, 18)}, "before it started"),
        ({"summary": "  "}, "ST-13"),
    ],
)
def test_an_end_is_refused_with_its_reason(enquiry, move, facts, refusal):
    with pytest.raises(Refused, match=refusal):
        perform(enquiry, move, by=None, **{**FACTS, **facts})

    enquiry.refresh_from_db()
    assert enquiry.state == "started"


@pytest.mark.parametrize("move", ENDS)
def test_an_end_is_forbidden_to_those_who_do_not_do_casework(enquiry, move):
    with pytest.raises(PermissionDenied):
        perform(enquiry, move, by=UserFactory(role=Role.UNIT_OFFICER), **FACTS)


@pytest.mark.parametrize("move", ENDS)
def test_an_enquiry_ends_once(enquiry, move):
    perform(enquiry, "conclude", by=None, **FACTS)

    with pytest.raises(AlreadyMoved, match="likely to suffer significant harm"):
        perform(enquiry, move, by=None, **FACTS)


def test_an_enquiry_starts_once(enquiry):
    with pytest.raises(AlreadyMoved):
        perform(enquiry, "start", by=None, started_on=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ("conclude_no_continuing_risk", "no continuing risk"),
        ("conclude_not_substantiated", "not substantiated"),
    ],
)
def test_the_chronology_says_how_it_ended(enquiry, move, words):
    perform(enquiry, move, by=None, **FACTS)

    assert words in sentence(Event.objects.last())
