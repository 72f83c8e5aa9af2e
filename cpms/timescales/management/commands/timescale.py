"""`manage.py timescale CODE --from DATE`: the due day of a rule, counted day by day."""

import json
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from cpms.design.formats import day, moment
from cpms.timescales.calculator import BadQuestion, Worked, pack_named, read_start, work_out
from cpms.timescales.calendar import WorkingDays, calendar_for
from cpms.timescales.packs import Pack, known_names
from cpms.timescales.policy import calendar_of, pack_in_force


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
            pack, calendar = self._in_force()
            if options["pack"]:
                pack = pack_named(options["pack"])
            worked = work_out(options["code"], read_start(options["start"]), pack, calendar)
        except BadQuestion as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(
            json.dumps(as_json(worked), indent=2) if options["json"] else text(worked)
        )

    def _in_force(self) -> tuple[Pack, WorkingDays]:
        """What the settings and the published calendar say if there is no database to ask."""
        try:
            pack = pack_in_force()
            return pack, calendar_of(pack)
        except DatabaseError:
            self.stderr.write("No database: what was changed since is not counted.")
            return pack_in_force(()), calendar_for()


def as_json(worked: Worked) -> dict[str, Any]:
    """The answer for a program: the keys the issue of timescales names."""
    counted = worked.count
    return {
        "code": worked.rule.code,
        "pack": worked.edition.pack,
        "version": worked.edition.version,
        "from": counted.start.isoformat(),
        "due": (counted.due_at or counted.due).isoformat(),
        "counted": [told.day.isoformat() for told in counted.counted],
        "skipped": [{"day": told.day.isoformat(), "why": told.note} for told in counted.skipped],
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
