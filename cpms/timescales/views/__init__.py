"""The pages of the timescales."""

from .notices import Notices, PutAway
from .timescales import Timescales

__all__ = ["Notices", "PutAway", "Timescales"]
