"""The words of the templates: filters, what the apps register, and names that are missing."""

from datetime import UTC, date, datetime

import jinja2
import pytest
from django.template import engines

from cpms.design import formats, templating


def drawn(template, **context):
    return engines.all()[0].from_string(template).render(context)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ on | day }}", "Tue 24 Nov 2026"),
        ("{{ on | day_short }}", "Tue 24 Nov"),
        ("{{ on | day_long }}", "Tuesday 24 November 2026"),
        ("{{ none | day }}{{ none | moment }}{{ none | clock }}", ""),
        ("{{ 1 | plural('child', 'children') }}", "1 child"),
        ("{{ 0 | plural('child', 'children') }}", "0 children"),
        ("{{ 2 | plural('day') }}", "2 days"),
    ],
)
def test_a_filter_reads_as_people_say_it(template, text):
    assert drawn(template, on=date(2026, 11, 24), none=None) == text


def test_a_moment_is_shown_in_england_whatever_the_server_thinks():
    at = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert formats.moment(at) == "Wed 1 Jul 2026, 00:30"
    assert formats.day(at) == "Wed 1 Jul 2026"


def test_what_people_typed_is_escaped():
    assert drawn("{{ typed }}", typed="<b>") == "&lt;b&gt;"


def test_a_name_that_is_missing_stops_the_page():
    with pytest.raises(jinja2.UndefinedError, match="chid"):
        drawn("{{ chid }}")


def test_an_attribute_that_is_missing_stops_the_page():
    with pytest.raises(jinja2.UndefinedError, match="yeer"):
        drawn("{{ on.yeer }}", on=date(2026, 11, 24))


def test_a_key_that_a_mapping_lacks_is_merely_empty():
    assert drawn("{{ item.note }}{% if item.state %}x{% endif %}", item={}) == ""


def test_an_app_adds_a_word_to_pages_already_at_work(monkeypatch):
    monkeypatch.setattr(templating, "_globals", {})
    monkeypatch.setattr(templating, "_filters", {})
    templating.register_global("test_word", "kestrel")
    templating.register_filter("test_loud", str.upper)

    assert drawn("{{ test_word | test_loud }}") == "KESTREL"


def test_two_apps_cannot_mean_different_things_by_one_word(monkeypatch):
    monkeypatch.setattr(templating, "_globals", {"word": "kestrel"})

    with pytest.raises(templating.WordTakenError, match="word"):
        templating.register_global("word", "heron")
