"""The addresses of what comes after a conference."""

from django.urls import path

from conferences.views import after

urlpatterns = [
    path("conferences/panel/", after.Panel.as_view(), name="conference-panel"),
    path("conferences/<int:pk>/after/", after.AfterPage.as_view(), name="conference-after"),
    path(
        "conferences/<int:pk>/decision/send/",
        after.SendDecision.as_view(),
        name="decision-send",
    ),
    path(
        "conferences/<int:pk>/decision/for/<int:invitation>/",
        after.DecisionFor.as_view(),
        name="decision-for",
    ),
    path(
        "conferences/<int:pk>/minutes/approve/",
        after.ApproveMinutes.as_view(),
        name="minutes-approve",
    ),
    path("conferences/<int:pk>/minutes/send/", after.SendMinutes.as_view(), name="minutes-send"),
    path(
        "conferences/<int:pk>/minutes/for/<int:invitation>/",
        after.MinutesFor.as_view(),
        name="minutes-for",
    ),
    path(
        "conferences/<int:pk>/minutes/final/",
        after.FinaliseMinutes.as_view(),
        name="minutes-finalise",
    ),
    path(
        "conferences/<int:pk>/amendments/add/",
        after.AskForAmendment.as_view(),
        name="amendment-add",
    ),
    path(
        "conferences/<int:pk>/amendments/<int:amendment>/",
        after.AnswerAmendment.as_view(),
        name="amendment-answer",
    ),
    path("conferences/<int:pk>/split/refer/", after.ReferSplit.as_view(), name="split-refer"),
    path("conferences/<int:pk>/split/hear/", after.HearSplit.as_view(), name="split-hear"),
]
