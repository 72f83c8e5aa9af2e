"""`manage.py sweep --on DATE`: write and send the reminders of a day."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cpms.design.formats import day, plural
from cpms.timescales import calendar
from cpms.timescales.reminders import messages, outbox
from cpms.timescales.reminders.sweep import sweep


class Command(BaseCommand):
    """The same work as the background's, for a day of one's choice; harmless to repeat."""

    help = "Write the notices due on a day, then the messages, and deliver them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day, and whether to send."""
        parser.add_argument(
            "--on", metavar="DATE", help="the day, like 2026-11-24; today if left out"
        )
        parser.add_argument(
            "--no-send", action="store_true", help="leave delivery to the background"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep, write the messages, deliver."""
        on = _day(options["on"])
        try:
            notices = sweep(on)
        except calendar.CalendarEnds as error:
            raise CommandError(str(error), returncode=2) from None
        written = messages.send_at_once() + messages.send_digests(on)
        sent = 0 if options["no_send"] else outbox.deliver()
        self.stdout.write(
            f"{day(on)}: {plural(notices, 'new notice')}, {plural(written, 'message')} written, "
            f"{sent} sent."
        )


def _day(written: str | None) -> date:
    try:
        return date.fromisoformat(written) if written else calendar.today()
    except ValueError:
        raise CommandError(
            f'"{written}" is not a day; write it like 2026-11-24', returncode=2
        ) from None
