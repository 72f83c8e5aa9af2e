"""Addresses of the gallery; the composition leaves them out in production."""

from django.urls import path

from cpms.design.views import ErrorPage, Gallery

app_name = "design"

urlpatterns = [
    path("", Gallery.as_view(), name="gallery"),
    path("errors/<str:name>/", ErrorPage.as_view(), name="error"),
]
