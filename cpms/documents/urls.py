"""The addresses of letters."""

from django.urls import path

from cpms.documents.views import LetterPage, LettersToPost

urlpatterns = [
    path("letters/to-post/", LettersToPost.as_view(), name="letters-to-post"),
    path("letters/<int:pk>/", LetterPage.as_view(), name="letter"),
]
