"""Authenticated copies: made by the unit, numbered, stamped, checkable to the byte (CF-28)."""

import hashlib
import io
import random
from datetime import date

import pytest
import segno
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from cpms.accounts.permissions import Role
from cpms.children.models import Person
from cpms.documents.models import AuthenticatedCopy, StampedFile
from cpms.documents.recipients import Recipient
from cpms.documents.references import new_code, read_code
from cpms.documents.services import correct, issue_copy
from cpms.documents.services.copying import Verdict, checked, stamp_of
from cpms.documents.views import verifying
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from tests.accounts.signing_in import browser, sign_in, with_password
from tests.documents.reading_pdf import everything_in, pages_of
from tests.factories import ChildFactory, UserFactory
from tests.factories.documents import copied, letter_to

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def unit():
    return UserFactory(role=Role.UNIT_OFFICER, name="Pat Sample")


@pytest.fixture
def letter():
    return letter_to(Recipient("Gale Demo"), children=[ChildFactory()], words="CANARY-WORDS")


def file_of(copy):
    return bytes(copy.file.content)


# Issuing


def test_each_copy_has_a_number_of_its_own_which_goes_on_through_the_year(letter):
    numbers = [copied(letter).number for _ in range(3)]

    assert numbers == ["2026-0001", "2026-0002", "2026-0003"]
    assert copied(letter, on=date(2027, 1, 4)).number == "2027-0001"


def test_every_page_carries_number_recipient_reason_issuer_and_code(letter, unit):
    letter.text = "<p>Filler.</p>" * 120
    letter.save()

    copy = copied(letter, by=unit)
    pages = pages_of(file_of(copy))

    assert len(pages) > 2
    for page in pages:
        words = " ".join(page.split())
        assert "Authenticated copy 2026-0001" in words
        assert "For Lee Mockup, Oak Lane High. Reason: Care proceedings." in words
        assert "Issued by Pat Sample" in words
        assert copy.code in words


def test_the_stamp_holds_the_address_at_which_the_copy_is_checked(letter, settings):
    settings.SERVICE_URL = "https://cpms.example.gov.uk/"
    copy = copied(letter)
    drawn = io.BytesIO()
    address = f"https://cpms.example.gov.uk/verify/{copy.code}/"
    segno.make(address, error="m").save(drawn, kind="svg", xmldecl=False, border=2)

    assert stamp_of(copy)["qr"] == drawn.getvalue().decode()
    assert "https://cpms.example.gov.uk/verify/" in pages_of(file_of(copy))[0]


def test_a_copy_is_on_record_with_its_hash_and_in_the_chronology(letter, unit):
    copy = copied(letter, by=unit)

    assert copy.sha256 == hashlib.sha256(file_of(copy)).hexdigest()
    assert (copy.issued_by, copy.issued_on, copy.recipient_name) == (unit, ON, "Lee Mockup")
    event = Event.objects.get(name="authenticated_copy.issued")
    assert event.facts == {"number": "2026-0001", "kind": "Letter"}


def test_the_bytes_of_a_copy_are_never_changed(letter):
    copied(letter)

    with pytest.raises(DatabaseError), transaction.atomic():
        StampedFile.objects.update(content=b"other")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.UNIT_OFFICER])
def test_nobody_but_the_unit_makes_a_copy(letter, role):
    with pytest.raises(PermissionDenied):
        copied(letter, by=UserFactory(role=role))
    assert not AuthenticatedCopy.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [({"name": " "}, "for whom the copy is"), ({"reason": " "}, "why the copy is made")],
)
def test_a_copy_names_its_recipient_and_its_reason(letter, wrong, refusal):
    with pytest.raises(Refused, match=refusal):
        copied(letter, **wrong)
    assert not StampedFile.objects.exists()


def test_a_member_of_the_family_is_given_the_own_edition_and_no_other(unit):
    child = ChildFactory()
    father = Person.objects.create(family=child.family, name="Rowan Other")
    own = letter_to(Recipient.family(father), children=[child])
    anothers = letter_to(Recipient("Lee Mockup"), children=[child])

    with pytest.raises(Refused, match="made for somebody else"):
        issue_copy(anothers, recipient_name="", person=father, reason="His.", on=ON, by=unit)
    copy = issue_copy(own, recipient_name="", person=father, reason="His.", on=ON, by=unit)
    assert copy.recipient_name == "Rowan Other"


def test_what_can_still_be_taken_back_is_not_copied(letter, time_machine):
    time_machine.move_to(letter.circulation.made_at)
    letter.circulation.goes_at = letter.circulation.made_at.replace(year=2030)
    letter.circulation.save()

    with pytest.raises(Refused, match="This letter has not"):
        copied(letter)


def test_a_copy_is_withdrawn_once_by_the_unit_and_with_a_reason(letter, unit):
    copy = copied(letter)
    with pytest.raises(Refused, match="why the copy is withdrawn"):
        perform(copy, "withdraw", by=unit, withdrawn_on=ON, reason=" ")
    with pytest.raises(PermissionDenied):
        perform(copy, "withdraw", by=UserFactory(), withdrawn_on=ON, reason="Lost.")

    copy = perform(copy, "withdraw", by=unit, withdrawn_on=ON, reason="Lost on a train.")

    assert checked(copy.code)[0] is Verdict.WITHDRAWN
    with pytest.raises(AlreadyMoved):
        perform(copy, "withdraw", by=unit, withdrawn_on=ON, reason="Again.")


# Checking


def test_a_copy_is_known_by_its_code_and_by_its_file(letter):
    copy = copied(letter)

    assert checked(copy.code)[0] is Verdict.GENUINE
    assert checked(copy.code, file_of(copy))[0] is Verdict.GENUINE
    assert checked(new_code())[0] is Verdict.UNKNOWN
    assert checked("")[0] is Verdict.UNKNOWN


def test_one_byte_changed_in_a_hundred_copies_shows_a_hundred_as_not_genuine(letter):
    chance = random.Random(28)
    copies = [copied(letter, name=f"Reader {n}") for n in range(100)]
    forged = genuine = 0
    for copy in copies:
        content = bytearray(file_of(copy))
        genuine += checked(copy.code, bytes(content))[0] is Verdict.GENUINE
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        forged += checked(copy.code, bytes(content))[0] is Verdict.UNKNOWN

    assert (genuine, forged) == (100, 100)


def test_the_file_of_another_copy_is_not_this_copy(letter):
    one, other = copied(letter), copied(letter)

    assert checked(one.code, file_of(other))[0] is Verdict.UNKNOWN


def test_a_copy_of_a_letter_that_was_corrected_is_superseded(letter, unit):
    copy = copied(letter)

    correct([letter], words="It is Tuesday.", on=ON, by=unit)

    assert checked(copy.code)[0] is Verdict.SUPERSEDED


@pytest.mark.parametrize("typed", ["c-7kq4-2mxd-rt9b", " C7KQ42MXDRT9B ", "7KQ4 2MXD RT9B"])
def test_a_code_is_read_as_people_type_it(typed):
    assert read_code(typed) == "C-7KQ4-2MXD-RT9B"


@pytest.mark.parametrize("typed", ["", "C-7KQ4", "C-7KQ4-2MXD-RT9B-XXXX", "no code at all"])
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) == ""


# The pages


def verify(client, code, content=None):
    if content is None:
        return client.get(reverse("verify-copy", args=[code]))
    file = SimpleUploadedFile("copy.pdf", content, content_type="application/pdf")
    return client.post(reverse("verify"), {"code": code, "file": file})


def test_nobody_need_sign_in_to_check_and_nothing_of_the_copy_is_shown(client, letter):
    copy = copied(letter)

    for answer in (verify(client, copy.code), verify(client, copy.code, file_of(copy))):
        page = answer.content.decode()
        assert "<b>Genuine.</b> Copy 2026-0001, issued Tue 24 Nov 2026" in page
        child = letter.children.get()
        for secret in (
            "Lee Mockup",
            "Oak Lane",
            "Care proc",
            "Gale",
            "CANARY",
            "A letter",
            letter.reference,
            child.given_name,
            child.case_number,
        ):
            assert secret not in page


def test_a_forged_file_is_told_as_such(client, letter):
    copy = copied(letter)

    page = verify(client, copy.code, file_of(copy) + b" ").content.decode()

    assert "Not genuine." in page
    assert "2026-0001" not in page


def test_a_withdrawn_and_a_superseded_copy_are_told_as_such(client, letter, unit):
    copy, lost = copied(letter), copied(letter)
    perform(lost, "withdraw", by=unit, withdrawn_on=ON, reason="SECRET reason.")
    correct([letter], words="It is Tuesday.", on=ON, by=unit)

    assert "<b>Superseded.</b>" in verify(client, copy.code).content.decode()
    page = verify(client, lost.code).content.decode()
    assert "<b>Withdrawn.</b>" in page
    assert "SECRET" not in page


def test_a_code_and_an_address_are_tried_so_many_times_a_minute(client, letter, time_machine):
    copy = copied(letter)
    for _ in range(verifying.MOST_TRIES):
        assert verify(client, copy.code).status_code == 200

    assert verify(client, copy.code).status_code == 429
    assert verify(client, new_code()).status_code == 429
    other = client.get(reverse("verify-copy", args=[copy.code]), REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 429  # the code, from wherever it is tried
    fresh = client.get(reverse("verify-copy", args=[new_code()]), REMOTE_ADDR="192.0.2.8")
    assert fresh.status_code == 200


def test_a_file_that_is_missing_or_far_too_large_is_refused_beside_the_field(client, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_BYTES", 10)
    code = new_code()

    none = client.post(reverse("verify"), {"code": code})
    large = verify(client, code, b"x" * 11)

    assert none.status_code == large.status_code == 422
    assert "Choose the file of the copy." in none.content.decode()
    assert "too large" in large.content.decode()


@pytest.fixture
def desk(unit):
    """A browser in which the officer of the unit has just signed in."""
    place = browser()
    sign_in(place, with_password(unit).username)
    return place


def test_the_unit_shows_once_more_who_it_is_before_it_issues_a_copy(client, letter, unit):
    client.force_login(unit)

    answer = client.get(reverse("copy-issue", args=[letter.pk]))

    assert answer.url.startswith("/accounts/reauthenticate/")


def test_the_unit_issues_takes_and_withdraws_a_copy_on_the_pages(desk, letter, unit):
    client = desk
    issue = reverse("copy-issue", args=[letter.pk])
    assert "made for Gale Demo" in client.get(issue).content.decode()
    sent = {
        "whose": "professional",
        "recipient_name": "Lee Mockup",
        "organisation": "Court",
        "reason": "Care proceedings",
    }

    register = client.get(client.post(issue, sent).url).content.decode()
    copy = AuthenticatedCopy.objects.get()
    file = client.get(reverse("copy-pdf", args=[copy.pk]))
    client.post(reverse("copy-withdraw", args=[copy.pk]), {"reason": "Lost."})

    assert copy.number in register
    assert file.content == file_of(copy)
    assert file["Content-Disposition"] == 'attachment; filename="copy-2026-0001.pdf"'
    after = client.get(reverse("letter-copies", args=[letter.pk])).content.decode()
    assert "Withdrawn" in after
    assert "Lost." in after


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"whose": "professional", "reason": "x"}, "Enter the name"),
        ({"whose": "reader", "reason": "x"}, "not sent to a member of the family"),
        ({"whose": "professional", "recipient_name": "A", "organisation": "B"}, "Enter the reason"),
    ],
)
def test_a_wrong_entry_makes_no_copy(desk, letter, sent, error):
    answer = desk.post(reverse("copy-issue", args=[letter.pk]), sent)

    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert not AuthenticatedCopy.objects.exists()


def test_nothing_of_the_person_who_withdrew_it_or_of_other_copies_is_in_a_file(letter):
    first = copied(letter, name="FIRST-READER")
    second = copied(letter, name="SECOND-READER")

    assert b"FIRST-READER" not in everything_in(file_of(second))
    assert b"SECOND-READER" not in everything_in(file_of(first))
