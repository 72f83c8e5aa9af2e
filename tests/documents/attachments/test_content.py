# ruff: noqa: E501
"""Forty hostile files, each refused or made harmless (A12), and the good ones let through."""

import email
import email.policy
import io
import tracemalloc

import pytest
from PIL import Image

from cpms.documents.attachments.content import NotAcceptable, archives, inspect
from tests.documents.attachments.making import (
    EICAR,
    PDF,
    email_with,
    office,
    picture,
    picture_with_a_place,
    png_that_is_huge,
    png_with_words,
    relation,
    with_declared_size,
    zipped,
)

MEGABYTE = 1024 * 1024
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
FORMULA = '<sheet><f>DDE("cmd";"/c calc";"x")</f></sheet>'
FIELD = '<document><w:instrText xml:space="preserve"> DDEAUTO c:\\cmd.exe "/k calc"</w:instrText></document>'

REFUSED = {
    "eicar as text": ("virus.txt", EICAR),
    "eicar as com": ("virus.com", EICAR),
    "eicar behind a pdf": ("virus.pdf", PDF + EICAR),
    "eicar in an e-mail": ("mail.eml", email_with("note.txt", EICAR)),
    "word with macros by its ending": ("letter.docm", office()),
    "word with macros by its type": ("letter.docx", office(kind=MACRO)),
    "word with a macro project": ("letter.docx", office(word__vbaProject_bin=b"x", **{"word__vbaProject.bin": b"x"})),
    "excel with old macros": ("sums.xlsx", office("xlsx", **{"xl__macrosheets__sheet1.xml": "<x/>"})),
    "excel with macros by its ending": ("sums.xlsm", office("xlsx")),
    "word with an embedded program": ("letter.docx", office(**{"word__embeddings__oleObject1.bin": b"MZ"})),
    "word that fetches its template": ("letter.docx", relation("attachedTemplate", "http://bad.example/x.dotm")),
    "word that fetches a picture": ("letter.docx", relation("image", "http://bad.example/seen.png")),
    "word that starts a program": ("letter.docx", office(**{"word__footer1.xml": FIELD})),
    "excel that starts a program": ("sums.xlsx", office("xlsx", **{"xl__worksheets__sheet1.xml": FORMULA})),
    "a script": ("run.js", b"alert(1)"),
    "svg with a script": ("drawing.svg", b"<svg><script>alert(1)</script></svg>"),
    "svg named png": ("drawing.png", b"<svg><script>alert(1)</script></svg>"),
    "html": ("page.html", b"<html><script>alert(1)</script></html>"),
    "html named pdf": ("page.pdf", b"<html><script>alert(1)</script></html>"),
    "html named txt": ("page.txt", b"\xef\xbb\xbf <!DOCTYPE html><script>alert(1)</script>"),
    "a program named pdf": ("setup.pdf", b"MZ\x90\0" + b"\0" * 200),
    "a program named txt": ("setup.txt", b"MZ\x90\0" + b"\0" * 200),
    "a program with two endings": ("letter.pdf.exe", PDF),
    "pdf that is also html": ("page.pdf", b"<html>" + PDF),
    "pdf that is also a zip": ("both.pdf", PDF + zipped({"x.txt": "x"})),
    "pdf with a script": ("acts.pdf", PDF.replace(b"/Type", b"/JS(app.alert(1))/Type")),
    "pdf that starts a program": ("acts.pdf", PDF.replace(b"/Type", b"/Launch/Type")),
    "pdf with a file inside": ("acts.pdf", PDF.replace(b"/Type", b"/EmbeddedFile/Type")),
    "pdf cut short": ("short.pdf", PDF[:-8]),
    "a zip": ("all.zip", zipped({"x.txt": "x"})),
    "a zip named docx": ("all.docx", zipped({"x.txt": "x"})),
    "a zip in a docx": ("all.docx", office(**{"word__more.zip": zipped({"x": "x"})})),
    "zip bomb": ("bomb.docx", office(**{"word__media__a.xml": b"\0" * (60 * MEGABYTE)})),
    "zip bomb of many": ("bomb.docx", office(**{f"word__media__{n}.png": b"\0" * MEGABYTE for n in range(120)})),
    "zip bomb that understates": ("bomb.docx", with_declared_size(office(**{"word__a.xml": b"\0" * (5 * MEGABYTE)}), 10)),
    "members outside the archive": ("out.docx", office(**{"..__..__etc__passwd": "x"})),
    "cut archive": ("cut.docx", office()[:200]),
    "picture of too many points": ("huge.png", png_that_is_huge()),
    "jpeg named png": ("photo.png", picture("JPEG")),
    "damaged picture": ("photo.jpg", picture("JPEG")[:300]),
    "NUL in the name": ("letter.pdf\0.exe", PDF),
    "no ending": ("letter", PDF),
    "nothing in it": ("letter.pdf", b""),
    "e-mail without a sender": ("mail.eml", b"Subject: x\n\nwords"),
    "e-mail with a program": ("mail.eml", email_with("setup.exe", b"MZ")),
    "e-mail with macros": ("mail.eml", email_with("letter.docx", office(kind=MACRO))),
}  # fmt: skip


def test_there_are_at_least_forty_of_them():
    assert len(REFUSED) >= 40


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED.keys())
def test_a_hostile_file_is_refused_in_a_sentence(name, content):
    with pytest.raises(NotAcceptable, match=r"^[A-Z].*\.$"):
        inspect(name, content)


GOOD = {
    "pdf": ("Report.pdf", PDF, "application/pdf"),
    "word": ("Report.docx", office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "word that speaks of DDE": ("Notes.docx", office(**{"word__header1.xml": "<w:t>DDE is a port</w:t>"}), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "word with a link": ("Links.docx", relation("hyperlink", "https://school.example/"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "excel": ("Sums.xlsx", office("xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "excel with printer settings": ("Sums.xlsx", office("xlsx", **{"xl__printerSettings__printerSettings1.bin": b"x"}), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "jpeg": ("Photo.JPG", picture("JPEG"), "image/jpeg"),
    "grey jpeg": ("Photo.jpeg", picture("JPEG", mode="L"), "image/jpeg"),
    "png": ("Scan.png", picture("PNG"), "image/png"),
    "text": ("Notes.txt", "Naïve words".encode("cp1252"), "text/plain"),
    "e-mail": ("Acceptance.eml", email_with("plan.pdf", PDF), "message/rfc822"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "media"), GOOD.values(), ids=GOOD.keys())
def test_a_good_file_is_taken_with_its_type(name, content, media):
    found = inspect(name, content)

    assert (found.name, found.media_type) == (name, media)
    assert found.content


def test_an_e_mail_in_an_e_mail_is_refused_with_what_to_do():
    inner = email.message_from_bytes(email_with(), policy=email.policy.default)

    with pytest.raises(NotAcceptable, match="Save that one apart"):
        inspect("outer.eml", email_with(inner=inner))


@pytest.mark.parametrize("content", [picture_with_a_place(), png_with_words()], ids=["jpeg", "png"])
def test_a_picture_keeps_nothing_but_the_picture(content):
    name = "photo.jpg" if content.startswith(b"\xff\xd8") else "photo.png"
    assert b"CNRY" in content

    kept = inspect(name, content).content

    assert b"CNRY" not in kept
    with Image.open(io.BytesIO(kept)) as seen:
        assert dict(seen.getexif()) == {}
        assert "comment" not in seen.info
        assert seen.size == (40, 30)


def test_a_picture_taken_sideways_stays_upright_without_its_note():
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = inspect("photo.jpg", picture(size=(40, 30), exif=exif)).content

    with Image.open(io.BytesIO(kept)) as seen:
        assert seen.size == (30, 40)


def test_a_clear_picture_stays_clear():
    into = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).quantize().save(into, "PNG", transparency=0)

    with Image.open(io.BytesIO(inspect("logo.png", into.getvalue()).content)) as seen:
        assert seen.convert("RGBA").getpixel((1, 1))[3] == 0


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/report.pdf", "report.pdf"),
        ("C:\\Users\\sam\\report.pdf", "report.pdf"),
        ("gepj.\u202efdp.pdf", "gepj.fdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("x" * 255 + ".pdf", "x" * 116 + ".pdf"),
        ("Zoë’s  plan.pdf", "Zoë’s plan.pdf"),
    ],
)
def test_a_name_is_kept_readable_and_harmless(sent, kept):
    assert inspect(sent, PDF).name == kept


@pytest.mark.parametrize(
    "name", ["zip bomb", "zip bomb of many", "zip bomb that understates", "picture of too many points"]
)  # fmt: skip
def test_a_bomb_is_refused_before_it_fills_the_memory(name):
    tracemalloc.start()
    try:
        with pytest.raises(NotAcceptable):
            inspect(*REFUSED[name])
        assert tracemalloc.get_traced_memory()[1] < 100 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_an_archive_of_too_many_members_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1)

    with pytest.raises(NotAcceptable, match="far larger"):
        inspect("many.docx", office())


def test_a_protected_archive_is_refused_with_what_to_do():
    content = bytearray(office())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(NotAcceptable, match="without one"):
        inspect("secret.docx", bytes(content))


def test_the_refusal_says_what_the_file_seems_to_be():
    with pytest.raises(NotAcceptable, match=r"ends in \.pdf.*that of a \.png"):
        inspect("scan.pdf", picture("PNG"))
