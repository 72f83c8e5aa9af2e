"""The gallery of components, and the error pages to look at. Neither exists in production."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View

from cpms.design import errors
from cpms.design.gallery import forms, samples

SAMPLES = {name.lower(): value for name, value in vars(samples).items() if name.isupper()}

ERROR_PAGES = {"400": 400, "403": 403, "403_csrf": 403, "404": 404, "500": 500, "outage": 503}


@method_decorator(login_not_required, name="dispatch")
class Gallery(View):
    """Every component in every state, every field with and without an error."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them all."""
        wrong = forms.EveryField(forms.WRONG, prefix="wrong")
        context: dict[str, Any] = {
            **SAMPLES,
            "fact_items": samples.FACTS,
            "right": forms.EveryField(),
            "wrong": wrong,
            "actions": forms.Actions(),
            "levels": ["success", "info", "warning"],
        }
        return render(request, "design/gallery.html", context)


@method_decorator(login_not_required, name="dispatch")
class ErrorPage(View):
    """An error page as it looks, by its number."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """Show it, with the status it comes with."""
        if name not in ERROR_PAGES:
            raise Http404
        return errors.page(ERROR_PAGES[name], f"{name}.html")
