"""One append-only table for everything that happened with a prospect."""

from django.db import models
from django.db.models import F

from core.public_id import PublicIdField


class TimelineEntry(models.Model):
    """One line of the timeline. `kind` names a template of words, `data` fills it."""

    class Group(models.TextChoices):
        """The filter above the timeline."""

        CONTACT = "contact"
        FILE = "file"
        SYSTEM = "system"

    public_id = PublicIdField()
    prospect = models.ForeignKey("prospects.Prospect", on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(
        "prospects.Opportunity", on_delete=models.CASCADE, null=True, related_name="+"
    )
    at = models.DateTimeField()
    group = models.CharField(max_length=8, choices=Group.choices)
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey("org.User", on_delete=models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)
    body = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index("prospect", F("at").desc(), F("id").desc(), name="timeline_prospect"),
            models.Index("opportunity", F("at").desc(), F("id").desc(), name="timeline_opp"),
        ]
