"""One's own session: how long it lasts, and what was being typed when it ended."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from cpms.accounts import kept_text, session_limits
from cpms.accounts.kept_text import KeptText
from cpms.records.views import Page


class SessionLeft(Page):
    """How many seconds are left; asking does not lengthen the session."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell the page's own script."""
        return JsonResponse({"left": session_limits.seconds_left(request)})


class SessionStay(Page):
    """Opened in a window of its own by who wants to stay signed in."""

    template_name = "administration/stay.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Stay, asked by the page's own script."""
        return JsonResponse({"left": session_limits.seconds_left(request)})


class KeptTexts(Page):
    """What the person was typing when a session of theirs ended, to be copied or put away."""

    template_name = "administration/kept_texts.html"

    def context(self) -> dict[str, Any]:
        """Return the texts."""
        return {"texts": KeptText.objects.visible_to(self.user)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what the page's script hands over and sign out; else put a text away."""
        path = request.headers.get("X-Kept-For", "")
        if path:
            if path.startswith("/"):
                kept_text.keep(self.user, path, request.POST)
            logout(request)
            return JsonResponse({"kept": True})
        chosen = request.POST.get("text", "")
        if chosen.isdecimal():
            KeptText.objects.visible_to(self.user).filter(pk=chosen).delete()
            messages.success(request, "The text was put away.")
        return HttpResponseRedirect(reverse("kept-texts"))
