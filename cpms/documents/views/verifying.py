"""Checking a copy by its code or its file: open to everyone, and silent on what it holds."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View

from cpms.documents.references import read_code
from cpms.documents.services.copying import Verdict, checked

MOST_BYTES = 10 * 1024 * 1024
MOST_TRIES = 20
TRIES_FOR = 60  # seconds
TOO_MANY = 429


@method_decorator(login_not_required, name="dispatch")
class Verify(View):
    """Say whether a copy is genuine, superseded or withdrawn. No name, no kind, no child."""

    def get(self, request: HttpRequest, code: str = "") -> HttpResponse:
        """Show the form and, for a code in the address or typed, what is said of it."""
        return self.answer(request, code or request.GET.get("code", ""), None)

    def post(self, request: HttpRequest, code: str = "") -> HttpResponse:
        """Compare a file with the one that was issued."""
        file = request.FILES.get("file")
        too_big = file is not None and (file.size or 0) > MOST_BYTES
        content = file.read() if file is not None and not too_big else None
        wrong = "The file is too large to be a copy of ours." if too_big else ""
        wrong = wrong or ("" if file else "Choose the file of the copy.")
        return self.answer(request, request.POST.get("code", "") or code, content, wrong)

    def answer(
        self, request: HttpRequest, code: str, content: bytes | None, wrong: str = ""
    ) -> HttpResponse:
        """Render the page with the verdict, unless the code is tried too often."""
        if code and _is_tried_too_often(request, code):
            return self.drawn(request, {"code": code, "too_often": True}, TOO_MANY)
        found: dict[str, Any] = {"code": code, "wrong": wrong, "is_file": content is not None}
        if code and not wrong:
            verdict, copy = checked(code, content)
            known = verdict is not Verdict.UNKNOWN
            found |= {"verdict": verdict.value, "number": copy.number if copy and known else ""}
            found |= {"issued_on": copy.issued_on if copy and known else None}
        return self.drawn(request, found, 200 if not wrong else 422)

    def drawn(self, request: HttpRequest, found: dict[str, Any], status: int) -> HttpResponse:
        """Return the page."""
        silent: dict[str, Any] = {"wrong": "", "too_often": False, "verdict": "", "is_file": False}
        return render(request, "documents/verify.html", silent | found, status=status)


def _is_tried_too_often(request: HttpRequest, code: str) -> bool:
    """Count tries of a code, and of an address whatever the code, for a minute each."""
    keys = (
        f"verify-code-{read_code(code) or 'unreadable'}",
        f"verify-from-{request.META.get('REMOTE_ADDR', '')}",
    )
    for key in keys:
        cache.add(key, 0, TRIES_FOR)
    try:
        tries = [cache.incr(key) for key in keys]
        return max(tries) > MOST_TRIES
    except ValueError:  # it ran out between the two
        return False
