"""`manage.py draw_architecture`: the diagrams of docs/architecture.md, from the code."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cpms.casework import architecture


class Command(BaseCommand):
    """Write the diagrams between their markers, or say whether they are in step."""

    help = "Draw the layers and the states into docs/architecture.md."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the wish to look only."""
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail if a diagram is out of step"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Draw anew, and write what is not as it was."""
        document = architecture.DOCUMENT
        text = document.read_text()
        try:
            drawn = architecture.redrawn(text)
        except architecture.MarkerMissingError as error:
            raise CommandError(f"docs/{document.name}: {error}") from None
        if drawn == text:
            self.stdout.write("The diagrams are in step with the code.")
        elif check:
            message = "is out of step with the code. Run: python manage.py draw_architecture"
            raise CommandError(f"docs/{document.name} {message}")
        else:
            document.write_text(drawn)
            self.stdout.write(f"docs/{document.name} is drawn anew.")
