"""What people see when the service itself has failed: plain words, never a blank page."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from structlog.contextvars import get_contextvars

SECONDS_BEFORE_TRYING_AGAIN = "30"


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer an error nobody caught; an unreachable database is said to be just that.

    As the handler of error 500 it also covers failures in the middleware, where the
    session is read and a lost database is noticed first.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = _page("outage.html", status=503)
        response["Retry-After"] = SECONDS_BEFORE_TRYING_AGAIN
        return response
    return _page("500.html", status=500)


def _page(template: str, *, status: int) -> HttpResponse:
    """Render without the request: nobody can be looked up. The reference is in the log too."""
    about = {
        "partnership_name": settings.PARTNERSHIP_NAME,
        "reference": get_contextvars().get("request_id", ""),
    }
    return HttpResponse(render_to_string(template, about), status=status)
