"""What may be uploaded, told by the content and the name's ending together."""

from cpms.documents.attachments.content.inspecting import ENDINGS, Checked, inspect
from cpms.documents.attachments.content.refusal import NotAcceptable

__all__ = ["ENDINGS", "Checked", "NotAcceptable", "inspect"]
