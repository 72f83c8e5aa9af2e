"""The addresses of core groups and their meetings."""

from django.urls import path

from core_groups import views

_meeting = "core-group-meetings/<int:pk>/"

urlpatterns = [
    path(
        "children/<int:pk>/core-group/",
        views.GroupOfChild.as_view(),
        name="core-group-of-child",
    ),
    path("core-groups/<int:pk>/", views.CoreGroupPage.as_view(), name="core_group"),
    path(
        "core-groups/<int:pk>/meetings/plan/",
        views.PlanMeeting.as_view(),
        name="core_group_meeting-plan",
    ),
    path(_meeting, views.MeetingPage.as_view(), name="core_group_meeting"),
    path(f"{_meeting}record/", views.RecordMeeting.as_view(), name="core_group_meeting-hold"),
    path(f"{_meeting}date/", views.MoveMeeting.as_view(), name="core_group_meeting-move"),
    path(f"{_meeting}cancel/", views.CancelMeeting.as_view(), name="core_group_meeting-cancel"),
    path(
        f"{_meeting}minutes/", views.CirculateMinutes.as_view(), name="core_group_meeting-minutes"
    ),
]
