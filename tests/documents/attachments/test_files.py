"""Files of a record: kept before their row, served by permission, scanned, and swept."""

import os
import socket
import struct
import threading
from io import BytesIO

import pytest
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.urls import reverse

from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.documents import tasks
from cpms.documents.attachments import intake, owners, services, store
from cpms.documents.attachments.content import inspect
from cpms.documents.attachments.forms import AttachmentField
from cpms.documents.attachments.models import Attachment
from cpms.documents.attachments.services import attach
from cpms.documents.models import Letter
from cpms.documents.recipients import Recipient
from cpms.records.guards import Refused
from tests.documents.attachments.making import EICAR, PDF, picture_with_a_place
from tests.factories import ChildFactory, TeamFactory, UserFactory
from tests.factories.documents import letter_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    """A store of the test's own; letters own files here, as later records do."""
    settings.ATTACHMENTS_DIR = tmp_path / "files"
    monkeypatch.setattr(owners, "_OWNERS", {})
    owners.register(Letter)
    return settings.ATTACHMENTS_DIR


@pytest.fixture
def worker():
    return UserFactory()


@pytest.fixture
def letter(worker):
    return letter_to(Recipient(name="Gale Demo"), children=[ChildFactory(team=worker.team)])


@pytest.fixture
def kept(letter, worker):
    return attach(letter, inspect("Plan.pdf", PDF), by=worker)


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def grow_old(path):
    os.utime(path, (1, 1))


def test_a_file_is_kept_under_a_random_name_that_only_the_service_may_read(folder, kept):
    (path,) = files(folder)

    assert path.read_bytes() == PDF
    assert path.name == kept.stored_as
    assert "Plan" not in str(path)
    assert path.stat().st_mode & 0o077 == 0
    assert kept.history.get().history_user == kept.uploaded_by


def test_a_file_is_on_the_disk_before_its_row_is_written(folder, letter, worker, monkeypatch):
    seen, synced = [], []
    write, sync = services.write, os.fsync
    monkeypatch.setattr(
        services, "write", lambda row, by: (seen.append(files(folder)), write(row, by=by))
    )
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(handle), sync(handle)))

    attach(letter, inspect("Plan.pdf", PDF), by=worker)

    assert len(seen[0]) == 1
    assert len(synced) == 2  # the content, and the folder that names it


def test_a_row_that_fails_leaves_a_stray_which_the_sweep_takes_and_nothing_else(
    folder, letter, worker, kept
):
    with pytest.raises(IntegrityError), transaction.atomic():  # noqa: PT012
        attach(letter, inspect("Plan.pdf", PDF), by=worker)
        raise IntegrityError
    stray = next(path for path in files(folder) if path.name != kept.stored_as)
    young = folder / "ab" / ("ab" + "0" * 30)
    young.parent.mkdir(exist_ok=True)
    young.write_bytes(b"being written")
    for path in (stray, folder / kept.stored_as[:2] / kept.stored_as):
        grow_old(path)

    tasks.sweep_strays()

    assert not stray.exists()
    assert young.exists()
    assert services.content_of(kept) == PDF


@pytest.mark.parametrize("moment", ["write", "fsync", "rename"])
def test_a_full_disk_refuses_the_file_and_leaves_neither_file_nor_row(
    folder, letter, worker, monkeypatch, moment
):
    def full(*_arguments, **_more):
        raise OSError(28, "No space left on device")

    if moment == "write":
        monkeypatch.setattr(store, "open", full, raising=False)
    elif moment == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr("pathlib.Path.rename", full)

    with pytest.raises(Refused, match="no room"):
        attach(letter, inspect("Plan.pdf", PDF), by=worker)

    assert files(folder) == []
    assert not Attachment.objects.exists()


def test_a_record_whose_app_registered_nothing_owns_no_files(worker):
    with pytest.raises(LookupError, match="register it first"):
        attach(ChildFactory(), inspect("Plan.pdf", PDF), by=worker)


def test_who_may_read_the_record_fetches_the_file_to_save_it(client, kept, worker, letter):
    client.force_login(worker)

    answer = client.get(kept.get_absolute_url())

    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Plan.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"
    look = Look.objects.get()
    assert (look.user, look.child_id) == (worker, letter.children.get().pk)


def test_who_may_not_read_the_record_is_not_told_that_the_file_exists(client, kept):
    other = UserFactory(team=TeamFactory(name="West team"))
    client.force_login(other)
    no_such = client.get(reverse("attachment", args=[0])).content

    answer = client.get(kept.get_absolute_url(), headers={"X-Request-ID": "same-number"})

    assert answer.status_code == 404
    assert len(answer.content) == len(no_such) - len("x" * 32) + len("same-number")
    assert not Look.objects.exists()


def test_the_right_to_a_file_ends_with_the_right_to_its_record(client, kept, worker):
    client.force_login(worker)
    assert client.get(kept.get_absolute_url()).status_code == 200

    worker.team = TeamFactory(name="West team")
    worker.save()

    assert client.get(kept.get_absolute_url()).status_code == 404


def test_a_record_may_say_by_itself_whose_files_are_read(kept, worker, monkeypatch):
    owners.register(Letter, readable_by=lambda user: Letter.objects.none())

    assert not Attachment.objects.visible_to(worker).exists()


def test_somebody_who_left_reads_no_file(kept, worker):
    worker.is_active = False

    assert not Attachment.objects.visible_to(worker).exists()


def test_a_file_changed_or_lost_on_the_disk_is_not_given_out(client, kept, worker, folder):
    client.force_login(worker)
    path = files(folder)[0]
    path.write_bytes(PDF.replace(b"1.7", b"1.6"))
    changed = client.get(kept.get_absolute_url())
    path.unlink()

    lost = client.get(kept.get_absolute_url())

    assert (changed.status_code, lost.status_code) == (500, 500)
    assert "missing or damaged" in changed.content.decode()
    assert PDF[:20] not in changed.content
    assert not Look.objects.exists()


def test_a_hundred_changed_files_are_all_noticed(letter, worker, folder):
    rows = [attach(letter, inspect("Plan.pdf", PDF + b" " * n), by=worker) for n in range(100)]
    for number, row in enumerate(rows):
        path = folder / row.stored_as[:2] / row.stored_as
        content = bytearray(path.read_bytes())
        content[number % len(PDF)] ^= 1
        path.write_bytes(content)

    noticed = 0
    for row in rows:
        with pytest.raises(store.Damaged):
            services.content_of(row)
        noticed += 1
    assert noticed == 100


# Scanning


class Clamd(threading.Thread):
    """A scanner that speaks clamd's INSTREAM over TCP and knows one virus."""

    def __init__(self, answer=None):
        super().__init__(daemon=True)
        self.answer = answer
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        self.start()

    def run(self):
        while True:
            try:
                link, _ = self.server.accept()
            except OSError:
                return
            with link, link.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!L", stream.read(4))[0]:
                    content += stream.read(size)
                found = b"stream: Some.Virus FOUND\0" if b"VIRUS" in content else b"stream: OK\0"
                link.sendall(self.answer or found)


@pytest.fixture
def clamd(settings):
    scanner = Clamd()
    settings.CLAMD = scanner.address
    yield scanner
    scanner.server.close()


def test_a_scanned_file_is_served_and_an_infected_one_is_refused(clamd, letter, worker, folder):
    clean = attach(letter, inspect("Plan.pdf", PDF[:9] + b" " * 200_000 + PDF[9:]), by=worker)
    assert clean.scanned_at
    assert services.content_of(clean)

    with pytest.raises(Refused, match="holds a virus"):
        attach(letter, inspect("Plan.txt", b"VIRUS"), by=worker)
    assert len(files(folder)) == 1


def test_while_the_scanner_is_away_a_file_is_kept_and_not_served(
    client, settings, letter, worker, folder
):
    settings.CLAMD = "127.0.0.1:1"
    good = attach(letter, inspect("Plan.pdf", PDF), by=worker)
    bad = attach(letter, inspect("Plan.txt", b"VIRUS"), by=worker)
    client.force_login(worker)
    answer = client.get(good.get_absolute_url())
    assert answer.status_code == 409
    assert "not been looked through for viruses" in answer.content.decode()
    assert not Look.objects.exists()
    tasks.scan_waiting()
    assert client.get(good.get_absolute_url()).status_code == 409

    settings.CLAMD = Clamd().address
    with transaction.atomic():
        tasks.scan_waiting()

    assert client.get(good.get_absolute_url()).content == PDF
    refused = client.get(bad.get_absolute_url())
    assert refused.status_code == 409
    assert b"VIRUS" not in refused.content
    assert Attachment.objects.get(pk=bad.pk).scanned_at is not None


@pytest.mark.django_db(transaction=True)
def test_an_infected_file_is_taken_off_the_disk(settings, folder):
    settings.CLAMD = "127.0.0.1:1"
    worker = UserFactory()
    letter = letter_to(Recipient(name="Gale Demo"), children=[ChildFactory()])
    attach(letter, inspect("Plan.txt", b"VIRUS"), by=worker)
    settings.CLAMD = Clamd().address

    tasks.scan_waiting()

    assert files(folder) == []
    assert Attachment.objects.get().is_infected


def test_an_answer_that_is_not_understood_is_not_taken_for_clean(settings, letter, worker):
    settings.CLAMD = Clamd(answer=b"stream: size limit exceeded ERROR\0").address

    assert attach(letter, inspect("Plan.pdf", PDF), by=worker).scanned_at is None


def test_without_a_scanner_nothing_waits_for_one(letter, worker):
    attach(letter, inspect("Plan.pdf", PDF), by=worker)

    assert services.scan_waiting() == 0


# Limits


def test_the_form_refuses_a_file_beside_its_field(settings):
    settings.UPLOAD_BYTES = 2 * 1024 * 1024
    field = AttachmentField(required=False)
    large = SimpleUploadedFile("Plan.pdf", b"x" * (settings.UPLOAD_BYTES + 1))

    with pytest.raises(Exception, match="smaller than 2 MB"):
        field.clean(large)
    with pytest.raises(Exception, match="holds a virus"):
        field.clean(SimpleUploadedFile("virus.txt", EICAR))
    assert field.clean(None) is None
    photo = field.clean(SimpleUploadedFile("photo.jpg", picture_with_a_place()))
    assert b"CNRY" not in photo.content


def test_a_request_far_too_large_is_turned_away_unread(settings):
    settings.UPLOAD_BYTES = 1024 * 1024
    body = BytesIO()
    request = RequestFactory().post("/", data={})
    request.META.update(CONTENT_LENGTH=str(4 * 1024 * 1024), **{"wsgi.input": body})
    passed = []

    answer = intake.RefuseTooLarge(passed.append)(request)

    assert answer.status_code == 413
    assert "too large" in answer.content.decode()
    assert passed == []


def test_one_person_cannot_fill_the_store_in_an_hour(letter, worker, monkeypatch, settings):
    settings.UPLOAD_BYTES = 1000
    monkeypatch.setattr(services, "MOST_IN_AN_HOUR", 1050)
    attach(letter, inspect("Plan.pdf", PDF), by=worker)

    with pytest.raises(Refused, match="a great many files"):
        attach(letter, inspect("Plan.pdf", PDF), by=worker)
    attach(letter, inspect("Plan.pdf", PDF), by=UserFactory(role=Role.UNIT_OFFICER))


def test_a_store_among_the_static_files_stops_the_service(settings):
    settings.ATTACHMENTS_DIR = settings.STATIC_ROOT / "files"

    assert "attachments.E001" in [fault.id for fault in run_checks()]
