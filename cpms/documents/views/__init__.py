"""Pages of letters, of the circulations they went out in, and of authenticated copies."""

from cpms.documents.views.circulations import CirculationPage, Correct, Recall
from cpms.documents.views.letters import LetterPage, LetterPdf, LettersToPost

__all__ = ["CirculationPage", "Correct", "LetterPage", "LetterPdf", "LettersToPost", "Recall"]
