"""The addresses of oversight: opening for a reason, restrictions, conflicts."""

from django.urls import path

from cpms.oversight import views

urlpatterns = [
    path("children/<int:pk>/reason/", views.OpenForReason.as_view(), name="open-for-reason"),
    path("children/<int:pk>/access/", views.WhoMaySee.as_view(), name="child-access"),
    path("children/<int:pk>/restrict/", views.Restrict.as_view(), name="restrict-child"),
    path("children/<int:pk>/conflict/", views.DeclareConflict.as_view(), name="declare-conflict"),
    path("accesses/", views.Accesses.as_view(), name="accesses"),
    path("accesses/<int:pk>/", views.ReviewAccess.as_view(), name="access"),
    path("restrictions/", views.Restrictions.as_view(), name="restrictions"),
    path("restrictions/<int:pk>/", views.RestrictionPage.as_view(), name="restriction"),
    path(
        "restrictions/<int:pk>/readers/",
        views.ChangeReaders.as_view(),
        name="restriction-readers",
    ),
    path("restrictions/<int:pk>/lift/", views.LiftRestriction.as_view(), name="restriction-lift"),
    path("conflicts/", views.Conflicts.as_view(), name="conflicts"),
    path("conflicts/<int:pk>/end/", views.EndConflict.as_view(), name="conflict-end"),
]
