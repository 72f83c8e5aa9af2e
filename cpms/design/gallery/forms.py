"""A form with a field of every kind, and rows that repeat."""

from django import forms

from cpms.design.forms import (
    Checkboxes,
    DateField,
    MomentField,
    Radios,
    RevealingForm,
    TimeField,
    rows_of,
)

WAYS = [("home", "At home"), ("school", "At school"), ("other", "Elsewhere")]
YES_NO = [("yes", "Yes"), ("no", "No")]
TEAMS = [("", "---------"), ("Town", [("east", "East"), ("west", "West")]), ("night", "Night")]


class EveryField(RevealingForm):
    """Every kind of field, required, so that sending it empty shows every error."""

    name = forms.CharField(label="Full name", max_length=60, help_text="As it is on the record.")
    mail = forms.EmailField(label="E-mail address")
    number = forms.IntegerField(
        label="Number of people",
        min_value=1,
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )
    held_on = DateField(label="Held on", help_text="For example, 24 11 2026")
    begins_at = TimeField(label="Begins at", help_text="For example, 14:30")
    seen_at = MomentField(label="Seen at")
    where = forms.ChoiceField(
        label="Where was it?",
        choices=WAYS,
        widget=Radios(hints={"other": "You will be asked where"}, reveals={"other": "place"}),
    )
    place = forms.CharField(label="Which place?", required=False)
    alone = forms.ChoiceField(
        label="Alone?",
        choices=YES_NO,
        widget=Radios(attrs={"class": "radios--cards radios--pair"}),
    )
    present = forms.MultipleChoiceField(
        label="Who was there?",
        choices=[("one", "The first"), ("two", "The second")],
        widget=Checkboxes(hints={"two": "By video counts"}),
    )
    team = forms.ChoiceField(label="Team", choices=TEAMS)
    notes = forms.CharField(label="What was said", widget=forms.Textarea({"rows": 4}))
    short = forms.CharField(label="In one line", widget=forms.Textarea({"rows": 2}), max_length=200)
    paper = forms.FileField(label="Signed paper")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="I have read it", help_text="All of it.")

    needed_when_revealed = frozenset({"place"})


class Action(forms.Form):
    """One row of several."""

    what = forms.CharField(label="What will be done")
    by = DateField(label="By when")


Actions = rows_of(Action, label="Action", extra=2)

# Sent with everything missing or wrong.
WRONG = {
    "wrong-name": "x" * 70,
    "wrong-held_on_day": "31",
    "wrong-held_on_month": "11",
    "wrong-held_on_year": "2026",
    "wrong-begins_at": "half past two",
    "wrong-where": "other",
}
