"""The addresses of letters and of uploaded files."""

from django.urls import path

from cpms.documents.attachments.views import Download
from cpms.documents.views import (
    CirculationPage,
    Correct,
    LetterPage,
    LetterPdf,
    LettersToPost,
    Recall,
)

urlpatterns = [
    path("letters/to-post/", LettersToPost.as_view(), name="letters-to-post"),
    path("letters/<int:pk>/", LetterPage.as_view(), name="letter"),
    path("attachments/<int:pk>/", Download.as_view(), name="attachment"),
    path("letters/<int:pk>/pdf/", LetterPdf.as_view(), name="letter-pdf"),
    path("circulations/<int:pk>/", CirculationPage.as_view(), name="circulation"),
    path("circulations/<int:pk>/recall/", Recall.as_view(), name="circulation-recall"),
    path("circulations/<int:pk>/correct/", Correct.as_view(), name="circulation-correct"),
]
