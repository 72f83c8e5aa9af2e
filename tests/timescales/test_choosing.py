"""The policy pack is chosen from a day on: tried first, then every clock follows."""

import re
from datetime import date
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command

from cpms.accounts.permissions import Role
from cpms.records.guards import Refused
from cpms.timescales.choosing import PolicyChange, choose, would_move
from cpms.timescales.deadlines.keeping import recompute
from cpms.timescales.models import Deadline, DeadlineMoved, Notice, PackChoice
from cpms.timescales.policy import pack_in_force
from tests.factories import ChildFactory, UserFactory
from tests.timescales.test_keeping import happened

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
OLDER = PolicyChange("bolton-procedure", date(2026, 11, 1))


def report_due(asked="2026-11-20"):
    """A report for a conference at ten on 9 December."""
    child = ChildFactory()
    happened(
        child,
        "report.requested",
        asked,
        kind="agency",
        conference_on="2026-12-09",
        conference_at="2026-12-09T10:00:00+00:00",
    )
    recompute([child.pk])
    return Deadline.objects.get(child=child)


def reread(deadline):
    return Deadline.objects.get(pk=deadline.pk)


def test_without_a_choice_the_pack_of_the_settings_is_in_force(settings):
    settings.TIMESCALES_PACK = "leicester"

    assert pack_in_force().in_force(TODAY).pack == "leicester"


def test_a_pack_is_in_force_from_its_day():
    choose(PolicyChange("leicester", date(2027, 1, 1)), by=None, today=TODAY)

    pack = pack_in_force()

    assert pack.in_force(date(2026, 12, 31)).pack == "bolton"
    assert pack.in_force(date(2027, 1, 1)).pack == "leicester"
    assert "child-in-need-meeting-held" in pack.in_force(date(2027, 1, 1)).by_code
    assert pack.title == "Leicester"


def test_it_is_tried_first_and_nothing_is_written():
    report_due()

    tried = would_move(OLDER)

    ((old, new),) = tried.moved
    assert (old.due_on, new.due_on) == (date(2026, 12, 7), date(2026, 12, 8))
    assert not PackChoice.objects.exists()
    assert Deadline.objects.get().pack == "bolton"


def test_chosen_the_clocks_follow_and_the_old_day_and_reason_are_kept():
    deadline = report_due()

    choose(OLDER, by=UserFactory(), today=TODAY)

    now = reread(deadline)
    assert (now.pack, now.version) == ("bolton-procedure", "2010.1")
    assert now.due_at.isoformat() == "2026-12-08T10:00:00+00:00"
    move = DeadlineMoved.objects.get()
    assert move.because == "Bolton, older procedure is the policy from Sun 1 Nov 2026."


def test_a_clock_that_started_before_keeps_its_pack_and_version():
    deadline = report_due(asked="2026-10-30")

    choose(OLDER, by=None, today=TODAY)

    assert (reread(deadline).pack, reread(deadline).due_on) == ("bolton", date(2026, 12, 7))


def test_another_effective_day_is_tried_and_then_moves_what_lies_between():
    deadline = report_due(asked="2026-11-20")
    choose(OLDER, by=None, today=TODAY)
    later = PolicyChange("bolton-procedure", date(2026, 11, 21), instead_of=date(2026, 11, 1))

    assert len(would_move(later).moved) == 1
    choose(later, by=None, today=TODAY)

    assert reread(deadline).pack == "bolton"
    assert PackChoice.objects.get().effective_from == date(2026, 11, 21)


def test_taken_back_everything_is_as_it_was():
    deadline = report_due()
    choose(OLDER, by=None, today=TODAY)

    choose(PolicyChange("", TODAY, instead_of=date(2026, 11, 1)), by=None, today=TODAY)

    assert reread(deadline).due_on == date(2026, 12, 7)
    assert not PackChoice.objects.exists()
    assert PackChoice.history.count() == 2


def test_from_an_empty_table_the_same_rows_come_back():
    report_due()
    report_due(asked="2026-10-30")
    choose(OLDER, by=None, today=TODAY)
    running = list(Deadline.objects.order_by("pk").values())

    Deadline.objects.all().delete()
    call_command("recompute_deadlines", stdout=StringIO())

    assert list(Deadline.objects.order_by("pk").values()) == running


def test_the_owner_is_told_once(django_assert_num_queries):
    officer = UserFactory(role=Role.UNIT_OFFICER)
    child = ChildFactory()
    happened(child, "strategy_discussion.section_47_initiated", "2026-11-02")
    happened(child, "strategy_discussion.held", "2026-11-05", record=2)
    recompute([child.pk])

    choose(OLDER, by=None, today=TODAY)

    told = Notice.objects.filter(user=officer)
    assert told.count() == len(set(told.values_list("deadline_id", "due_on", "stage")))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (PolicyChange("bolton", TODAY), "nothing would change"),
        (PolicyChange("", TODAY), "Choose a policy, or the change"),
        (PolicyChange("", TODAY, instead_of=TODAY), "No policy was chosen from"),
        (PolicyChange("leicester", date(2051, 1, 1)), "calendar ends"),
        (PolicyChange("leicester", date(2026, 11, 1)), "another policy is chosen already"),
    ],
)
def test_what_cannot_be_is_refused(change, refusal):
    if change.effective_from == date(2026, 11, 1):
        choose(OLDER, by=None, today=TODAY)

    with pytest.raises(Refused, match=refusal):
        choose(change, by=None, today=TODAY)


@pytest.mark.urls("tests.timescales.urls")
class TestThePage:
    ASKED = {
        "instead_of": "",
        "pack": "bolton-procedure",
        "effective_from_day": "1",
        "effective_from_month": "11",
        "effective_from_year": "2026",
    }

    @pytest.fixture
    def page(self, client):
        client.force_login(UserFactory(role=Role.ADMINISTRATOR))
        return client

    def test_it_shows_first_and_then_does_it_once(self, page):
        deadline = report_due()

        shown = page.post("/timescales/policy/", self.ASKED).content.decode()
        assert "1 clock would move; nothing is changed yet" in shown
        assert reread(deadline).pack == "bolton"
        tried = unescape(re.search(r'name="tried" value="([^"]+)"', shown)[1])
        page.post("/timescales/policy/", {**self.ASKED, "tried": tried})
        again = page.post("/timescales/policy/", {**self.ASKED, "tried": tried})

        assert reread(deadline).pack == "bolton-procedure"
        assert again.status_code == 422
        assert "Bolton, older procedure" in page.get("/timescales/").content.decode()
        assert "Bolton, older procedure, from" in page.get("/timescales/policy/").content.decode()

    def test_it_is_the_administrators(self, client):
        client.force_login(UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER))

        assert client.get("/timescales/policy/").status_code == 403
        assert client.post("/timescales/policy/", self.ASKED).status_code == 403
