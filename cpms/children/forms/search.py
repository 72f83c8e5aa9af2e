"""Looking for a child in the list."""

from typing import Any

from django import forms

from cpms.accounts.models import Team, User
from cpms.children.filters import filters


class SearchForm(forms.Form):
    """What the list is searched by and narrowed to; all of it stands in the address."""

    q = forms.CharField(
        label="Find a child",
        required=False,
        max_length=100,
        help_text="Name, other name, date of birth or case number",
    )
    team = forms.ModelChoiceField(
        label="Team", queryset=Team.objects.all(), required=False, empty_label="Every team"
    )
    lead = forms.ModelChoiceField(
        label="Lead professional",
        queryset=User.objects.filter(allocations__isnull=False).distinct().order_by("name"),
        required=False,
        empty_label="Everyone",
    )
    state = forms.ChoiceField(
        label="Cases",
        required=False,
        choices=[("", "Open"), ("closed", "Closed"), ("all", "Open and closed")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in filters():
            self.fields[one.name] = forms.ChoiceField(
                label=one.label,
                required=False,
                choices=[("", one.everything), *one.choices()],
            )
