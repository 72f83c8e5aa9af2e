"""The pages about who may see a child, who has looked, and what was changed."""

from cpms.oversight.views.access import Accesses, OpenForReason, ReviewAccess, WhoMaySee
from cpms.oversight.views.bars import (
    ChangeReaders,
    Conflicts,
    DeclareConflict,
    EndConflict,
    LiftRestriction,
    Restrict,
    RestrictionPage,
    Restrictions,
)

__all__ = [
    "Accesses",
    "ChangeReaders",
    "Conflicts",
    "DeclareConflict",
    "EndConflict",
    "LiftRestriction",
    "OpenForReason",
    "Restrict",
    "RestrictionPage",
    "Restrictions",
    "ReviewAccess",
    "WhoMaySee",
]
