"""Draws forms and fields with the templates in templates/django/forms (settings, FORM_RENDERER)."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from cpms.design.forms.choices import revealed_names
from cpms.design.forms.parameters import parameters
from cpms.design.forms.wordings import use_plain_words


class GovUkBoundField(BoundField):
    """A field on a form, drawn whole: label, hint, error and control."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        use_plain_words(field, str(self.label))

    def __str__(self) -> SafeString:
        return self.as_widget() if self.is_hidden else self.render()

    __html__ = __str__

    def get_context(self) -> dict[str, Any]:
        """Return the field with the parameters its macro takes."""
        return {"field": self, "p": parameters(self)}


class GovUkRenderer(TemplatesSetting):
    """Django's template engines, with fields that draw GOV.UK components."""

    form_template_name = "django/forms/form.html"
    formset_template_name = "django/forms/formset.html"
    bound_field_class = GovUkBoundField

    def render(
        self, template_name: str, context: dict[str, Any], request: Any = None
    ) -> SafeString:
        """Give a form's template the fields that no other field of the form reveals."""
        if template_name == self.form_template_name:
            revealed = revealed_names(context["form"])
            context["shown"] = [
                field for field, _ in context["fields"] if field.name not in revealed
            ]
        return SafeString(super().render(template_name, context, request))
