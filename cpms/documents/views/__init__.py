"""Pages of letters, of the circulations they went out in, and of authenticated copies."""

from cpms.documents.views.circulations import CirculationPage, Correct, Recall
from cpms.documents.views.copies import Copies, CopyPdf, IssueCopy, WithdrawCopy
from cpms.documents.views.letters import LetterPage, LetterPdf, LettersToPost
from cpms.documents.views.verifying import Verify

__all__ = [
    "CirculationPage",
    "Copies",
    "CopyPdf",
    "Correct",
    "IssueCopy",
    "LetterPage",
    "LetterPdf",
    "LettersToPost",
    "Recall",
    "Verify",
    "WithdrawCopy",
]
