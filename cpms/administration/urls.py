"""The addresses of accounts, teams and one's own session."""

from django.urls import path

from cpms.administration.views import accounts, own, teams

urlpatterns = [
    path("staff/", accounts.Accounts.as_view(), name="accounts"),
    path("staff/new/", accounts.MakeAccount.as_view(), name="make-account"),
    path("staff/<int:pk>/", accounts.AccountPage.as_view(), name="account"),
    path("staff/<int:pk>/change/", accounts.ChangeAccount.as_view(), name="change-account"),
    path("staff/<int:pk>/roles/new/", accounts.GiveRole.as_view(), name="give-role"),
    path("staff/<int:pk>/close/", accounts.CloseAccount.as_view(), name="close-account"),
    path("staff/<int:pk>/open/", accounts.OpenAccount.as_view(), name="open-account"),
    path("staff/<int:pk>/link/", accounts.SendLink.as_view(), name="send-link"),
    path(
        "staff/<int:pk>/second-step/",
        accounts.ForgetSecondStep.as_view(),
        name="forget-second-step",
    ),
    path("staff/roles/<int:pk>/end/", accounts.EndRole.as_view(), name="end-role"),
    path("staff/teams/", teams.Teams.as_view(), name="teams"),
    path("staff/teams/new/", teams.MakeTeam.as_view(), name="make-team"),
    path("staff/teams/<int:pk>/", teams.ChangeTeam.as_view(), name="change-team"),
    path("session/left/", own.SessionLeft.as_view(), name="session-left"),
    path("session/stay/", own.SessionStay.as_view(), name="session-stay"),
    path("session/kept/", own.KeptTexts.as_view(), name="kept-texts"),
]
