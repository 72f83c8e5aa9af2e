"""The addresses of the council's sign-in."""

from django.urls import path

from cpms.accounts.single_sign_on import views

urlpatterns = [
    path("single-sign-on/", views.begin, name="single-sign-on"),
    path("single-sign-on/callback/", views.callback, name="single-sign-on-callback"),
    path("single-sign-on/confirm/", views.confirm, name="single-sign-on-confirm"),
    path("single-sign-on/cancelled/", views.cancelled, name="socialaccount_login_cancelled"),
]
