"""Rows that repeat: the empty ones are passed over, the others lead to their errors."""

from datetime import date

from django import forms

from cpms.design.forms import DateField, rows_of
from cpms.design.forms.summary import error_list
from tests.design.every_field import ids


class Row(forms.Form):
    what = forms.CharField(label="What")
    by = DateField(label="By")


def rows(**data):
    return rows_of(Row, label="Action")(
        {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0", **data}
    )


def test_rows_left_empty_are_passed_over():
    found = rows(**{"form-1-what": "Call", "form-1-by_day": "24", "form-1-by_month": "11",
                    "form-1-by_year": "2026"})  # fmt: skip

    assert found.is_valid()
    assert found.filled() == [{"what": "Call", "by": date(2026, 11, 24)}]


def test_a_row_begun_must_be_finished_and_the_summary_leads_to_it():
    found = rows(**{"form-1-what": "Call"})

    assert not found.is_valid()
    assert error_list(found) == [{"text": "Enter the date: by.", "href": "#id_form-1-by_day"}]


def test_rows_carry_what_the_script_needs_to_number_them_again():
    html = str(rows_of(Row, label="Action")())

    assert 'data-name="form-%index%-what"' in html
    assert 'data-id="id_form-%index%-by_day"' in html
    assert html.count("moj-add-another__item") >= 3
    assert len(ids(html)) == len(set(ids(html)))
