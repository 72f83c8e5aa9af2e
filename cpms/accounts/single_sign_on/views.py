"""Going to the council's sign-in, and coming back from it."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from cpms.accounts.single_sign_on.provider import SingleSignOnAdapter, SingleSignOnProvider


def _provider(request: HttpRequest) -> Any:
    if not settings.SINGLE_SIGN_ON_NAME:
        raise Http404("No council's sign-in is set up.")
    return get_adapter().get_provider(request, SingleSignOnProvider.id)


@login_not_required
@require_POST
def begin(request: HttpRequest) -> Any:
    """Send the person to the council's sign-in."""
    provider = _provider(request)
    try:
        return provider.begin(
            request,
            again=request.user.is_authenticated,
            next_url=get_next_redirect_url(request),
        )
    except RequestException as error:
        return render_authentication_error(request, provider, exception=error)


@login_not_required
@require_safe
def callback(request: HttpRequest) -> Any:
    """Take the person back, or say why not."""
    _provider(request)
    adapter = SingleSignOnAdapter(request, SingleSignOnProvider.id)
    return OAuth2CallbackView.adapter_view(adapter)(request)


@login_not_required
@require_safe
def cancelled(request: HttpRequest) -> Any:
    """Say that nothing was done."""
    return render(request, "socialaccount/authentication_error.html", status=403)


@require_http_methods(["GET", "HEAD"])
def confirm(request: HttpRequest) -> Any:
    """Ask who it is once more, of somebody who has no password here."""
    _provider(request)
    return render(request, "socialaccount/confirm.html", {"next": get_next_redirect_url(request)})
