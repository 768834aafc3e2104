"""The opportunity that a page about a prospect is about."""

from django.http import HttpRequest

from org.models import User
from prospects.models import Opportunity, Prospect


def opportunity_id(request: HttpRequest) -> str:
    """Return the public id the page carries; empty when it is about the prospect alone."""
    return request.POST.get("opportunity") or request.GET.get("opportunity") or ""


def opportunity_of(request: HttpRequest, user: User, prospect: Prospect) -> Opportunity | None:
    """Return the opportunity the page is about, if it is the prospect's and the person's reach."""
    public_id = opportunity_id(request)
    if not public_id:
        return None
    rows = Opportunity.objects.visible_to(user).filter(prospect=prospect, public_id=public_id)
    return rows.select_related("product", "branch", "owner", "prospect").first()
