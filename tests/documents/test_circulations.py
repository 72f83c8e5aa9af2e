"""A circulation: taken back while none has gone, corrected afterwards, who has not got theirs."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cpms.accounts.permissions import Role
from cpms.documents.mailboxes import is_for_work
from cpms.documents.models import Letter, LetterKind
from cpms.documents.previewing import fingerprint, require_seen
from cpms.documents.recipients import Copy, Recipient
from cpms.documents.services import circulate, correct, recall
from cpms.documents.standing import standings
from cpms.records.guards import AlreadyMoved, Refused
from cpms.timescales.models import Dispatch
from cpms.timescales.reminders import outbox
from tests.factories import ChildFactory, PractitionerFactory, UserFactory

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)
SENT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _friday(time_machine):
    time_machine.move_to(SENT, tick=False)


@pytest.fixture
def unit():
    return UserFactory(role=Role.UNIT_OFFICER)


def sent(unit, recipients=(), *, can_be_recalled=True, words="Some words."):
    """Return the letters of one circulation."""
    child = ChildFactory()
    recipients = recipients or [Recipient.colleague(UserFactory()), Recipient("On Paper")]
    copies = [Copy(one, "Minutes", "letters/words.html", {"words": words}) for one in recipients]
    return circulate(
        LetterKind.OTHER,
        copies,
        children=[child],
        on=FRIDAY,
        by=unit,
        can_be_recalled=can_be_recalled,
    )


def test_letters_that_can_be_taken_back_wait_for_the_minutes_of_the_setting(unit, settings):
    settings.RECALL_MINUTES = 7

    letter = sent(unit)[0]

    assert letter.circulation.goes_at == datetime(2026, 11, 20, 10, 7, tzinfo=UTC)
    assert Dispatch.objects.get().due_at == letter.circulation.goes_at


def test_the_recipient_reads_nothing_before_it_has_gone(unit, time_machine):
    reader = UserFactory(role=Role.PARTNER)
    letter = sent(unit, [Recipient.colleague(reader)])[0]
    assert not Letter.objects.visible_to(reader).exists()

    time_machine.move_to("2026-11-20 10:10:00 +0000")

    assert list(Letter.objects.visible_to(reader)) == [letter]


def test_nothing_is_posted_before_it_has_gone(unit, time_machine):
    sent(unit)
    assert not Letter.objects.to_post().exists()

    time_machine.move_to("2026-11-20 10:10:00 +0000")

    assert Letter.objects.to_post().get().recipient_name == "On Paper"


def test_a_circulation_taken_back_reaches_nobody_and_says_who_and_why(unit, time_machine):
    reader = UserFactory(role=Role.PARTNER)
    letter = sent(unit, [Recipient.colleague(reader), Recipient("On Paper")])[0]

    circulation = recall(letter.circulation, reason="The wrong date.", by=unit)
    time_machine.move_to("2026-11-27 10:00:00 +0000")

    assert (circulation.recalled_by, circulation.recall_reason) == (unit, "The wrong date.")
    assert not Dispatch.objects.exists()
    assert not Letter.objects.visible_to(reader).exists()
    assert not Letter.objects.to_post().exists()
    assert Letter.objects.filter(circulation=circulation).count() == 2


def test_what_has_gone_is_not_taken_back(unit, time_machine):
    letter = sent(unit)[0]
    time_machine.move_to("2026-11-20 10:10:00 +0000")

    with pytest.raises(Refused, match="Send a correction instead"):
        recall(letter.circulation, reason="Too late.", by=unit)
    assert Dispatch.objects.count() == 1


def test_what_goes_at_once_is_not_taken_back(unit):
    letter = sent(unit, can_be_recalled=False)[0]

    with pytest.raises(Refused, match="cannot be taken back"):
        recall(letter.circulation, reason="Too late.", by=unit)


def test_a_message_that_a_worker_has_taken_up_is_not_called_back(unit):
    letter = sent(unit)[0]
    Dispatch.objects.update(attempts=1)

    with pytest.raises(Refused, match="going out at this moment"):
        recall(letter.circulation, reason="Quick.", by=unit)
    letter.circulation.refresh_from_db()
    assert letter.circulation.recalled_at is None
    assert Dispatch.objects.count() == 1


def test_a_message_that_was_taken_back_is_not_sent_by_a_worker_that_claimed_it(unit, mailoutbox):
    letter = sent(unit)[0]
    Dispatch.objects.update(due_at=datetime(2026, 1, 1, tzinfo=UTC))
    claimed = outbox._claim(1)

    recall(letter.circulation, reason="Quick.", by=unit)

    assert not outbox._deliver_one(claimed[0], outbox.carrier_in_force())
    assert mailoutbox == []


def test_it_is_taken_back_once_and_with_a_reason(unit):
    circulation = sent(unit)[0].circulation
    with pytest.raises(Refused, match="Say why"):
        recall(circulation, reason=" ", by=unit)
    recall(circulation, reason="The wrong date.", by=unit)

    with pytest.raises(AlreadyMoved, match="took it back on Fri 20 Nov 2026"):
        recall(circulation, reason="Again.", by=unit)


def test_who_neither_sent_it_nor_circulates_takes_nothing_back(unit):
    circulation = sent(unit)[0].circulation

    with pytest.raises(PermissionDenied):
        recall(circulation, reason="Mine?", by=UserFactory())


def test_a_correction_goes_to_those_chosen_and_names_what_it_corrects(unit, time_machine):
    first, second = sent(unit)
    with pytest.raises(Refused, match="take it back instead"):
        correct([first], words="It is Tuesday.", on=FRIDAY, by=unit)
    time_machine.move_to("2026-11-20 11:00:00 +0000")

    (made,) = correct([first], words="It is Tuesday.", on=FRIDAY, by=unit)

    assert (made.corrects, made.user, made.kind) == (first, first.user, "correction")
    assert first.reference in made.text
    assert "It is Tuesday." in made.text
    assert list(made.children.all()) == list(first.children.all())
    assert not second.corrections.exists()


# The page


def test_the_page_says_who_has_not_got_their_letter(client, unit, time_machine):
    letters = sent(unit)
    time_machine.move_to("2026-11-20 10:30:00 +0000")
    Dispatch.objects.update(state=Dispatch.State.PARKED, last_error="mailbox unknown")
    client.force_login(unit)

    page = client.get(letters[0].circulation.get_absolute_url()).content.decode()

    assert "1 person without their letter." in page
    assert "Not delivered: mailbox unknown" in page
    assert "To be printed and posted" in page


def test_each_letter_stands_as_it_does(unit, time_machine):
    reader = UserFactory()
    letters = sent(unit, [Recipient.colleague(reader)])
    circulation = letters[0].circulation

    def words(at):
        return standings(circulation, letters, at)[0].words

    later = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
    assert words(SENT) == "Goes at 10:10"
    assert words(later) == "On its way"
    Dispatch.objects.update(state=Dispatch.State.SENT, sent_at=later)
    assert words(later) == "Told by e-mail Fri 20 Nov 2026, 11:00"
    letters[0].posted_on = FRIDAY
    assert words(later) == "Posted or handed over Fri 20 Nov 2026"


def test_it_is_taken_back_on_its_page(client, unit):
    circulation = sent(unit)[0].circulation
    client.force_login(unit)
    assert "Take it back" in client.get(circulation.get_absolute_url()).content.decode()

    client.get(reverse("circulation-recall", args=[circulation.pk]))
    client.post(reverse("circulation-recall", args=[circulation.pk]), {"reason": "The wrong date."})

    page = client.get(circulation.get_absolute_url()).content.decode()
    assert "before any letter had gone. Reason: The wrong date." in page


def test_a_correction_is_sent_on_its_page(client, unit, time_machine):
    letters = sent(unit)
    circulation = letters[0].circulation
    time_machine.move_to("2026-11-20 11:00:00 +0000")
    client.force_login(unit)
    address = reverse("circulation-correct", args=[circulation.pk])
    assert "On Paper (about" in client.get(address).content.decode()

    client.post(address, {"letters": [letters[1].pk], "words": "It is Tuesday."})

    assert Letter.objects.get(kind="correction").recipient_name == "On Paper"


def test_whoever_may_not_see_a_child_of_it_does_not_see_the_circulation(client, unit):
    circulation = sent(unit)[0].circulation
    outsider = UserFactory(team__name="West team")
    client.force_login(outsider)

    assert client.get(circulation.get_absolute_url()).status_code == 404


def test_the_page_asks_as_often_for_twenty_letters_as_for_two(client, unit, constant_queries):
    circulation = sent(unit)[0].circulation
    client.force_login(unit)

    def add(count):
        for letter in sent(unit, [Recipient(f"Reader {n}") for n in range(count)]):
            letter.circulation = circulation
            letter.save()

    constant_queries(circulation.get_absolute_url(), add)


# What is shown is what is sent, and where to


def test_nothing_but_what_was_shown_is_sent():
    copy = Copy(Recipient("A"), "One", "letters/words.html", {"words": "x"})
    other = Copy(Recipient("B"), "One", "letters/words.html", {"words": "x"})
    changed = Copy(Recipient("A"), "One", "letters/words.html", {"words": "y"})
    shown = fingerprint([copy, other])

    require_seen([other, copy], shown)
    for now in ([copy], [copy, other, changed], [changed, other], []):
        with pytest.raises(Refused, match="changed since this page was shown"):
            require_seen(now, shown)


@pytest.mark.parametrize(
    ("email", "is_used"),
    [
        ("lee@nhs.example", True),
        ("lee@gmail.com", False),
        ("lee@Hotmail.co.uk", False),
        ("", False),
    ],
)
def test_a_professional_is_not_written_to_at_a_private_mailbox(email, is_used):
    nurse = PractitionerFactory(email=email)

    assert bool(Recipient.professional(nurse).email) == is_used


def test_where_domains_are_named_professionals_are_written_to_there_only(settings):
    settings.PROFESSIONAL_DOMAINS = ["nhs.uk", "@police.uk"]

    assert is_for_work("lee@wards.nhs.uk")
    assert is_for_work("lee@police.uk")
    assert not is_for_work("lee@notnhs.uk")
    assert not is_for_work("lee@school.example")


def test_each_of_300_messages_goes_to_exactly_one_person_and_to_no_private_mailbox(
    unit, mailoutbox
):
    """Two people called J Smith, three hundred letters, none in copy (A6)."""
    twins = [
        PractitionerFactory(name="J Smith", email=f"j.smith@agency{n}.example") for n in (1, 2)
    ]
    private = PractitionerFactory(name="J Smith", email="j.smith@gmail.com")
    others = [Recipient(f"Reader {n}", f"reader{n}@example.org") for n in range(297)]
    named = [Recipient.professional(one) for one in (*twins, private)]

    sent(unit, [*named, *others])
    Dispatch.objects.update(due_at=datetime(2026, 1, 1, tzinfo=UTC))
    outbox.deliver()

    assert len(mailoutbox) == 299
    assert all(len(one.to) == 1 and not one.cc and not one.bcc for one in mailoutbox)
    assert len({one.to[0] for one in mailoutbox}) == 299
    assert not any("gmail" in one.to[0] for one in mailoutbox)
