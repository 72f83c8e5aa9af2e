"""Accounts: the list, one person's page, and every act on it."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db import models
from django.urls import reverse

from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import Permission
from cpms.administration import forms, history, listing, services
from cpms.records.views import Page, RecordPage, ServiceFormView

ROWS = 50


class Accounts(Page):
    """The accounts of the service, 50 to a page."""

    permission = Permission.MANAGE_ACCOUNTS
    template_name = "administration/accounts.html"

    @cached_property
    def people(self) -> PageOfRows[User]:
        """One page of those whom the search finds."""
        self.form.is_valid()
        asked = self.form.cleaned_data
        rows = listing.find(asked.get("q", ""), asked.get("state", ""))
        return Paginator(rows, ROWS).get_page(self.request.GET.get("page"))

    @cached_property
    def form(self) -> forms.FindForm:
        """The search as the address says it."""
        return forms.FindForm(self.request.GET)

    def context(self) -> dict[str, Any]:
        """Return the rows with their roles, and the address without its page."""
        address = self.request.GET.copy()
        address.pop("page", None)
        roles = listing.roles_of(list(self.people), self.today)
        return {
            "form": self.form,
            "people": self.people,
            "roles": roles,
            "address": address.urlencode(),
        }


class _OfPerson(RecordPage[User]):
    """A page about one account; all of them, for who looks after accounts."""

    model = User
    permission = Permission.MANAGE_ACCOUNTS

    def visible(self) -> models.QuerySet[User]:
        """Return every account: an account holds nothing of a child."""
        return User.objects.select_related("team")


class AccountPage(_OfPerson):
    """One account: who it is, its roles, and what was changed."""

    template_name = "administration/account.html"

    def context(self) -> dict[str, Any]:
        """Return the roles and the changes."""
        return {
            "roles": listing.roles_held(self.record),
            "changes": history.of(self.record),
        }


class _OnPerson(_OfPerson, ServiceFormView[User]):
    """An act on one account."""

    def success_url(self, record: Any) -> str:
        """Return to the account's page."""
        return reverse("account", args=[record.pk])


class MakeAccount(_OnPerson):
    """Make an account; its owner is sent a link that sets the password."""

    needs_fresh_sign_in = True
    title = "Make an account"
    button = "Make the account"
    done_message = "The account is made. A link to set a password is on its way to its owner."
    form_class = forms.JoinerForm

    @property
    def record(self) -> User:
        """The account about to be made."""
        return User()

    def initial(self) -> dict[str, Any]:
        """Return today as the first day."""
        return {"held_from": self.today}

    def act(self, **facts: Any) -> User:
        """Make it."""
        return services.make_account(by=self.user, **facts)

    def success_url(self, record: Any) -> str:
        """Return to the new account, or to the list before there is one."""
        return reverse("account", args=[record.pk]) if record.pk else reverse("accounts")


class ChangeAccount(_OnPerson):
    """Change a mover's team, post, name or address."""

    title = "Change the account"
    done_message = "The account was changed."
    form_class = forms.ChangeForm

    def initial(self) -> dict[str, Any]:
        """Return what is known."""
        names = ("name", "email", "job_title", "telephone", "team")
        return {name: getattr(self.record, name) for name in names}

    def act(self, **facts: Any) -> User:
        """Change it."""
        return services.change_account(self.record, by=self.user, **facts)


class GiveRole(_OnPerson):
    """Give a further role."""

    needs_fresh_sign_in = True
    title = "Give a role"
    button = "Give the role"
    done_message = "The role was given."
    form_class = forms.RoleForm

    def initial(self) -> dict[str, Any]:
        """Return today as the first day."""
        return {"held_from": self.today}

    def act(self, **facts: Any) -> User:
        """Give it."""
        return services.give_role(self.record, by=self.user, **facts)


class EndRole(ServiceFormView[RoleHeld]):
    """End a role on a day."""

    model = RoleHeld
    permission = Permission.MANAGE_ACCOUNTS
    needs_fresh_sign_in = True
    title = "End the role"
    button = "End the role"
    done_message = "The role was ended."
    form_class = forms.EndRoleForm

    def visible(self) -> models.QuerySet[RoleHeld]:
        """Return every role held: it tells nothing of a child."""
        return listing.every_role_held()

    def heading(self) -> str:
        """Say whose role it is, and which."""
        return f"End the role {self.record.get_role_display()} of {self.record.user}"

    def initial(self) -> dict[str, Any]:
        """Return today as the last day."""
        return {"until": self.today}

    def act(self, **facts: Any) -> User:
        """End it."""
        return services.end_role(self.record, by=self.user, **facts)

    def success_url(self, record: Any) -> str:
        """Return to the account's page."""
        return reverse("account", args=[self.record.user_id])


class CloseAccount(_OnPerson):
    """Close a leaver's account."""

    needs_fresh_sign_in = True
    template_name = "administration/close.html"
    title = "Close the account"
    button = "Close the account"
    done_message = "The account is closed, and every session of it has ended."

    def act(self, **facts: Any) -> User:
        """Close it."""
        return services.close_account(self.record, on=self.today, by=self.user)


class OpenAccount(_OnPerson):
    """Open a closed account again."""

    needs_fresh_sign_in = True
    title = "Open the account again"
    button = "Open the account"
    done_message = "The account is open. Give it a role; a link to set a password is on its way."

    def act(self, **facts: Any) -> User:
        """Open it."""
        return services.open_account(self.record, by=self.user)


class SendLink(_OnPerson):
    """Send the link that sets a password, once more."""

    needs_fresh_sign_in = True
    title = "Send a link to set a password"
    button = "Send the link"
    done_message = "The link is on its way. It works once, within three days."

    def act(self, **facts: Any) -> None:
        """Send it."""
        services.send_link(self.record)


class ForgetSecondStep(_OnPerson):
    """Take away a second step that is lost."""

    needs_fresh_sign_in = True
    title = "Take the second step away"
    button = "Take it away"
    done_message = "The second step was taken away. Another is set up at the next sign-in."

    def act(self, **facts: Any) -> User:
        """Take it away."""
        return services.forget_second_step(self.record, by=self.user)
