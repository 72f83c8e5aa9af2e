"""The addresses of strategy discussions and of section 47 enquiries."""

from django.urls import path

from cpms.strategy_discussions import views

OF = "strategy-discussions/<int:pk>/"

urlpatterns = [
    path(
        "children/<int:pk>/strategy-discussions/",
        views.DiscussionsOfChild.as_view(),
        name="strategy-discussions",
    ),
    path(
        "children/<int:pk>/strategy-discussions/plan/",
        views.Plan.as_view(),
        name="plan-strategy-discussion",
    ),
    path(OF, views.DiscussionPage.as_view(), name="strategy-discussion"),
    path(f"{OF}people/", views.RecordAttendance.as_view(), name="strategy-attendance"),
    path(f"{OF}people/new/", views.AttendNewcomer.as_view(), name="strategy-newcomer"),
    path(
        f"{OF}people/<int:row>/take-out/",
        views.StrikeAttendee.as_view(),
        name="strike-strategy-attendee",
    ),
    path(f"{OF}hold/", views.Hold.as_view(), name="hold-strategy-discussion"),
    path(f"{OF}analysis/", views.Analyse.as_view(), name="strategy-analysis"),
    path(f"{OF}actions/", views.AgreeActions.as_view(), name="strategy-actions"),
    path(
        f"{OF}actions/<int:row>/take-out/",
        views.StrikeAction.as_view(),
        name="strike-strategy-action",
    ),
    path(f"{OF}outcome/", views.Decide.as_view(), name="decide-strategy-discussion"),
    path(f"{OF}minutes/", views.Circulate.as_view(), name="strategy-minutes"),
    path("section-47-enquiries/<int:pk>/", views.EnquiryPage.as_view(), name="section-47-enquiry"),
    path(
        "section-47-enquiries/<int:pk>/conclude/",
        views.Conclude.as_view(),
        name="conclude-section-47-enquiry",
    ),
]
