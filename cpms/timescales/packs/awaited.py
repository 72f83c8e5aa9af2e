"""Events that packs already name and that no move makes yet, each with what it waits for.

The rules stand in the packs from the first day, so that the table of timescales is whole.
A test removes an entry from this list by failing as soon as its event is made somewhere.
"""

MISSING = "missing children and moves between authorities are recorded from a later release"
ACTION_PLANS = "action plans without a child protection plan come with a later release"

AWAITED = {
    "action_plan.agreed": ACTION_PLANS,
    "action_plan.closed": ACTION_PLANS,
    "action_plan.reviewed": ACTION_PLANS,
    "address.change_learned": MISSING,
    "address.change_notified": MISSING,
    "child.turned_eighteen": "the birthday watch comes with endings without a conference",
    "child_in_need_meeting.held": "child in need meetings come with looked-after children",
    "missing_episode.found": MISSING,
    "missing_episode.reported": MISSING,
    "transfer_in.notified": MISSING,
    "transfer_in.withdrawn": MISSING,
    "transfer_out.conference_held": MISSING,
    "transfer_out.notified": MISSING,
    "transfer_out.withdrawn": MISSING,
}

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
