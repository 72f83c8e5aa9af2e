"""The service's addresses, with a stand-in for the child's page, which stands above this app."""

from django.http import HttpResponse
from django.urls import path

from cpms.urls import urlpatterns as of_the_service

urlpatterns = [
    *of_the_service,
    path("children/<int:pk>/", lambda request, pk: HttpResponse(), name="child"),
]
