"""Child protection case management for English local authorities."""

from cpms.celery import app as celery_app

__all__ = ["celery_app"]
