"""The numbers beside the places of the side menu."""

from datetime import date

from org.models import Delegation, User


def users(today: date) -> int:
    """Return how many people have an open account."""
    return User.objects.filter(is_active=True).count()


def stand_ins(today: date) -> int:
    """Return how many stand-ins are in force today or to come."""
    return Delegation.objects.filter(revoked_at=None, valid_to__gte=today).count()
