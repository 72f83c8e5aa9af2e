"""`manage.py timescale CODE --from DATE`: the due day of a rule, counted day by day."""

import json
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from cpms.design.formats import day, moment
from cpms.timescales.calculator import BadQuestion, Worked, read_start, work_out
from cpms.timescales.calendar import WorkingDays, calendar_for
from cpms.timescales.packs import known_names
from cpms.timescales.policy import working_days


class Command(BaseCommand):
    """Bad codes and dates end with status 2 and a sentence."""

    help = "Work out when something is due, and show the count day by day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The rule, its start and the pack."""
        parser.add_argument("code", help="a rule's code, for example initial-conference-held")
        parser.add_argument(
            "--from", dest="start", required=True, metavar="DATE", help="2026-11-24, or with T10:00"
        )
        parser.add_argument("--pack", metavar="NAME", help=f"one of {', '.join(known_names())}")
        parser.add_argument("--json", action="store_true", help="for another program to read")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work it out and print it."""
        try:
            worked = work_out(
                options["code"],
                read_start(options["start"]),
                options["pack"] or settings.TIMESCALES_PACK,
                self._calendar(),
            )
        except BadQuestion as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(
            json.dumps(as_json(worked), indent=2) if options["json"] else text(worked)
        )

    def _calendar(self) -> WorkingDays | None:
        """The published calendar if there is no database to ask for late changes."""
        try:
            return working_days()
        except DatabaseError:
            self.stderr.write("No database: closures and late bank holidays are not counted.")
            return calendar_for()


def as_json(worked: Worked) -> dict[str, Any]:
    """The answer for a program: the keys the issue of timescales names."""
    counted = worked.count
    return {
        "code": worked.rule.code,
        "pack": worked.edition.pack,
        "version": worked.edition.version,
        "from": counted.start.isoformat(),
        "opens": counted.opens.isoformat() if counted.opens else None,
        "due": (counted.due_at or counted.due).isoformat(),
        "counted": [told.day.isoformat() for told in counted.counted],
        "skipped": [{"day": told.day.isoformat(), "why": told.note} for told in counted.skipped],
        "last_working_day_before": _iso(counted.last_working_day_before),
        "register": list(worked.rule.register),
        "source": worked.rule.source,
    }


def text(worked: Worked) -> str:
    """The answer for a person."""
    counted = worked.count
    due = moment(counted.due_at) if counted.due_at else day(counted.due)
    lines = [f"{worked.rule.title}: due {due}", ""]
    lines += [f"{term}: {words}" for term, words in worked.facts]
    lines += ["", f"{'start':>7}  {_start(counted.start)}"]
    lines += [
        f"{'skipped' if told.is_skipped else told.number:>7}  {day(told.day)}"
        f"{f'  {told.note}' if told.note else ''}"
        for told in counted.days
    ]
    return "\n".join(lines)


def _start(start: date | datetime) -> str:
    return moment(start) if isinstance(start, datetime) else day(start)


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
