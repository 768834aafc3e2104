"""Who may hold prospects, as far as a person sees."""

from django.db.models import Q, QuerySet

from org.access.permissions import Permission
from org.access.roles import GRANTS, Role
from org.models import User

SELLING_ROLES = [role for role in Role if Permission.PROSPECT_CHANGE in GRANTS[role].permissions]


def officers_in_reach(user: User) -> QuerySet[User]:
    """Return the people with prospects of their own whom `user` sees; the choices of pickers."""
    reach = user.access.reach
    sellers = User.objects.filter(role__in=SELLING_ROLES, branch__isnull=False)
    if reach.bank:
        return sellers
    return sellers.filter(Q(pk__in=reach.owner_ids) | Q(branch_id__in=reach.branch_ids))


def possible_owners(user: User) -> QuerySet[User]:
    """Return those of them who can take a prospect over: active people only."""
    return officers_in_reach(user).filter(is_active=True).select_related("branch")
