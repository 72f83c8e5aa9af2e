"""Checks made before the service starts: packs name real events, the calendar reaches on."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register

from cpms.records.transitions import event_name, record_models, transitions_of

from . import calendar, packs


def emitted() -> frozenset[str]:
    """Every event that some move of some record writes."""
    return frozenset(
        event_name(model, transition)
        for model in record_models()
        for transition in transitions_of(model)
    )


@register(Tags.compatibility)
def check_events(**_: Any) -> list[CheckMessage]:
    """Every event that a pack names is made by some move."""
    made = emitted()
    return [
        Error(
            f'{name}.toml, row "{rule.code}": no move ever makes the event "{event}".',
            hint="Correct the event's name, or build the move that makes it.",
            id="timescales.E001",
        )
        for name, pack in packs.all_packs().items()
        for edition in pack.editions
        for rule in edition.timescales
        for event in sorted(rule.events - made)
    ]


@register(Tags.compatibility)
def check_calendar(**_: Any) -> list[CheckMessage]:
    """The calendar reaches at least a year ahead."""
    last = calendar.last_day()
    if last >= calendar.add_years(calendar.today(), 1):
        return []
    return [
        Warning(
            f"The working-day calendar ends on {last:%d/%m/%Y}, less than a year ahead.",
            hint="Raise LAST_YEAR in timescales/calendar/working_days.py.",
            id="timescales.W001",
        )
    ]
