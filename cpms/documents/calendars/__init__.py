"""Meetings in people's own calendars: entries that follow the standard, and personal feeds."""
