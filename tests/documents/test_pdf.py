"""Letters as PDF: what the page says, safe, accessible, the same bytes each time (ADR 14)."""

import os
from datetime import date
from pathlib import Path

import pytest

from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.documents.models import LetterKind
from cpms.documents.pdf import NotPrintable, blocks_of, drawing
from cpms.documents.printing import pdf_of
from cpms.documents.recipients import Copy, Recipient
from cpms.documents.services import circulate
from tests.documents.reading_pdf import everything_in, opened, pages_of, text_of
from tests.factories import ChildFactory, PractitionerFactory, UserFactory
from tests.factories.documents import letter_to

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)
HOSTILE = (
    '#read("/etc/passwd") *bold* _x_ = heading $x$ @ref <label> `raw` // gone? \\u{41} #panic()'
)


@pytest.fixture
def letter():
    nurse = PractitionerFactory(name="Lee Mockup", agency__name="Oak Lane Surgery")
    by = UserFactory(name="Pat Sample", job_title="Officer")
    return letter_to(
        Recipient.professional(nurse), children=[ChildFactory()], words="Read me.", by=by
    )


# The text


def test_the_file_says_what_the_page_says(letter):
    words = text_of(pdf_of(letter))

    for said in (
        "Exampleshire Safeguarding Partnership",
        "Lee Mockup",
        "Oak Lane Surgery",
        "Friday 20 November 2026",
        letter.reference,
        "A letter",
        "Read me.",
        "Pat Sample",
        "This copy is for Lee Mockup alone.",
        "Page 1 of 1",
    ):
        assert said in words


def test_what_was_typed_comes_out_as_it_was_typed_and_is_never_markup(letter):
    letter.text = f"<p>{HOSTILE.replace('<', '&lt;')}</p>"

    assert HOSTILE in text_of(pdf_of(letter))


@pytest.mark.parametrize("sign", ["\U0001f600", "\u4f60", "\x07", "\u200b", "\ud83d"])
def test_a_sign_that_no_font_has_never_stops_a_letter(letter, sign):
    letter.text = f"<p>before {sign} after</p>"

    words = text_of(pdf_of(letter))

    assert "before" in words
    assert "after" in words


def test_a_sign_that_no_font_has_is_written_out(letter):
    letter.text = "<p>She wrote \U0001f600.</p>"

    assert "She wrote [grinning face]." in text_of(pdf_of(letter))


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Zoë Brontë", "O’Neill", "Анна", "Ελένη"])
def test_names_of_many_languages_are_printed_as_they_are(letter, name):
    letter.text = f"<p>{name}</p>"

    assert name in text_of(pdf_of(letter))


# The same bytes, nothing else read


def test_the_same_letter_gives_the_same_bytes_on_another_day(letter, time_machine):
    first = pdf_of(letter)
    time_machine.move_to("2031-01-01 10:00 +0000")
    drawing._nothing.cache_clear()

    assert pdf_of(letter) == first


def test_the_compiler_can_read_no_file_of_the_machine(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("CANARY")

    for place in ("/etc/passwd", str(secret), os.path.relpath(secret, drawing._nothing())):
        with pytest.raises(drawing.typst.TypstError, match=r"not found|would escape"):
            drawing._compiled(f'#set document(title: "x")\n#read("{place}")'.encode())


def test_the_layout_itself_reads_and_fetches_nothing():
    layout = Path(drawing.LAYOUT).read_text()

    assert "read(" not in layout
    assert "import" not in layout
    assert "@" not in layout


# For everyone's eyes and ears


def test_the_file_says_its_language_and_title_and_is_tagged(letter):
    with opened(pdf_of(letter)) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.open_metadata()["dc:title"] == "A letter"
        assert document.open_metadata()["pdfuaid:part"] == "1"


def test_the_compiler_holds_the_standard_itself():
    with pytest.raises(drawing.typst.TypstError, match="PDF/UA-1"):
        drawing._compiled(
            b'#set document(title: "x")\n#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"))'
        )


def test_headings_step_down_one_level_at_a_time():
    levels = [one["level"] for one in blocks_of("<h3>a</h3><h4>b</h4><h2>c</h2><h4>d</h4>")]

    assert levels == [2, 3, 2, 3]


# The elements


def test_every_element_that_letters_use_is_drawn(letter):
    letter.text = """<h2>Head</h2><p>One <b>two</b> <i>three</i><br>four</p>
    <p class="typed">line one
line two</p><ul><li>first</li><li>second <b>bold</b></li></ul><ol><li>step</li></ol>
    <dl class="facts"><dt>Day</dt><dd>Tuesday</dd><dt>Chair</dt><dd>A Chair</dd></dl>
    <table><caption>What to do</caption><thead><tr><th scope="col">Action</th></tr></thead>
    <tbody><tr><td>Visit</td></tr></tbody></table>"""
    words = text_of(pdf_of(letter))

    for said in ("Head", "One two three", "line two", "second bold", "step", "Tuesday", "Visit"):
        assert said in words
    assert "What to do" in words


@pytest.mark.parametrize(
    "text",
    [
        "<p>a</p><script>x</script>",
        "<img src='x'>",
        "<svg></svg>",
        "<form></form>",
        "<p>not closed",
        "</p>",
        "<marquee>x</marquee>",
    ],
)
def test_an_element_that_has_no_form_on_paper_is_an_error(text):
    with pytest.raises(NotPrintable):
        blocks_of(text)


def test_a_letter_that_cannot_be_printed_is_not_made(monkeypatch):
    monkeypatch.setattr(
        "cpms.documents.services.circulating.render_to_string", lambda *a, **k: "<img>"
    )

    with pytest.raises(NotPrintable):
        circulate(
            LetterKind.OTHER,
            [Copy(Recipient("A"), "One", "letters/words.html", {"words": "x"})],
            children=[ChildFactory()],
            on=FRIDAY,
            by=None,
        )


def test_a_long_letter_says_on_each_page_where_it_belongs(letter):
    letter.text = "<p>Filler.</p>" * 120

    pages = pages_of(pdf_of(letter))

    assert len(pages) > 2
    assert all(letter.reference in page for page in pages)
    assert all("This copy is for Lee Mockup alone." in page for page in pages)


# The page that gives it


def test_the_recipient_takes_the_file_and_the_look_is_written_down(client):
    partner = UserFactory(role=Role.PARTNER)
    own = letter_to(Recipient.colleague(partner), children=[ChildFactory()], words="Read me.")
    client.force_login(partner)

    answer = client.get(f"/letters/{own.pk}/pdf/")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="letter-{own.reference}.pdf"'
    assert "Read me." in text_of(answer.content)
    assert Look.objects.filter(page="Letter, PDF").count() == 1


def test_the_file_of_anothers_letter_is_not_found(client):
    own = letter_to(Recipient.colleague(UserFactory()), children=[ChildFactory()])
    client.force_login(UserFactory(role=Role.PARTNER))

    assert client.get(f"/letters/{own.pk}/pdf/").status_code == 404
    assert not Look.objects.exists()


def test_everything_in_a_file_is_found_by_those_who_search_it(letter):
    """The twin of every test for a canary: it would be found if it were there."""
    letter.text = "<p>CANARY-1</p>"
    letter.title = "CANARY-2"

    found = everything_in(pdf_of(letter))

    assert b"CANARY-1" in found
    assert b"CANARY-2" in found
