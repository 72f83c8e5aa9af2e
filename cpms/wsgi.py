"""The web application, as gunicorn starts it."""

import os

from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpms.settings")


def require_soundness() -> None:
    """Refuse to serve what fails Django's checks, such as a pack with an unknown event.

    manage.py and the worker make these checks themselves; gunicorn does not.
    """
    faults = [str(message) for message in run_checks() if message.is_serious()]
    if faults:
        raise ImproperlyConfigured("\n".join(faults))


application = get_wsgi_application()
require_soundness()
