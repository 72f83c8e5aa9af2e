"""A form with questions that only some answers open."""

from collections.abc import Iterator
from typing import Any

from django import forms

from cpms.design.forms.wordings import required


class RevealingForm(forms.Form):
    """Asks for a revealed field only under the answer that reveals it, and drops it otherwise.

    A revealed field is declared `required=False`; name it in `needed_when_revealed` if the answer
    that opens it also demands it.
    """

    needed_when_revealed: frozenset[str] = frozenset()

    def _revealed(self) -> Iterator[tuple[str, bool]]:
        """Yield each revealed field with whether the answer given opens it."""
        for name, field in self.fields.items():
            given = self.cleaned_data.get(name)
            chosen = {str(one) for one in (given if isinstance(given, list) else [given])}
            for value, revealed in getattr(field.widget, "reveals", {}).items():
                yield revealed, value in chosen

    def clean(self) -> dict[str, Any]:
        """Demand what an answer opened, forget what it closed."""
        cleaned = super().clean() or self.cleaned_data
        opened: dict[str, bool] = {}
        for name, is_open in self._revealed():
            opened[name] = opened.get(name, False) or is_open
        for name, is_open in opened.items():
            if not is_open:
                self._forget(cleaned, name)
            elif name in self.needed_when_revealed and not cleaned.get(name):
                self._demand(name)
        return cleaned

    def _forget(self, cleaned: dict[str, Any], name: str) -> None:
        self.errors.pop(name, None)
        cleaned[name] = self.fields[name].to_python(None) if name in self.fields else None

    def _demand(self, name: str) -> None:
        if name not in self.errors:
            self.add_error(name, required(self.fields[name], str(self[name].label)))
