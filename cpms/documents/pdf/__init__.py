"""Letters as PDF: made from the text that is kept, for readers of paper and of screens alike."""

from cpms.documents.pdf.blocks import NotPrintable, blocks_of
from cpms.documents.pdf.drawing import draw

__all__ = ["NotPrintable", "blocks_of", "draw"]
