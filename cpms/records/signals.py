"""The one signal of the house: a record has moved. Sent by `perform`, heard in receivers.py."""

from django.dispatch import Signal

# Keyword arguments: record, move (its name), events (list of Event), by (User or None).
moved = Signal()
