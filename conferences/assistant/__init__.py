"""The scheduling assistant: which slots are left, and what each of them would break (CF-03)."""

from conferences.assistant.offers import Offer, offer_for
from conferences.assistant.slots import Slot

__all__ = ["Offer", "Slot", "offer_for"]
