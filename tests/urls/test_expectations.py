"""Law 5: every address has a written expectation for each role and for nobody.

`expectations.txt` is one line an address. A new address fails until it has its line.
"""

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse

from conferences.models import Report
from cpms.children.models import Address, DirectoryNumber
from cpms.documents.recipients import Recipient
from cpms.oversight.opening import open_for
from cpms.records.moves import perform
from tests.factories import AgencyFactory, ChildFactory, UserFactory
from tests.factories.documents import copied, letter_to
from tests.factories.enquiries import received
from tests.factories.pathways import every_road
from tests.factories.plans import plan_detailed
from tests.factories.strategy_discussions import discussion_at
from tests.factories.trust import in_conflict, restricted
from tests.factories.visits import visited
from tests.urls.world import NOBODY, ROLES, numbers, people, routes

TABLE = Path(__file__).with_name("expectations.txt")
COLUMNS = (*ROLES, NOBODY)
ON_THE_DAY = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
ANSWERS = {200: "P", 403: "F", 404: "N", 405: "M"}
OTHER = {
    "code": "C-2222-2222-2222",
    "name": "404",
    "key": "none",
    "uidb36": "none",
    "part": "test",
    "move": "make_plan",
}


def written():
    """Return the expectations as they are written: for each address, one letter a person."""
    rows = [line.split() for line in TABLE.read_text().splitlines() if line[:1] not in ("", "#")]
    return {name: dict(zip(COLUMNS, letters, strict=True)) for name, *letters in rows}


def answer(response):
    """Return the letter for what came back."""
    if response.status_code == 302:
        return "S" if response["Location"].startswith("/accounts/login/") else "R"
    return ANSWERS.get(response.status_code, str(response.status_code))


def address(route, known):
    """Return the route's address, its numbers being those of the world's records."""
    words = route.path.split("/<")[0]
    place = {"pk": known.get(words, 0), **OTHER}
    return reverse(route.name, kwargs={name: place.get(name, 0) for name in route.parameters})


def world():
    """Bring a child of the East team to a detailed plan; return its records and people."""
    child = ChildFactory()
    plan = plan_detailed(child)
    sibling = ChildFactory(family=child.family)
    discussion_at("section_47_initiated", children=[sibling], on=date(2026, 11, 24))
    received()
    letter = letter_to(Recipient(name="Gale Demo"), children=[child])
    copied(letter)
    meeting = plan.decision.conference
    asked = Report(conference=meeting, invitation=meeting.invitations.first())
    perform(asked, "request", by=None, requested_on=date(2026, 11, 4))
    agency = AgencyFactory(name="Oak Lane High")
    DirectoryNumber.objects.create(
        agency=agency,
        number="01632 960 118",
        verified_on=date(2026, 11, 2),
        verified_by=UserFactory(),
        source="School register",
    )
    Address.objects.create(child=child, lines="4 Sample Row", from_on=date(2026, 1, 5))
    open_for(UserFactory(), ChildFactory(), kind="duty", reason="Mother rang.")
    restricted(ChildFactory())
    in_conflict(UserFactory(), ChildFactory())
    visited(child)
    every_road(ChildFactory(family=child.family))
    return numbers(child), people(plan.decision.conference.chair)


def test_no_address_is_listed_twice():
    lines = [
        line.split()[0] for line in TABLE.read_text().splitlines() if line[:1] not in ("", "#")
    ]

    assert len(lines) == len(set(lines))


def readable(value):
    """Return a file's content as bytes: the driver gives it as a place in memory."""
    return bytes(value) if isinstance(value, memoryview) else value


def everything():
    """Return a fingerprint of every row, but for sessions and the rows that say who looked.

    The sign-in library mirrors an account's own e-mail address when its page is first opened.
    """
    left_out = ("session", "look", "audit", "heartbeat", "account_emailaddress")
    prints = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if any(word in table for word in left_out):
            continue
        rows = sorted(
            repr([readable(value) for value in row]) for row in model._base_manager.values_list()
        )
        prints[table] = sha256("".join(rows).encode()).hexdigest()
    return prints


def test_every_address_is_listed_and_no_other():
    assert sorted(written()) == sorted({route.name for route in routes()})


@pytest.mark.timeout(900)
@pytest.mark.django_db
def test_every_address_answers_each_person_as_it_is_written():
    expected, wrong = written(), []
    with time_machine.travel(ON_THE_DAY, tick=False):
        known, asking = world()
        browsers = {code: Client() for code in COLUMNS}
        for code, person in asking.items():
            browsers[code].force_login(person)
        before = everything()
        for code, client in browsers.items():
            for route in routes():
                got = answer(client.get(address(route, known)))
                if got != expected.get(route.name, {}).get(code):
                    wrong.append(f"{route.name}: {code} gets {got}")

    assert not wrong, "\n".join(wrong)
    assert everything() == before, "Opening a page changed something (A35)"
