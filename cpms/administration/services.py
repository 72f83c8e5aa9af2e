"""Joiners, movers and leavers: every change with its history, in the administrator's name."""

from datetime import date
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from cpms.accounts.models import RoleHeld, Team, User
from cpms.accounts.permissions import Role
from cpms.records.guards import Refused
from cpms.records.moves import write

NOT_ONESELF = "Nobody changes their own role or closes their own account. Ask a colleague to do it."
LAST_ONE = "This is the last administrator. Make another one first."


@transaction.atomic
def make_account(*, by: User, role: Role, held_from: date, **facts: Any) -> User:
    """Make an account without a password, with its first role, and send the link that sets one."""
    joiner = User(**facts)
    joiner.set_unusable_password()
    write(joiner, by=by)
    give_role(joiner, role=role, held_from=held_from, held_until=None, by=by)
    send_link(joiner)
    return joiner


@transaction.atomic
def change_account(person: User, *, by: User, **facts: Any) -> User:
    """Change who somebody is to the service: name, address, post, team."""
    for name, value in facts.items():
        setattr(person, name, value)
    write(person, by=by)
    return person


@transaction.atomic
def give_role(
    person: User, *, role: Role, held_from: date, held_until: date | None, by: User
) -> User:
    """Give a role from one day on, or to another; a role held on those days is not given twice."""
    _require_another(person, by)
    ends = Q(held_until=None) | Q(held_until__gte=held_from)
    begins = Q() if held_until is None else Q(held_from__lte=held_until)
    if RoleHeld.objects.filter(ends, begins, user=person, role=role).exists():
        raise Refused(f"{person} holds the role {role.label} on these days already.")
    write(RoleHeld(user=person, role=role, held_from=held_from, held_until=held_until), by=by)
    return person


@transaction.atomic
def end_role(held: RoleHeld, *, until: date, by: User) -> User:
    """End a role; its last day is the last day on which it opens anything."""
    _require_another(held.user, by)
    if until < held.held_from:
        raise Refused("The last day cannot be before the first.")
    if held.role == Role.ADMINISTRATOR:
        _require_other_administrator(held.user, until)
    held.held_until = until
    write(held, by=by)
    return held.user


@transaction.atomic
def close_account(person: User, *, on: date, by: User) -> User:
    """Close a leaver's account: every session ends with its next request, every role today."""
    _require_another(person, by)
    _require_other_administrator(person, on)
    person.is_active = False
    write(person, by=by)
    for held in RoleHeld.objects.on(on).filter(user=person):
        held.held_until = on
        write(held, by=by)
    end_sessions(person)
    return person


@transaction.atomic
def open_account(person: User, *, by: User) -> User:
    """Open a closed account again. Its roles have ended: they are given anew."""
    _require_another(person, by)
    person.is_active = True
    person.set_unusable_password()
    write(person, by=by)
    send_link(person)
    return person


@transaction.atomic
def forget_second_step(person: User, *, by: User) -> User:
    """Take away a lost telephone or key; the person sets another up at the next sign-in."""
    _require_another(person, by)
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    write(person, by=by)
    return person


@transaction.atomic
def save_team(team: Team, *, by: User, **facts: Any) -> Team:
    """Make a team or change its name and number."""
    for name, value in facts.items():
        setattr(team, name, value)
    write(team, by=by)
    return team


def end_sessions(person: User) -> None:
    """End every session of the person, wherever it was begun."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def send_link(person: User) -> None:
    """Send the link by which the person sets a password, once, within three days."""
    where = {
        "uidb36": user_pk_to_url_str(person),
        "key": default_token_generator.make_token(person),
    }
    address = settings.SERVICE_URL + reverse("account_reset_password_from_key", kwargs=where)
    about = {"user": person, "password_reset_url": address}
    get_adapter().send_mail("account/email/welcome", person.email, about)


def _require_another(person: User, by: User) -> None:
    if person == by:
        raise Refused(NOT_ONESELF)


def _require_other_administrator(person: User, on: date) -> None:
    """The service is never left without somebody who looks after accounts."""
    held = RoleHeld.objects.on(on).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if held.filter(user=person).exists() and not held.exclude(user=person).exists():
        raise Refused(LAST_ONE)
