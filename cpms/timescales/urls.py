"""Addresses of notices and timescales."""

from django.urls import path

from . import views

urlpatterns = [
    path("notices/", views.Notices.as_view(), name="notices"),
    path("timescales/", views.Timescales.as_view(), name="timescales"),
    path("notices/done/", views.PutAway.as_view(), name="notices_done"),
]
