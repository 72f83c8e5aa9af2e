"""What the pages off the main road show of a record: its facts in words, and its events."""

from datetime import date
from typing import Any

from cpms.children.models import OfChild
from cpms.design.formats import day, moment
from cpms.records.chronology import sentence
from cpms.records.models import Event

# The fields of each kind of record that its page shows, in the order in which they arise.
SHOWN: dict[str, tuple[str, ...]] = {
    "address": ("learned_on", "told_by", "notified_on", "circulated_on"),
    "transfer_in": ("authority", "notified_on", "told_by", "their_worker", "their_plan",
                    "held_on", "reason"),
    "transfer_out": ("authority", "moved_on", "notified_on", "their_worker", "held_on",
                     "evidence", "reason"),
    "missing_episode": ("reported_on", "reported_by", "circumstances", "carers",
                        "managers_told_on", "managers_told", "agencies_contacted_on",
                        "agencies_contacted", "health_tracing_on", "health_tracing_with",
                        "authorities_told_on", "found_on", "found_how"),
    "absence": ("since_on", "reason", "expected_on", "ended_on"),
    "action_plan": ("agreed_on", "support", "family_group_conference", "access", "actions",
                    "reviewed_on", "review_notes", "next_review_on", "closed_on",
                    "closed_reason"),
    "child_in_need_meeting": ("order", "elements", "contingency", "planned_on", "held_on",
                              "notes"),
}  # fmt: skip


def facts_of(record: OfChild) -> list[tuple[str, str]]:
    """Return what is known, each with its name; what is empty is left out."""
    shown = SHOWN.get(record.record_label(), ())
    pairs = [(_label(record, name), _words(record, name)) for name in shown]
    return [(label, words) for label, words in pairs if words]


def _label(record: OfChild, name: str) -> str:
    field: Any = record._meta.get_field(name)
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _words(record: OfChild, name: str) -> str:
    value = getattr(record, name)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    field: Any = record._meta.get_field(name)
    if field.choices and value:
        return str(getattr(record, f"get_{name}_display")())
    return str(value) if value else ""


def events_of(record: OfChild) -> list[dict[str, Any]]:
    """Return what happened to the record, newest first, as the timeline draws it."""
    events = Event.objects.of_record(record).select_related("entered_by").order_by("-pk")
    return [_line(event) for event in events]


def _line(event: Event) -> dict[str, Any]:
    by = f", {event.entered_by}" if event.entered_by else ""
    return {
        "title": sentence(event),
        "note": f"{day(event.happened_on)}{by}.",
        "entered": f"Entered {moment(event.entered_at)}.",
    }
