"""What a line of management recommends."""

from django import forms

from conferences.models import Category
from conferences.services.views_given import View
from cpms.design.forms import Radios, RevealingForm
from cpms.records.forms import RecordForm


class ViewForm(RevealingForm, RecordForm):
    """One view on one child."""

    view = forms.ChoiceField(
        label="What do they recommend?",
        choices=View.choices,
        widget=Radios(reveals={View.PLAN: "category"}),
        error_messages={"required": "Choose what they recommend."},
    )
    category = forms.ChoiceField(
        label="In which category?", choices=Category.choices, widget=Radios, required=False
    )
    reasons = forms.CharField(
        label="Reasons, in their words",
        help_text="Needed where no view is given. Where they recommend support, say which.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
