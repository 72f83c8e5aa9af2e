"""The pages about children that belong to no later stage."""

from cpms.children.views.acts import AllocateChild, CloseCase, RecordBirth, RecordCause, ReopenCase
from cpms.children.views.listing import ChildrenPage
from cpms.children.views.people import (
    AddAddress,
    AddPerson,
    AddressPage,
    ChangeParticulars,
    ChangePerson,
    PeoplePage,
)
from cpms.children.views.registration import RegisterFamily, RegisterSibling

__all__ = [
    "AddAddress",
    "AddPerson",
    "AddressPage",
    "AllocateChild",
    "ChangeParticulars",
    "ChangePerson",
    "ChildrenPage",
    "CloseCase",
    "PeoplePage",
    "RecordBirth",
    "RecordCause",
    "RegisterFamily",
    "RegisterSibling",
    "ReopenCase",
]
