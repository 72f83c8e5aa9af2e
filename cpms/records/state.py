"""The state of a record: a protected field, and a base class that reloads it safely.

django-fsm-2 4.2.4 switches a field's protection off for the whole class while one object
reloads, and `full_clean` trips over writing the same value back; both are mended here.
"""

from typing import Any

from django.db import models
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMFieldDescriptor, FSMModelMixin


class _StateDescriptor(FSMFieldDescriptor):
    def __set__(self, instance: models.Model, value: Any) -> None:
        name = self.field.name
        if name in instance.__dict__ and instance.__dict__[name] == value:
            return  # full_clean() writes the same value back
        if instance.__dict__.get("_is_reloading_state"):
            self.field.set_proxy(instance, value)
            self.field.set_state(instance, value)
        else:
            super().__set__(instance, value)


class StateField(FSMField):
    """A state that only a transition may change."""

    descriptor_class = _StateDescriptor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("protected", True)
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)


class SafeStateModel(ConcurrentTransitionMixin, models.Model):
    """Reloads a protected state for one object without opening it for the others."""

    class Meta:
        abstract = True

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Reload the fields, the state among them."""
        self.__dict__["_is_reloading_state"] = True
        try:
            super(FSMModelMixin, self).refresh_from_db(*args, **kwargs)
        finally:
            self.__dict__.pop("_is_reloading_state", None)
        self._update_initial_state()
