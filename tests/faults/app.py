"""The product's Celery application with its own timetable, only quicker: minutes are seconds."""

from cpms.celery import app

SECONDS = {"deliver what waits": 2.0, "write the notices of the day": 4.0}

for name, seconds in SECONDS.items():
    app.conf.beat_schedule[name]["schedule"] = seconds
