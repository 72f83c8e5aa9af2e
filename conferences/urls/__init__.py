"""The addresses of conferences: before, on the day, after."""

from conferences.urls import after, before, day

urlpatterns = [*before.urlpatterns, *day.urlpatterns, *after.urlpatterns]
