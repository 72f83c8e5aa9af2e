"""The first person of a new installation, who then makes everyone else."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import Role


class Command(BaseCommand):
    """Make an administrator with a random password, which is shown this once."""

    help = "Make an administrator with a random password, which is shown this once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name to sign in with."""
        parser.add_argument("--username", default="administrator")

    @transaction.atomic
    def handle(self, *_arguments: Any, username: str, **_options: Any) -> None:
        """Refuse a user name in use: a second run must not change somebody's password."""
        if User.objects.filter(username=username).exists():
            message = f"{username} is there already. Choose another with --username."
            raise CommandError(message)
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(username, password=password, name="Administrator")
        RoleHeld.objects.create(user=user, role=Role.ADMINISTRATOR)
        self.stdout.write(f"Administrator made. Sign in as {username} with {password}")
        self.stdout.write("Note the password down now: it is kept nowhere and not shown again.")
