"""Events that packs already name and that no move makes yet, each with what it waits for.

The rules stand in the packs from the first day, so that the table of timescales is whole.
A test removes an entry from this list by failing as soon as its event is made somewhere.
"""

AWAITED: dict[str, str] = {}

UNDER_CONSTRUCTION = frozenset(
    f"{record}.{event}"
    for record, events in {
        "plan": "revised circulated ended",
        "core_group_meeting": "held minutes_circulated",
        "core_group": "disbanded",
    }.items()
    for event in events.split()
)
"""The main road's own events, while its stages are being built."""
