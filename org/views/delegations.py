"""The end of a stand-in (*Pjs*)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from core.htmx import redirect
from org import people
from org.access.address import client_ip
from org.access.permissions import Permission
from org.access.views import PortalView
from org.models import Delegation


class DelegationRevokeView(PortalView):
    """End a stand-in at once."""

    permission = Permission.USER_ADMIN

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Revoke it."""
        row = Delegation.objects.select_related("principal__branch", "delegate")
        found = row.filter(public_id=public_id).first()
        if found is None:
            raise Http404
        people.revoke(found, actor=self.user, now=self.now, ip=client_ip(request))
        return redirect(request, f"{reverse('org:delegation-list')}?id={public_id}")
