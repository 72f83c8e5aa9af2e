"""Headers that keep a child's record from staying behind in a browser or a proxy."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

FORGOTTEN_AT_SIGN_OUT = '"cache", "storage"'
NOTHING_FROM_THE_DEVICE = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class LeaveNothingBehind:
    """Every page is `no-store` unless it chose otherwise; no device feature is offered.

    At sign-out the browser is told to forget what it kept: desks are shared (A18).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with the headers added."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", NOTHING_FROM_THE_DEVICE)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "is_signed_out", False):
            response.headers["Clear-Site-Data"] = FORGOTTEN_AT_SIGN_OUT
        return response
