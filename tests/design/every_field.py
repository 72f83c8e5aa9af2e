"""A form with one field of every kind, and what a browser sends for it."""

import re

from django import forms

from cpms.design.forms import Checkboxes, DateField, MomentField, Radios, RevealingForm, TimeField


class EveryField(RevealingForm):
    """One field of every kind."""

    name = forms.CharField(label="Full name", max_length=20, help_text="As on the passport")
    notes = forms.CharField(label="Notes", widget=forms.Textarea, max_length=200, required=False)
    view = forms.CharField(label="View", widget=forms.Textarea)
    held_on = DateField(label="Held on")
    begins_at = TimeField(label="Begins at")
    seen_at = MomentField(label="Seen at")
    seen = forms.ChoiceField(
        label="Was Robin seen?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(hints={"no": "Say why below"}, reveals={"no": "reason"}),
    )
    reason = forms.CharField(label="Reason", required=False)
    places = forms.MultipleChoiceField(
        label="Places", choices=[("home", "Home"), ("school", "School")], widget=Checkboxes
    )
    team = forms.ChoiceField(label="Team", choices=[("", "---------"), ("east", "East")])
    count = forms.IntegerField(label="Count", min_value=1)
    paper = forms.FileField(label="Paper")
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="I have read it")

    needed_when_revealed = frozenset({"reason"})


SENT = {
    "name": "Robin Demo",
    "view": "  two\n  lines",
    "held_on_day": "24", "held_on_month": "11", "held_on_year": "2026",
    "begins_at": "2.30pm",
    "seen_at_day": "24", "seen_at_month": "Nov", "seen_at_year": "2026", "seen_at_time": "14:30",
    "seen": "yes", "places": ["home"], "team": "east", "count": "2", "agree": "on",
}  # fmt: skip


def sent(**changes):
    data = {key: value for key, value in {**SENT, **changes}.items() if value is not None}
    return EveryField(data)


def ids(html):
    return re.findall(r'\sid="([^"]+)"', html)


def referred(html):
    named = re.findall(r'\b(?:for|aria-describedby|data-aria-controls)="([^"]+)"', html)
    return [one for names in named for one in names.split()]
