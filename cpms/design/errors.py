"""The pages for a request that is refused or leads nowhere; a failure's is in cpms.outages.

They are drawn without the request, so that no context processor and no database is asked.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from structlog.contextvars import get_contextvars


def page(status: int, template: str = "", *, why: str = "") -> HttpResponse:
    """Draw an error page with the number by which the request is found in the log."""
    about = {"reference": get_contextvars().get("request_id", ""), "why": why}
    drawn = get_template(template or f"{status}.html").render(about)
    return HttpResponse(drawn, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be understood (400)."""
    return page(400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the person's role does not permit this (403), in the refusal's own words."""
    return page(403, why=str(exception))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old or came without its cookie (403)."""
    return page(403, "403_csrf.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, or none for this person (404)."""
    return page(404)
