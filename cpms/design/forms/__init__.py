"""Forms in the design system: pages say `{{ form }}` or `{{ form.field }}`, fields draw themselves.

`DateField`, `TimeField` and `MomentField` read what people type; `Radios` and `Checkboxes` take
hints and reveal further questions; `RevealingForm` checks those; `rows_of` makes rows that repeat.
"""

from cpms.design.forms.choices import Checkboxes, Radios
from cpms.design.forms.days import DateField
from cpms.design.forms.moments import MomentField, TimeField
from cpms.design.forms.renderer import GovUkRenderer
from cpms.design.forms.revealing import RevealingForm
from cpms.design.forms.rows import Rows, rows_of

__all__ = [
    "Checkboxes",
    "DateField",
    "GovUkRenderer",
    "MomentField",
    "Radios",
    "RevealingForm",
    "Rows",
    "TimeField",
    "rows_of",
]
