"""Addresses of notices and timescales."""

from django.urls import path

from . import views

urlpatterns = [
    path("notices/", views.Notices.as_view(), name="notices"),
    path("timescales/", views.Timescales.as_view(), name="timescales"),
    path("timescales/calendar/", views.CalendarPage.as_view(), name="working-days"),
    path("timescales/calendar/change/", views.ChangeCalendar.as_view(), name="change-calendar"),
    path("chronology/<int:pk>/correct/", views.CorrectDay.as_view(), name="correct-day"),
    path("timescales/policy/", views.ChoosePolicy.as_view(), name="policy"),
    path("notices/done/", views.PutAway.as_view(), name="notices_done"),
]
