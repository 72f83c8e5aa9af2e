"""What an administrator enters about a person or a team."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cpms.accounts.models import Team, User
from cpms.accounts.permissions import Role
from cpms.design.forms import DateField, Radios
from cpms.records.forms import RecordForm


class FindForm(forms.Form):
    """Finding an account in the list."""

    q = forms.CharField(label="Name, user name or e-mail address", required=False)
    state = forms.ChoiceField(
        label="Accounts",
        required=False,
        choices=[("", "Open accounts"), ("closed", "Closed accounts"), ("all", "All accounts")],
    )


class AccountForm(RecordForm):
    """Who somebody is to the service."""

    name = forms.CharField(label="Name", max_length=150)
    username = forms.CharField(
        label="User name", max_length=60, help_text="What they sign in with. It stays the same."
    )
    email = forms.EmailField(
        label="E-mail address", help_text="Their own, at work: links and notices go there."
    )
    job_title = forms.CharField(label="Post", max_length=100, required=False)
    telephone = forms.CharField(label="Telephone", max_length=30, required=False)
    team = forms.ModelChoiceField(
        label="Team", queryset=Team.objects.all(), required=False, empty_label="No team"
    )

    def clean_username(self) -> str:
        """Refuse a user name that differs from another only by its capitals."""
        name = str(self.cleaned_data["username"]).strip()
        if User.objects.filter(username__iexact=name).exclude(pk=self._own()).exists():
            raise ValidationError("Another account has this user name. Choose another.")
        return name

    def clean_email(self) -> str:
        """Refuse an address in use: single sign-on finds the person by it."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self._own()).exists():
            raise ValidationError("Another account has this e-mail address.")
        return email

    def _own(self) -> Any:
        return getattr(self.record, "pk", None)


class JoinerForm(AccountForm):
    """A new account and its first role."""

    role = forms.ChoiceField(label="Role", choices=Role.choices, widget=Radios)
    held_from = DateField(label="From")

    def facts(self) -> dict[str, Any]:
        """Return the role as what it is."""
        return {**self.cleaned_data, "role": Role(self.cleaned_data["role"])}


class ChangeForm(AccountForm):
    """Who somebody is, as it may be changed: the user name stays."""

    username = None  # type: ignore[assignment]


class RoleForm(RecordForm):
    """A further role, from one day or to another."""

    role = forms.ChoiceField(label="Role", choices=Role.choices, widget=Radios)
    held_from = DateField(label="From")
    held_until = DateField(
        label="Last day", required=False, help_text="Leave it empty if no end is known."
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("held_from"), found.get("held_until")
        if first and last and last < first:
            self.add_error("held_until", "The last day cannot be before the first.")
        return found

    def facts(self) -> dict[str, Any]:
        """Return the role as what it is."""
        return {**self.cleaned_data, "role": Role(self.cleaned_data["role"])}


class EndRoleForm(RecordForm):
    """The last day of a role."""

    until = DateField(label="Last day", help_text="On this day the role still opens its pages.")


class TeamForm(RecordForm):
    """A team's name and number."""

    name = forms.CharField(label="Name", max_length=100)
    telephone = forms.CharField(label="Telephone", max_length=30, required=False)

    def clean_name(self) -> str:
        """Refuse a name that another team has."""
        name = str(self.cleaned_data["name"]).strip()
        if Team.objects.filter(name__iexact=name).exclude(pk=self.record.pk).exists():
            raise ValidationError("Another team has this name.")
        return name
