"""To whom a letter goes, and what is said to this one recipient."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from cpms.accounts.models import User
from cpms.children.models import Child, Person, Practitioner
from cpms.documents.mailboxes import is_for_work

if TYPE_CHECKING:
    from cpms.documents.models import Letter


@dataclass(frozen=True)
class Recipient:
    """A professional, a family member or a colleague who is given a copy of their own."""

    name: str
    email: str = ""
    practitioner: Practitioner | None = None
    person: Person | None = None
    user: User | None = None

    @classmethod
    def professional(cls, practitioner: Practitioner) -> Self:
        """Return the recipient that a practitioner is, with their account if they have one.

        An address at a private mailbox is not used: the letter goes on paper.
        """
        user = practitioner.user
        email = practitioner.email or (user.email if user else "")
        known = email if is_for_work(email) else ""
        return cls(practitioner.name, known, practitioner=practitioner, user=user)

    @classmethod
    def family(cls, person: Person) -> Self:
        """Return the recipient that a parent or another adult of the family is."""
        return cls(person.name, person.email, person=person)

    @classmethod
    def colleague(cls, user: User) -> Self:
        """Return the recipient that a person with an account is."""
        return cls(str(user), user.email, user=user)

    @property
    def account(self) -> User | None:
        """The account with which the recipient signs in to read, if there is one."""
        return self.user or (self.practitioner.user if self.practitioner else None)


@dataclass(frozen=True)
class Copy:
    """One recipient's letter: its template is given this context and nothing else.

    What a recipient may not learn must not be in their context. `children` names those whom
    this copy is about, where they are fewer than all.
    """

    recipient: Recipient
    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    children: Sequence[Child] = ()
    corrects: "Letter | None" = None
