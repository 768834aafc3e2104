"""What is thrown away at night."""

from datetime import datetime, timedelta

from prospects.models import RecentSearch

SEARCHES_KEPT = timedelta(hours=24)


def forget_searches(now: datetime) -> int:
    """Delete what people searched for more than 24 hours ago; return how many."""
    return RecentSearch.objects.filter(created_at__lt=now - SEARCHES_KEPT).delete()[0]
