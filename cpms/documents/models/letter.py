"""Letters: one for each recipient, kept as it was sent, with when and by whom; and files."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models import Child, Person, Practitioner
from cpms.documents.models.circulation import Circulation
from cpms.documents.models.kinds import LetterKind
from cpms.documents.references import new_reference
from cpms.records import clock
from cpms.records.models import Detail
from cpms.records.querysets import VisibleQuerySet


class LetterQuerySet(VisibleQuerySet["Letter"]):
    """The letters of the service."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the person's own letters and, for staff, those about children they see.

        One's own is there when it has gone: what can still be taken back is not read yet.
        A letter may concern several children: staff who may not see one of them do not
        see the letter, because its text cannot be read in part.
        """
        if not user.is_active:
            return self.none()
        own = Q(user=user, circulation__recalled_at=None, circulation__goes_at__lte=clock.now())
        if not user.may(Permission.SEE_LETTERS):
            return self.filter(own)
        concerns = Letter.children.through._default_manager.filter(letter=OuterRef("pk"))
        hidden = concerns.exclude(child__in=Child.objects.visible_to(user, on))
        return self.filter(own | (Exists(concerns) & ~Exists(hidden)))

    def to_post(self) -> Self:
        """Return what must still be printed and posted or handed over, oldest first."""
        on_paper = Q(email="") | Q(user__isnull=True)
        return self.gone().filter(on_paper, posted_on__isnull=True).order_by("made_on", "pk")

    def gone(self) -> Self:
        """Return the letters that have left and were not taken back."""
        return self.filter(circulation__recalled_at=None, circulation__goes_at__lte=clock.now())


class Letter(Detail):
    """One copy for one recipient, in the words that this recipient was given.

    It is never changed: a wrong letter is followed by another. Who cannot sign in to read
    it has it on paper.
    """

    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="letters")
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    kind = models.CharField(max_length=30, choices=LetterKind)
    title = models.CharField(max_length=200)
    text = models.TextField()  # a piece of page, made by the template of its kind
    recipient_name = models.CharField(max_length=160)
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="letters",
    )
    email = models.EmailField(blank=True)
    children = models.ManyToManyField(Child, related_name="letters")
    made_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    posted_on = models.DateField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()
    _history_m2m_fields = ["children"]

    class Meta:
        ordering = ["-made_on", "-pk"]
        indexes = [
            models.Index(fields=["kind", "made_on"]),
            models.Index(fields=["made_on"], condition=Q(posted_on=None), name="letters_unposted"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"

    @property
    def is_on_paper(self) -> bool:
        """Say whether the recipient can have the letter on paper only."""
        return not self.email or self.user_id is None

    @property
    def is_superseded(self) -> bool:
        """Say whether a correction followed, or a later letter of the same kind took its place.

        The later one is about the same record and went to the same recipient: the next
        version of a plan, minutes that were sent anew.
        """
        if self.corrections.filter(circulation__recalled_at=None).exists():
            return True
        if not self.circulation.record_label:
            return False
        later = Letter.objects.filter(
            circulation__recalled_at=None,
            circulation__record_label=self.circulation.record_label,
            circulation__record_id=self.circulation.record_id,
            kind=self.kind,
            recipient_name=self.recipient_name,
            practitioner=self.practitioner_id,
            person=self.person_id,
            pk__gt=self.pk,
        )
        return later.exists()

    def concerned_children(self) -> Iterable[Any]:
        """Return the children whom the letter is about."""
        return self.children.all()

    def get_absolute_url(self) -> str:
        """Return the address of the letter's page: a number, never a name."""
        return reverse("letter", args=[self.pk])
