"""The index by which a child is found: kept in step with the rows it is made of."""

from django.db import models

from cpms.children.models.child import Alias, Child
from cpms.children.models.people import Address, Relationship


class NameKey(models.Model):
    """One key of one name of one child: a sound, a word, a street (see children.search).

    The row that a key comes from, when it is not the child's own, takes its keys with it
    when it goes.
    """

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="name_keys")
    alias = models.ForeignKey(Alias, null=True, on_delete=models.CASCADE, related_name="+")
    address = models.ForeignKey(Address, null=True, on_delete=models.CASCADE, related_name="+")
    relationship = models.ForeignKey(
        Relationship, null=True, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["key", "child"])]

    def __str__(self) -> str:
        return self.key
