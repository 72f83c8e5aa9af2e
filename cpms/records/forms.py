"""What every form that makes a move knows: the record, the person, the day."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.safestring import SafeString

from cpms.accounts.models import User
from cpms.design.forms import Rows


class RecordForm(forms.Form):
    """The facts of one move, as a person enters them."""

    def __init__(
        self, *args: Any, record: Any = None, user: User, today: date, **kwargs: Any
    ) -> None:
        self.record = record
        self.user = user
        self.today = today
        super().__init__(*args, **kwargs)

    def facts(self) -> dict[str, Any]:
        """Return what the move or service is given."""
        return dict(self.cleaned_data)


class RowsForm(RecordForm):
    """A form with rows under it that repeat. Either all of it is right, or none is taken."""

    rows_class: ClassVar[type[Rows]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = self.rows_class(
            self.data if self.is_bound else None,
            prefix="rows",
            initial=self.initial.get("rows"),
            form_kwargs=self.row_arguments(),
        )

    def row_arguments(self) -> dict[str, Any]:
        """Return what each row is made with."""
        return {}

    def is_valid(self) -> bool:
        """Check the form and every row, so that all errors show at once."""
        checked = [super().is_valid(), self.rows.is_valid()]
        return all(checked)

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        """Draw the fields, and the rows below them."""
        drawn: SafeString = super().render(*args, **kwargs) + self.rows.render()
        return drawn

    __str__ = render
    __html__ = render


class ConfirmForm(RecordForm):
    """A move that needs nothing but the person's word."""


class SaveViewForm(RecordForm):
    """The name under which a person keeps the filters of a list."""

    name = forms.CharField(
        label="Name of the view",
        max_length=60,
        error_messages={"required": "Give the view a name, such as “Neglect, East team”."},
    )
