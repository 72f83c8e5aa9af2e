"""The addresses of plans."""

from django.urls import path

from plans import views

urlpatterns = [
    path("children/<int:pk>/plan/", views.PlanOfChild.as_view(), name="plan-of-child"),
    path("plans/<int:pk>/", views.PlanPage.as_view(), name="plan"),
    path("plans/<int:pk>/as-of/", views.PlanAsOf.as_view(), name="plan-as-of"),
    path("plans/<int:pk>/compare/", views.ComparePage.as_view(), name="plan-compare"),
    path("plans/<int:pk>/words/", views.WriteWords.as_view(), name="plan-words"),
    path("plans/<int:pk>/detail/", views.DetailPlan.as_view(), name="plan-detail"),
    path("plans/<int:pk>/revise/", views.RevisePlan.as_view(), name="plan-revise"),
    path("plans/<int:pk>/circulate/", views.CirculatePlan.as_view(), name="plan-circulate"),
    path("plans/<int:pk>/needs/add/", views.AddNeed.as_view(), name="need-add"),
    path("needs/<int:pk>/", views.ChangeNeed.as_view(), name="need"),
    path("needs/<int:pk>/take-out/", views.TakeOutNeed.as_view(), name="need-take-out"),
    path("actions/<int:pk>/progress/", views.ReportProgress.as_view(), name="action-progress"),
    path("actions/<int:pk>/take-out/", views.TakeOutAction.as_view(), name="action-take-out"),
]
