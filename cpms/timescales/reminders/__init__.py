"""Reminders: notices in the service, an outbox for what leaves it, told exactly once."""
