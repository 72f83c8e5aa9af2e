"""The demonstration loads on any day, shows every stage, and never touches real data."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from conferences.models import Conference, Decision
from core_groups.models import CoreGroupMeeting
from cpms.accounts.models import User
from cpms.children.models import Child, Family
from cpms.records.models import Event
from cpms.strategy_discussions.models import Section47Enquiry, StrategyDiscussion
from cpms.timescales.calendar import end_of_day
from cpms.timescales.models import Deadline, Dispatch, Notice
from enquiries.models import Enquiry
from plans.models import Plan
from tests.factories import ChildFactory

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 11, 24)


def load(on=TUESDAY, families=8):
    call_command("load_demo", "--on", on.isoformat(), "--families", str(families), verbosity=0)


def states(model):
    return set(model.objects.values_list("state", flat=True))


def standings(on):
    rows = Deadline.objects.open().with_standing(on, end_of_day(on))
    return {row.standing for row in rows}


def test_eight_families_show_every_stage_and_everything_on_time_at_risk_and_late():
    load()

    assert states(StrategyDiscussion) == {"planned", "section_47_initiated"}
    assert {"started", "concluded_substantiated"} <= states(Section47Enquiry)
    assert states(Conference) == {"declined", "agreed", "convened", "opened", "held"}
    assert states(Decision) == {"awaited", "plan_made", "plan_continued", "plan_ended"}
    assert states(Plan) == {"outlined", "ended"}
    assert {"planned", "held"} <= states(CoreGroupMeeting)
    assert states(Enquiry) == {"closed"}
    assert standings(TUESDAY) >= {"on_track", "at_risk", "overdue"}


def test_everything_is_entered_on_the_day_on_which_it_happened():
    load(families=2)

    assert not Event.objects.filter(happened_on__gt=TUESDAY).exists()
    assert not Event.objects.filter(entered_at__gt=end_of_day(TUESDAY)).exists()
    assert Event.objects.filter(entered_at__year=2026, entered_at__month=3).exists()
    for event in Event.objects.filter(happened_at=None):
        assert event.entered_at.date() == event.happened_on, event


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 12, 26),  # a Saturday, Boxing Day
        date(2027, 1, 1),  # a Friday, New Year's Day
        date(2028, 2, 29),  # a Tuesday that few years have
    ],
)
def test_it_loads_on_any_day_whatever_stands_in_the_calendar(day):
    load(day, families=5)

    assert Child.objects.count() == 5
    assert Conference.objects.filter(state="convened", scheduled_at__date__gte=day).exists()


def test_the_bell_rings_and_no_message_of_the_past_waits_to_be_sent():
    load(families=4)

    assert Notice.objects.filter(done_at=None).exists()
    assert Dispatch.objects.exists()
    assert not Dispatch.objects.filter(state=Dispatch.State.WAITING).exists()


def test_a_second_run_changes_nothing(capsys):
    load(families=2)
    before = Child.objects.count()

    load(families=8)

    assert Child.objects.count() == before
    assert "here already" in capsys.readouterr().out


def test_a_database_with_other_children_is_refused_and_left_as_it_was():
    ChildFactory()

    with pytest.raises(CommandError, match="not the demonstration's"):
        load()

    assert Child.objects.count() == 1
    assert not User.objects.filter(username="social-worker").exists()


def test_production_is_refused(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="production"):
        load()

    assert not User.objects.exists()


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("day", [TUESDAY, date(2026, 12, 25)])
def test_all_forty_families_are_told(day):
    load(day, families=40)

    assert Family.objects.count() == 40
    assert standings(day) >= {"on_track", "at_risk", "overdue"}  # nothing is due at Christmas
    assert {"deferred", "no_plan"} <= states(Decision)
