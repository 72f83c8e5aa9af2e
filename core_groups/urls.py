"""The addresses of core groups, their meetings, and visits."""

from django.urls import path

from core_groups import views
from core_groups.views import taking_part, visits

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
    path("core-groups/<int:pk>/visits/", visits.AgreeVisits.as_view(), name="core_group-visits"),
    path("children/<int:pk>/visits/", visits.VisitsOfChild.as_view(), name="visits-of-child"),
    path("children/<int:pk>/visits/add/", visits.RecordVisit.as_view(), name="visit-add"),
    path("visits/<int:pk>/", visits.VisitPage.as_view(), name="visit"),
    path("visits/<int:pk>/complete/", visits.Complete.as_view(), name="visit-complete"),
    path(
        "visits/<int:pk>/plan-of-action/",
        visits.AgreePlanOfAction.as_view(),
        name="visit-plan-of-action",
    ),
    path("visits/<int:pk>/resistance/", visits.AnswerResistance.as_view(), name="visit-resistance"),
    path(f"{_meeting}report/", taking_part.ReportToMeeting.as_view(), name="core_group-report"),
    path(
        f"{_meeting}minutes/write/",
        taking_part.WriteMinutes.as_view(),
        name="core_group_meeting-write-minutes",
    ),
    path(
        "core-groups/<int:pk>/members/add/",
        taking_part.AddMember.as_view(),
        name="core_group-member-add",
    ),
    path(
        "core-group-members/<int:pk>/deputy/",
        taking_part.NameDeputy.as_view(),
        name="core_group-deputy",
    ),
    path(
        "core-group-members/<int:pk>/leave/",
        taking_part.EndMembership.as_view(),
        name="core_group-leave",
    ),
]
