"""The background: one Celery application and its one timetable."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpms.settings")

app = Celery("cpms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Every periodic job of the service. The bodies are in the apps' tasks.py; each may run twice,
# late, or beside another scheduler without harm. Hours are London's, on both sides of a
# change of the clocks.
app.conf.beat_schedule = {
    "deliver what waits": {
        "task": "cpms.timescales.tasks.deliver_waiting",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "write the notices of the day": {
        "task": "cpms.timescales.tasks.sweep_today",
        "schedule": crontab(minute="0", hour="6-19"),
    },
    "one digest a day to each person": {
        "task": "cpms.timescales.tasks.send_digests",
        "schedule": crontab(minute="*/5", hour="7-19"),  # writes at the first after 7:30 only
    },
    "watch the 18th birthdays": {
        "task": "cpms.pathways.tasks.watch_birthdays",
        "schedule": crontab(minute="5", hour="0,5-20"),  # in time, and made up for if missed
    },
    "look how far the calendar reaches": {
        "task": "cpms.timescales.tasks.look_ahead",
        "schedule": crontab(minute="15", hour="5"),
    },
    "scan the files that wait": {
        "task": "cpms.documents.tasks.scan_waiting",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "sweep files without a row": {
        "task": "cpms.documents.tasks.sweep_strays",
        "schedule": crontab(minute="45", hour="*"),
    },
    "take away what nobody needs": {
        "task": "cpms.timescales.tasks.tidy_up",
        "schedule": crontab(minute="30", hour="3"),
    },
}
