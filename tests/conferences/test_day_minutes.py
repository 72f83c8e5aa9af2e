"""Two people write the same passage: nothing is lost unseen (A25, F13)."""

from datetime import UTC, datetime

import pytest

from conferences.models import Passage
from conferences.services import minutes
from conferences.services.minutes import Conflict
from cpms.accounts.permissions import Role
from cpms.records.guards import Refused
from cpms.records.moves import perform
from tests.factories import UserFactory
from tests.factories.meetings import convened, held, opened

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 11, 24, 8, tzinfo=UTC)


@pytest.fixture
def conference():
    return opened()


@pytest.fixture
def passage(conference):
    return conference.passages.get(position=6)


def save(passage, text, version, by=None):
    by = by or UserFactory(role=Role.UNIT_OFFICER)
    return minutes.save_passage(passage, text=text, version=version, at=AT, by=by)


def test_a_wording_is_saved_with_who_and_when(passage):
    jo = UserFactory(role=Role.UNIT_OFFICER)

    saved = save(passage, "All four agencies recommend a plan.", 0, by=jo)

    assert (saved.version, saved.saved_by, saved.saved_at) == (1, jo, AT)


def test_a_wording_written_on_top_of_an_old_one_is_refused_with_both_texts(passage):
    save(passage, "Jo wrote this.", 0)

    with pytest.raises(Conflict) as conflict:
        save(passage, "Morgan wrote that.", 0)

    assert (conflict.value.passage.text, conflict.value.text) == (
        "Jo wrote this.",
        "Morgan wrote that.",
    )
    assert Passage.objects.get(pk=passage.pk).text == "Jo wrote this."


def test_the_same_words_sent_twice_are_one_wording(passage):
    save(passage, "Once.", 0)

    assert save(passage, "Once.", 0).version == 1


def test_every_wording_stays_in_the_history(passage):
    save(passage, "First.", 0)
    save(passage, "Second.", 1)

    texts = list(passage.history.order_by("history_id").values_list("text", flat=True))
    assert texts == ["", "First.", "Second."]


def test_there_are_no_minutes_before_the_meeting():
    conference = convened()

    with pytest.raises(Refused, match="from the opening on"):
        minutes.add_passage(conference, heading="Too early", by=conference.chair)


def test_approved_minutes_are_not_rewritten():
    conference = held()
    passage = conference.passages.first()
    save(passage, "Draft.", 0)
    perform(conference, "approve_minutes", by=None, approved_on=AT.date())

    with pytest.raises(Refused, match="A change is now an amendment"):
        save(passage, "Changed.", 1)


def test_a_passage_may_be_about_one_child_and_withheld_from_one_person(conference):
    mother = conference.invitations.get(person__isnull=False)
    child = conference.decisions.get().child

    passage = minutes.add_passage(
        conference,
        heading="Confidential information of the police",
        children=[child],
        withheld_from=[mother],
        withheld_reason="It would put a witness at risk; agreed with the chair.",
        by=conference.chair,
    )

    assert passage.position == 9
    assert list(passage.withheld_from.all()) == [mother]


def test_nothing_is_withheld_without_a_reason(conference):
    mother = conference.invitations.get(person__isnull=False)

    with pytest.raises(Refused, match="Say why it is withheld"):
        minutes.add_passage(
            conference, heading="Secret", withheld_from=[mother], by=conference.chair
        )
