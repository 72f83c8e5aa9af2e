"""The addresses of letters and of uploaded files."""

from django.urls import path

from cpms.documents.attachments.views import Download
from cpms.documents.views import (
    CirculationPage,
    Copies,
    CopyPdf,
    Correct,
    IssueCopy,
    LetterPage,
    LetterPdf,
    LettersToPost,
    Recall,
    Verify,
    WithdrawCopy,
)

urlpatterns = [
    path("letters/to-post/", LettersToPost.as_view(), name="letters-to-post"),
    path("letters/<int:pk>/", LetterPage.as_view(), name="letter"),
    path("attachments/<int:pk>/", Download.as_view(), name="attachment"),
    path("letters/<int:pk>/pdf/", LetterPdf.as_view(), name="letter-pdf"),
    path("letters/<int:pk>/copies/", Copies.as_view(), name="letter-copies"),
    path("letters/<int:pk>/copies/issue/", IssueCopy.as_view(), name="copy-issue"),
    path("copies/<int:pk>/pdf/", CopyPdf.as_view(), name="copy-pdf"),
    path("copies/<int:pk>/withdraw/", WithdrawCopy.as_view(), name="copy-withdraw"),
    path("verify/", Verify.as_view(), name="verify"),
    path("verify/<str:code>/", Verify.as_view(), name="verify-copy"),
    path("circulations/<int:pk>/", CirculationPage.as_view(), name="circulation"),
    path("circulations/<int:pk>/recall/", Recall.as_view(), name="circulation-recall"),
    path("circulations/<int:pk>/correct/", Correct.as_view(), name="circulation-correct"),
]
