from django.urls import path

from cpms.casework import views

urlpatterns = [
    path("", views.MyWork.as_view(), name="my-work"),
    path("children/<int:pk>/", views.ChildPage.as_view(), name="child"),
    path("children/<int:pk>/chronology/", views.Chronology.as_view(), name="chronology"),
    path("dashboard/", views.Dashboard.as_view(), name="dashboard"),
    path("dashboard/plans/", views.PlanList.as_view(), name="plans-in-force"),
    path("dashboard/conferences/", views.ConferenceList.as_view(), name="conferences-ahead"),
    path("deadlines/", views.DeadlineList.as_view(), name="deadlines"),
]
