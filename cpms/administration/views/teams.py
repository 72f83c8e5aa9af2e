"""The teams of the authority."""

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from cpms.accounts.models import Team
from cpms.accounts.permissions import Permission
from cpms.administration import forms, services
from cpms.records.views import Page, ServiceFormView


class Teams(Page):
    """Every team, with how many people work in it."""

    permission = Permission.MANAGE_ACCOUNTS
    template_name = "administration/teams.html"

    def context(self) -> dict[str, Any]:
        """Return the teams."""
        people = Count("members", filter=Q(members__is_active=True))
        return {"teams": Team.objects.annotate(people=people).order_by("name")}


class _OnTeam(ServiceFormView[Team]):
    model = Team
    permission = Permission.MANAGE_ACCOUNTS
    form_class = forms.TeamForm

    def visible(self) -> models.QuerySet[Team]:
        """Return every team."""
        return Team.objects.all()

    def act(self, **facts: Any) -> Team:
        """Save it."""
        return services.save_team(self.record, by=self.user, **facts)

    def success_url(self, record: Any) -> str:
        """Return to the teams."""
        return reverse("teams")


class MakeTeam(_OnTeam):
    """Make a team."""

    title = "Make a team"
    button = "Make the team"
    done_message = "The team was made."

    @property
    def record(self) -> Team:
        """The team about to be made."""
        return Team()


class ChangeTeam(_OnTeam):
    """Change a team's name or number."""

    title = "Change the team"
    done_message = "The team was changed."

    def initial(self) -> dict[str, Any]:
        """Return what is known."""
        return {"name": self.record.name, "telephone": self.record.telephone}
