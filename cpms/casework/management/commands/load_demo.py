"""`manage.py load_demo`: fill a new database with the demonstration's forty families."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cpms.accounts.demonstration import DEMONSTRATION_PASSWORD
from cpms.accounts.models import User
from cpms.casework.demonstration.loading import load
from cpms.casework.demonstration.stories import STORIES
from cpms.children.models import Child
from cpms.records import clock

IN_PRODUCTION = "This is production: no invented family is ever put beside real ones."
REAL_CHILDREN = (
    "There are children in this database, and it is not the demonstration's. Nothing was changed. "
    "Use an empty database: bin/run --fresh makes one."
)


class Command(BaseCommand):
    """Make the demonstration's people and families; a second run changes nothing."""

    help = "Make the demonstration: invented accounts, agencies and families in every stage."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the day on which the stories are told, and how many of them."""
        parser.add_argument(
            "--on", type=_day, metavar="DATE", help="the day, like 2026-11-24; today if left out"
        )
        parser.add_argument("--families", type=int, default=len(STORIES), help="only the first few")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse production and databases in use; then tell the stories."""
        if settings.PRODUCTION:
            raise CommandError(IN_PRODUCTION)
        if Child.objects.exists():
            if not _is_the_demonstrations():
                raise CommandError(REAL_CHILDREN)
            self.stdout.write("The demonstration is here already. Nothing was changed.")
            return
        count = load(options["on"] or clock.today(), options["families"], self.stdout.write)
        self.stdout.write(self.style.SUCCESS(f"{count} families, all invented."))


def _is_the_demonstrations() -> bool:
    """Say whether the accounts are the invented ones: nobody else has their password."""
    user = User.objects.filter(username="social-worker").first()
    return user is not None and user.check_password(DEMONSTRATION_PASSWORD)


def _day(written: str) -> date:
    return date.fromisoformat(written)
