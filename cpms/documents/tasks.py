"""The background's work on files: without arguments, and harmless to do twice."""

from celery import shared_task

from cpms.documents.attachments import services


@shared_task
def scan_waiting() -> None:
    """Scan what could not be scanned when it was added."""
    services.scan_waiting()


@shared_task
def sweep_strays() -> None:
    """Take away the files of uploads that never came to their row."""
    services.sweep_strays()
