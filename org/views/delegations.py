"""Stand-ins (*Pjs*)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.htmx import redirect
from org import people
from org.access import proof
from org.access.address import client_ip
from org.access.permissions import Permission
from org.access.views import PortalView
from org.forms import DelegationForm
from org.models import Delegation
from org.rows import delegation_rows


class DelegationListView(PortalView):
    """Who stands in for whom, and a new stand-in."""

    permission = Permission.USER_ADMIN

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list with an empty form."""
        return self._page(request, DelegationForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add a stand-in; rights are given away, so fresh proof is asked for."""
        if not proof.is_fresh(request):
            return proof.ask(request)
        form = DelegationForm(request.POST)
        form.instance.created_by = self.user
        if not form.is_valid():
            return self._page(request, form, 422)
        people.delegate(form.instance, actor=self.user, now=self.now, ip=client_ip(request))
        return redirect(request, reverse("org:delegation-list"))

    def _page(self, request: HttpRequest, form: DelegationForm, status: int = 200) -> HttpResponse:
        context = {"rows": delegation_rows(self.today), "form": form}
        return render(request, "org/delegation_list.html", context, status=status)


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
        return redirect(request, reverse("org:delegation-list"))
