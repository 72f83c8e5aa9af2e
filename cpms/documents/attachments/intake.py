"""Turning away what is too large before it is read: others go on working meanwhile."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cpms.design import errors

ROOM_FOR_THE_FORM = 1024 * 1024
TOO_LARGE = 413


class RefuseTooLarge:
    """Answer a request that is far too large without reading it.

    One that is a little too large is read, so that its form can say so beside the field.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the length that the browser declares; nothing beyond it is ever read."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > 2 * settings.UPLOAD_BYTES + ROOM_FOR_THE_FORM:
            return errors.page(TOO_LARGE, "413.html")
        return self.get_response(request)
