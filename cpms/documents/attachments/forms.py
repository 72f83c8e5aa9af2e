"""The field by which a form takes a file: what it finds has been checked."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from cpms.documents.attachments.content import ENDINGS, Checked, NotAcceptable, inspect

HINT = (
    "PDF, Word (.docx), Excel (.xlsx), JPEG, PNG, text (.txt) or e-mail (.eml), without macros, "
    "up to {most} MB. Place and camera are taken out of pictures."
)


def megabytes() -> int:
    """Return how large a file may be, as people say it."""
    return int(settings.UPLOAD_BYTES // (1024 * 1024))


class AttachmentField(forms.FileField):
    """A file from the person's computer; its cleaned value is a `Checked`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", HINT.format(most=megabytes()))
        widget = forms.FileInput(attrs={"accept": ",".join(f".{one}" for one in ENDINGS)})
        super().__init__(**{"widget": widget, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        """Check size, name and content; an error says what to do instead."""
        found = super().clean(data, initial)
        if not found:
            return None
        if found.size > settings.UPLOAD_BYTES:
            raise ValidationError(f"The file must be smaller than {megabytes()} MB.")
        try:
            return inspect(found.name, found.read())
        except NotAcceptable as refusal:
            raise ValidationError(str(refusal)) from None
