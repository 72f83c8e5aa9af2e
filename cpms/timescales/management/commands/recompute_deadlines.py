"""`manage.py recompute_deadlines`: bring the clocks to what the chronologies say."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cpms.children.models import Child
from cpms.design.formats import day
from cpms.timescales.deadlines.keeping import Recomputed, recompute
from cpms.timescales.deadlines.tallying import recount
from cpms.timescales.packs import PackError, load


class Command(BaseCommand):
    """From an empty table it makes the same rows, to the byte, as the running service did."""

    help = "Recompute every child's deadlines, or one child's, and say what changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One child or all; for real or as a trial; under another pack."""
        parser.add_argument("--child", type=int, metavar="ID", help="only this child")
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--pack", metavar="NAME", help="under this pack, to try a change")
        parser.add_argument("--because", default="", help="the reason kept with moved due days")

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute and report."""
        changes = recompute(
            self._children(options["child"]),
            pack=self._pack(options["pack"]),
            because=options["because"],
            dry_run=options["dry_run"],
        )
        if options["child"] is None and not options["dry_run"]:
            recount()
        for old, new in changes.moved:
            self.stdout.write(
                f"child {new.child_id}: {new.title}: {day(old.due_on)} -> {day(new.due_on)}"
            )
        self.stdout.write(_summary(changes, dry_run=options["dry_run"]))

    def _children(self, child: int | None) -> list[int]:
        children = Child.objects.order_by("pk")
        if child is None:
            return list(children.values_list("pk", flat=True))
        if not children.filter(pk=child).exists():
            raise CommandError(f"There is no child with the number {child}.")
        return [child]

    def _pack(self, name: str | None) -> Any:
        try:
            return load(name) if name else None
        except PackError as error:
            raise CommandError(str(error)) from None


def _summary(changes: Recomputed, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    return (
        f"{changes.kept} unchanged, {len(changes.new)} {would}new, "
        f"{len(changes.changed)} {would}changed, {len(changes.gone)} {would}taken away."
    )
