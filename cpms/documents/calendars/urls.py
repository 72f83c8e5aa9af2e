"""The addresses of calendar files and feeds."""

from django.urls import path

from cpms.documents.calendars.views import Feed, LetterEntry, MyCalendar

urlpatterns = [
    path("letters/<int:pk>/calendar.ics", LetterEntry.as_view(), name="letter-calendar"),
    path("calendar/", MyCalendar.as_view(), name="my-calendar"),
    path("calendar/feeds/<str:token>.ics", Feed.as_view(), name="calendar-feed"),
]
