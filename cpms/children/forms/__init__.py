"""What is asked about children, their families and the people round them."""

from cpms.children.forms.acts import BirthForm, CauseForm, CloseForm, ReopenForm
from cpms.children.forms.allocation import AllocationForm
from cpms.children.forms.people import AddressForm, ParticularsForm, PersonForm
from cpms.children.forms.registration import RegistrationForm, SiblingForm
from cpms.children.forms.search import SearchForm

__all__ = [
    "AddressForm",
    "AllocationForm",
    "BirthForm",
    "CauseForm",
    "CloseForm",
    "ParticularsForm",
    "PersonForm",
    "RegistrationForm",
    "ReopenForm",
    "SearchForm",
    "SiblingForm",
]
