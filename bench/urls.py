"""The portal's addresses and one that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from org.access.views import PublicView


class HelloView(PublicView):
    """Says hello to whoever is signed in: what middleware, session and person cost alone."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with a name."""
        return HttpResponse(f"Hello {request.user}")


urlpatterns = [
    path("bench/hello/", HelloView.as_view(), name="bench-hello"),
    path("", include("aoportal.urls")),
]
handler403 = "core.error_pages.forbidden"
handler404 = "core.error_pages.not_found"
handler500 = "core.error_pages.server_error"
