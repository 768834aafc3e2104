"""The addresses of a development portal: those of every portal and the mailbox."""

from django.urls import include, path

from aoportal.urls import handler404, urlpatterns

__all__ = ["handler404", "urlpatterns"]

urlpatterns = [*urlpatterns, path("dev/mailbox/", include("aoportal.mailbox"))]
