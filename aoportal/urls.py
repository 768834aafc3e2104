"""Every address of the portal."""

from django.conf import settings
from django.urls import include, path

from aoportal.api import api
from aoportal.views import AdministrationView, HomeView
from core.routing import Entry, by_parts

addresses: list[Entry] = [
    path("", HomeView.as_view(), name="home"),
    path("", include("org.access.urls")),
    path("", include("org.urls")),
    path("administration/", AdministrationView.as_view(), name="administration"),
    path("", include("products.urls")),
    path("", include("documents.urls")),
    path("", include("offers.urls")),
    path("", include("prospects.urls")),
    path("", include("followups.urls")),
    path("", include("reports.urls")),
    path("api/v1/", include((list(api.patterns()), "api"))),
    path("operations/", include("org.operations.urls")),
]

if settings.MAILBOX:  # set in development only
    addresses.append(path("dev/mailbox/", include("aoportal.mailbox")))

urlpatterns = by_parts(addresses)

handler400 = "core.error_pages.bad_request"
handler403 = "core.error_pages.forbidden"
handler404 = "core.error_pages.not_found"
handler500 = "core.error_pages.server_error"
