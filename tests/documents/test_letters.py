"""Each recipient has a letter of their own; who may not know learns nothing from it."""

from datetime import date

import pytest

from cpms.accounts.permissions import Role
from cpms.children.models import Person
from cpms.documents.delivery import message_about
from cpms.documents.models import Letter, LetterKind
from cpms.documents.recipients import Copy, Recipient
from cpms.documents.services import circulate, post
from cpms.records.guards import Refused
from tests.factories import ChildFactory, PractitionerFactory, TeamFactory, UserFactory
from tests.factories.documents import letter_to

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


def test_each_recipient_has_one_letter_made_from_their_own_context_alone():
    child = ChildFactory()
    nurse, officer = PractitionerFactory(), PractitionerFactory()
    copies = [
        Copy(Recipient.professional(nurse), "One", "letters/words.html", {"words": "For nurse"}),
        Copy(Recipient.professional(officer), "Two", "letters/words.html", {"words": "For police"}),
    ]

    first, second = circulate(LetterKind.OTHER, copies, children=[child], on=FRIDAY, by=None)

    assert (first.practitioner, second.practitioner) == (nurse, officer)
    assert "For nurse" in first.text
    assert "For police" not in first.text
    assert first.reference != second.reference
    assert list(first.children.all()) == [child]


def test_a_copy_may_be_about_fewer_children_than_the_others():
    one, other = ChildFactory(), ChildFactory()
    recipient = Recipient("Lee Mockup")
    copy = Copy(recipient, "One", "letters/words.html", {"words": "x"}, children=[one])

    (letter,) = circulate(LetterKind.OTHER, [copy], children=[one, other], on=FRIDAY, by=None)

    assert list(letter.children.all()) == [one]


def test_when_one_letter_cannot_be_made_none_is():
    copies = [
        Copy(Recipient("A"), "One", "letters/words.html", {"words": "x"}),
        Copy(Recipient("B"), "Two", "letters/there-is-none.html"),
    ]

    with pytest.raises(Exception, match="there-is-none"):
        circulate(LetterKind.OTHER, copies, children=[ChildFactory()], on=FRIDAY, by=None)

    assert not Letter.objects.exists()


def test_what_was_typed_cannot_become_markup():
    letter = letter_to(Recipient("A"), children=[ChildFactory()], words="<script>alert(1)</script>")

    assert "<script>" not in letter.text


def test_the_message_names_neither_the_child_nor_the_kind_and_leads_to_the_letter(settings):
    settings.SERVICE_URL = "https://cpms.example.gov.uk/"
    child = ChildFactory(given_name="Robin", family_name="Canary")
    reader = UserFactory()

    letter = letter_to(Recipient.colleague(reader), children=[child])
    message = message_about(letter)

    assert message.to == reader.email
    assert letter.reference in message.subject
    assert f"https://cpms.example.gov.uk/letters/{letter.pk}/" in message.body
    for secret in ("Robin", "Canary", letter.title, child.case_number):
        assert secret not in message.subject + message.body


def test_who_cannot_sign_in_is_sent_no_link_and_waits_to_be_posted():
    nurse = PractitionerFactory()

    letter = letter_to(Recipient.professional(nurse), children=[ChildFactory()])

    assert "http" not in message_about(letter).body
    assert list(Letter.objects.to_post()) == [letter]


def test_who_has_no_email_waits_to_be_posted_and_who_reads_here_does_not():
    child = ChildFactory()
    mother = Person.objects.create(name="Dana Demo", family=child.family)

    on_paper = letter_to(Recipient.family(mother), children=[child])
    letter_to(Recipient.colleague(UserFactory()), children=[child])

    assert list(Letter.objects.to_post()) == [on_paper]


def test_a_partner_reads_the_own_letter_and_no_other_about_the_child():
    child = ChildFactory()
    partner, other = UserFactory(role=Role.PARTNER), UserFactory(role=Role.PARTNER)
    own = letter_to(Recipient.professional(PractitionerFactory(user=partner)), children=[child])
    letter_to(Recipient.colleague(other), children=[child])

    assert list(Letter.objects.visible_to(partner)) == [own]


def test_staff_read_a_letter_only_when_they_may_see_every_child_in_it():
    mine, hidden = ChildFactory(), ChildFactory(team=TeamFactory(name="West team"))
    worker, officer = UserFactory(), UserFactory(role=Role.UNIT_OFFICER)
    plain = letter_to(Recipient("A"), children=[mine])
    mixed = letter_to(Recipient("A"), children=[mine, hidden])

    assert list(Letter.objects.visible_to(worker)) == [plain]
    assert set(Letter.objects.visible_to(officer)) == {plain, mixed}


def test_a_person_who_has_left_reads_nothing_more():
    leaver = UserFactory()
    letter_to(Recipient.colleague(leaver), children=[ChildFactory()])
    leaver.is_active = False

    assert not Letter.objects.visible_to(leaver).exists()


def test_a_posted_letter_leaves_the_list_and_cannot_be_posted_again():
    officer = UserFactory(role=Role.UNIT_OFFICER)
    letter = letter_to(Recipient("A"), children=[ChildFactory()])

    post([letter], posted_on=MONDAY, today=MONDAY, by=officer)

    assert not Letter.objects.to_post().exists()
    with pytest.raises(Refused, match="was posted before, on Mon 23 Nov 2026"):
        post([letter], posted_on=MONDAY, today=MONDAY, by=officer)


@pytest.mark.parametrize(
    ("posted_on", "refusal"),
    [(date(2026, 11, 24), "in the future"), (date(2026, 11, 19), "before it was made")],
)
def test_a_letter_is_posted_neither_in_the_future_nor_before_it_was_made(posted_on, refusal):
    letter = letter_to(Recipient("A"), children=[ChildFactory()], on=FRIDAY)

    with pytest.raises(Refused, match=refusal):
        post([letter], posted_on=posted_on, today=MONDAY, by=UserFactory())

    assert Letter.objects.to_post().exists()
