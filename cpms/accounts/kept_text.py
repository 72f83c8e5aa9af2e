"""What somebody was typing when their session ended, kept until they have signed in again."""

from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone

MOST_FOR_ONE = 20
LARGEST = 300_000  # letters, all fields of a form together
LONGEST_PATH = 300
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "credential", "code")


class KeptTextQuerySet(models.QuerySet["KeptText"]):
    """The texts that wait for their writers."""

    def visible_to(self, user: Any) -> Self:
        """Return the person's own, newest first; nobody else ever sees them."""
        return self.filter(user_id=user.pk).order_by("-kept_at")


class KeptText(models.Model):
    """The fields of one form as they were sent when nobody was signed in any more."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_texts"
    )
    path = models.CharField(max_length=LONGEST_PATH)
    query = models.TextField()
    kept_at = models.DateTimeField(default=timezone.now)

    objects = KeptTextQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "path"], name="one_kept_text")]

    def __str__(self) -> str:
        return f"kept text {self.pk}"

    @property
    def fields(self) -> QueryDict:
        """The fields, as a form takes them."""
        return QueryDict(self.query)

    @property
    def words(self) -> list[str]:
        """What was written, without what was ticked or hidden: for copying by hand."""
        return [value for _, values in self.fields.lists() for value in values if " " in value]


def keep(user: Any, path: str, sent: QueryDict) -> None:
    """Keep a form's fields for this person; the last text for a page replaces another."""
    fields = sent.copy()
    for name in list(fields):
        if any(secret in name.lower() for secret in NEVER_KEPT):
            del fields[name]
    query = fields.urlencode()
    if not fields or len(query) > LARGEST or len(path) > LONGEST_PATH:
        return
    with transaction.atomic():
        mine = KeptText.objects.visible_to(user)
        mine.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST_FOR_ONE - 1 :])).delete()
        KeptText.objects.update_or_create(
            user=user, path=path, defaults={"query": query, "kept_at": timezone.now()}
        )


def kept_for(request: HttpRequest) -> KeptText | None:
    """Return what this person was typing on this page, if their session ended meanwhile."""
    return KeptText.objects.visible_to(request.user).filter(path=request.path).first()


def forget(request: HttpRequest) -> None:
    """Drop what was kept for this page: it has been saved."""
    KeptText.objects.visible_to(request.user).filter(path=request.path).delete()
