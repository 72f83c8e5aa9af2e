"""Every address of the service."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from cpms import health

handler400 = "cpms.design.errors.bad_request"
handler403 = "cpms.design.errors.permission_denied"
handler404 = "cpms.design.errors.not_found"
handler500 = "cpms.outages.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("accounts/", include("cpms.accounts.single_sign_on.urls")),
    path("", include("cpms.administration.urls")),
    path("", include("cpms.children.urls")),
    path("", include("cpms.casework.urls")),
    path("", include("cpms.oversight.urls")),
    path("", include("cpms.documents.urls")),
    path("", include("cpms.documents.calendars.urls")),
    path("", include("plans.urls")),
    path("", include("core_groups.urls")),
    path("", include("cpms.pathways.urls")),
    path("", include("enquiries.urls")),
    path("", include("cpms.strategy_discussions.urls")),
    path("", include("cpms.timescales.urls")),
    path("", include("conferences.urls")),
]

if not settings.PRODUCTION:
    urlpatterns.append(path("design/", include("cpms.design.urls")))
