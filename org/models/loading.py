"""A spreadsheet of people between its preview and its confirmation."""

from django.db import models

from core.public_id import PublicIdField
from org.models.user import User


class PeopleLoad(models.Model):
    """What was read from a file. Nobody is added before an administrator confirms it."""

    public_id = PublicIdField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    file_name = models.CharField(max_length=120)
    rows = models.JSONField(default=list)  # emptied once they are written
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    added = models.ManyToManyField(User, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["by", "-at"], name="people_load_by")]
