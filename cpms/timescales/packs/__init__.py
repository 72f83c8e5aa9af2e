"""Policy packs: what must happen, when, by which procedure.

A deployment names its pack in the settings (`CPMS_TIMESCALES_PACK`); all packs ship and
are compared side by side. The grammar of a pack file stands at the top of `loader`.
"""

from .loader import PACKS_DIR, PackError, all_packs, known_names, load
from .pack import Again, Edition, Escalation, Pack, Switches, Telling, Timescale
from .register import known_numbers

__all__ = [
    "PACKS_DIR",
    "Again",
    "Edition",
    "Escalation",
    "Pack",
    "PackError",
    "Switches",
    "Telling",
    "Timescale",
    "all_packs",
    "known_names",
    "known_numbers",
    "load",
]
