"""Forms draw themselves: labels, hints, errors that are linked, and what was typed is kept."""

import re

import pytest
from django import forms

from cpms.design.forms.summary import error_list, error_summary, has_errors
from tests.design.every_field import EveryField, ids, referred, sent


@pytest.mark.parametrize(
    "form", [EveryField(), EveryField({}), sent()], ids=["new", "empty", "full"]
)
def test_every_reference_leads_to_one_element_and_every_id_is_there_once(form):
    html = str(form)

    assert set(referred(html)) <= set(ids(html))
    assert len(ids(html)) == len(set(ids(html)))


def test_a_field_draws_its_label_and_hint():
    html = str(EveryField()["name"])

    assert re.search(r'<label class="[^"]*" for="id_name">\s*Full name', html)
    assert re.search(r'id="id_name-hint"[^>]*>\s*As on the passport', html)


def test_every_error_of_an_empty_form_says_what_to_do_in_the_words_of_its_label():
    assert {one["href"]: one["text"] for one in error_list(EveryField({}))} == {
        "#id_name": "Enter full name.",
        "#id_view": "Enter view.",
        "#id_held_on_day": "Enter the date: held on.",
        "#id_begins_at": "Enter the time: begins at.",
        "#id_seen_at_day": "Enter the date and time: seen at.",
        "#id_seen": "Choose an answer to “Was Robin seen?”",
        "#id_places": "Choose places.",
        "#id_team": "Choose team.",
        "#id_count": "Enter count.",
        "#id_paper": "Choose a file: paper.",
        "#id_secret": "Enter secret.",
        "#id_agree": "Tick “I have read it” to go on.",
    }


def test_every_link_of_the_summary_leads_to_a_box_on_the_page():
    form = EveryField({})
    targets = re.findall(r'href="#([^"]+)"', error_summary(form))

    assert len(targets) == 12
    assert set(targets) <= set(ids(str(form)))


def test_there_is_no_summary_without_errors():
    assert error_summary(EveryField(), None) == ""
    assert not has_errors(EveryField())


def test_what_people_type_is_escaped_in_the_summary_and_the_field():
    form = sent(name="<script>alert('x')</script> and more")

    assert "<script>" not in str(form)
    assert "<script>" not in error_summary(form)


def test_typed_text_is_kept_to_the_letter():
    html = str(sent(name=None)["view"])

    assert ">  two\n  lines</textarea>" in html


def test_a_password_that_was_typed_never_goes_back_into_the_page():
    assert "kestrel" not in str(sent(secret="kestrel"))


def test_text_that_is_too_long_is_kept_whole_and_says_by_how_much():
    form = sent(name="x" * 25)

    assert form.errors["name"] == ["Full name must be 20 letters or fewer; it has 25."]
    assert "x" * 25 in str(form["name"])
    assert "maxlength" not in str(form["name"])


def test_a_revealed_question_is_drawn_under_its_answer_and_nowhere_else():
    html = str(EveryField())

    assert html.count('name="reason"') == 1
    assert html.index('id="conditional-id_seen-2"') < html.index('name="reason"')


def test_a_revealed_question_is_asked_only_where_its_answer_was_given():
    assert sent(seen="no").errors["reason"] == ["Enter reason."]

    form = sent(seen="yes", reason="typed, then thought better of")
    form.is_valid()
    assert form.cleaned_data["reason"] == ""


def test_a_refusal_that_is_about_no_field_stands_in_the_summary_without_a_link():
    form = sent()
    form.add_error(None, "The conference is not quorate.")

    assert {"text": "The conference is not quorate."} in error_list(form)


def test_words_that_a_form_chose_itself_stay():
    class Own(forms.Form):
        name = forms.CharField(error_messages={"required": "Who is it?"})

    assert Own({}).errors["name"] == ["Who is it?"]


def test_a_name_in_a_label_keeps_its_capital():
    class Named(forms.Form):
        words = forms.CharField(label="Robin’s words")
        gp = forms.CharField(label="GP surgery")

    assert Named({}).errors == {"words": ["Enter Robin’s words."], "gp": ["Enter GP surgery."]}
