"""What a conference settles for one child: the test, the outline plan, people and days (CF-21)."""

from django.conf import settings
from django.db import models


class Category(models.TextChoices):
    """The kind of harm, as the concerns stand at the time (CF-17)."""

    PHYSICAL = "physical", "Physical abuse"
    EMOTIONAL = "emotional", "Emotional abuse"
    SEXUAL = "sexual", "Sexual abuse"
    NEGLECT = "neglect", "Neglect"


class Limb(models.TextChoices):
    """The two limbs of the test (CF-16)."""

    HAS_SUFFERED = "has_suffered", "Has suffered significant harm, and further harm is likely"
    IS_LIKELY = "is_likely", "Is likely to suffer significant harm, on professional judgement"


class Settled(models.Model):
    """The part of a decision that is filled in while the conference sits."""

    class StepDown(models.TextChoices):
        CHILD_IN_NEED = "child_in_need", "Child in need plan"
        EARLY_HELP = "early_help", "Early help plan"

    quoracy_breach_reason = models.TextField(blank=True)
    limb = models.CharField(max_length=20, choices=Limb, blank=True)
    category = models.CharField(max_length=20, choices=Category, blank=True)
    concerns = models.TextField(blank=True)
    override_reason = models.TextField(blank=True)
    exceptional_reason = models.TextField(blank=True)
    childs_views = models.TextField(blank=True)

    lead_professional = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    strengths = models.TextField(blank=True)
    assessments = models.TextField(blank=True)
    involvement = models.TextField(blank=True)
    contingency = models.TextField(blank=True)
    early_reconvening = models.TextField(blank=True)
    first_core_group_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)

    support_considered = models.TextField(blank=True)
    missing_information = models.TextField(blank=True)
    who_gets_it = models.CharField(max_length=150, blank=True)
    step_down = models.CharField(max_length=20, choices=StepDown, blank=True)
    step_down_plan = models.TextField(blank=True)
    step_down_meetings = models.TextField(blank=True)
    has_parents_consent = models.BooleanField(null=True)

    class Meta:
        abstract = True
