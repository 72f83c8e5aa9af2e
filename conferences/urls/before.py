"""The addresses of what comes before a conference."""

from django.urls import path

from conferences.views import (
    apart,
    convening,
    diary,
    inviting,
    lists,
    partner,
    reporting,
    requesting,
    scheduling,
)
from conferences.views.conference import ConferencePage

urlpatterns = [
    path("conferences/", lists.Conferences.as_view(), name="conferences"),
    path("conferences/<int:pk>/", ConferencePage.as_view(), name="conference"),
    path(
        "children/<int:pk>/conferences/",
        lists.ChildConferences.as_view(),
        name="child-conferences",
    ),
    path(
        "children/<int:pk>/conferences/ask/",
        requesting.Request.as_view(),
        name="conference-request",
    ),
    path("conferences/<int:pk>/agree/", requesting.Agree.as_view(), name="conference-agree"),
    path("conferences/<int:pk>/decline/", requesting.Decline.as_view(), name="conference-decline"),
    path("conferences/<int:pk>/cancel/", requesting.Cancel.as_view(), name="conference-cancel"),
    path("conferences/<int:pk>/slots/", scheduling.Slots.as_view(), name="conference-slots"),
    path(
        "conferences/<int:pk>/schedule/",
        scheduling.Schedule.as_view(),
        name="conference-schedule",
    ),
    path(
        "conferences/<int:pk>/invitations/",
        inviting.Choose.as_view(),
        name="conference-invitations",
    ),
    path("conferences/<int:pk>/convene/", convening.Convene.as_view(), name="conference-convene"),
    path(
        "conferences/<int:pk>/invitations/send/",
        convening.SendLate.as_view(),
        name="invitations-send",
    ),
    path("invitations/<int:pk>/", inviting.Change.as_view(), name="invitation-change"),
    path("invitations/<int:pk>/letter/", convening.Preview.as_view(), name="invitation-letter"),
    path("invitations/<int:pk>/apart/", apart.Apart.as_view(), name="invitation-apart"),
    path("invitations/<int:pk>/together/", apart.Together.as_view(), name="invitation-together"),
    path("invitations/<int:pk>/exclude/", apart.Exclude.as_view(), name="invitation-exclude"),
    path("invitations/<int:pk>/admit/", apart.Admit.as_view(), name="invitation-admit"),
    path("invitations/<int:pk>/answer/", inviting.Answer.as_view(), name="invitation-answer"),
    path("reports/<int:pk>/", reporting.ReportPage.as_view(), name="report"),
    path("reports/<int:pk>/write/", reporting.Write.as_view(), name="report-write"),
    path("reports/<int:pk>/received/", reporting.Receive.as_view(), name="report-receive"),
    path("reports/<int:pk>/remind/", reporting.Remind.as_view(), name="report-remind"),
    path("reports/<int:pk>/cancel/", reporting.Cancel.as_view(), name="report-cancel"),
    path("diary/", diary.DiaryPage.as_view(), name="diary"),
    path("diary/chairs/", diary.Chairs.as_view(), name="chairs"),
    path("diary/chairs/<int:pk>/", diary.ChangeCapacity.as_view(), name="chair-capacity"),
    path("diary/away/<int:pk>/", diary.BackAgain.as_view(), name="days-away-end"),
    path("diary/rooms/", diary.Rooms.as_view(), name="rooms"),
    path("diary/rooms/<int:pk>/", diary.ChangeRoom.as_view(), name="room"),
    path("partner/", partner.PartnerPage.as_view(), name="partner"),
]
