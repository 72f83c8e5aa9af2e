"""Checked before the service starts: uploaded files do not lie where files are served."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def check_store(**_: Any) -> list[CheckMessage]:
    """The store is neither inside the static files nor round them."""
    store = Path(settings.ATTACHMENTS_DIR).resolve()
    served = [Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)]
    return [
        Error(
            f"Uploaded files would lie in {store}, among the static files that anybody may fetch.",
            hint="Set CPMS_FILES_DIR to a folder of their own.",
            id="attachments.E001",
        )
        for folder in served
        if store.is_relative_to(folder.resolve()) or folder.resolve().is_relative_to(store)
    ]
