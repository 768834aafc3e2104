"""What is thrown away at night."""

from datetime import datetime, timedelta

from django.db.models import Q

from prospects.models import ImportedRow, ImportFile, RecentSearch

SEARCHES_KEPT = timedelta(hours=24)
FILES_KEPT = timedelta(days=7)


def forget_searches(now: datetime) -> int:
    """Delete what people searched for more than 24 hours ago; return how many."""
    return RecentSearch.objects.filter(created_at__lt=now - SEARCHES_KEPT).delete()[0]


def forget_files(now: datetime) -> int:
    """Empty imported files after seven days and delete those never imported; return how many.

    The line in the list of imports stays, with its counts and without any row of the file.
    """
    old = ImportFile.objects.filter(created_at__lt=now - FILES_KEPT)
    never = old.filter(state=ImportFile.State.DRAFT).delete()[0]
    full = old.filter(Q(content__isnull=False) | Q(rejects__isnull=False))
    ImportedRow.objects.filter(batch__at__lt=now - FILES_KEPT).delete()
    return never + full.update(content=None, rejects=None, preview={})
