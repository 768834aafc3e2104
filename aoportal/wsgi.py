"""The entry point of the web servers."""

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from core.room import roomy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aoportal.settings")


def _safe_application() -> WSGIHandler:
    """Load the portal, and end here when production is not safe to serve."""
    loaded = get_wsgi_application()
    from django.db import connection  # all of this needs the loaded applications

    from aoportal.checks import refuse_unsafe_start

    refuse_unsafe_start()
    connection.close()  # the server forks now, and each process opens its own
    return loaded


application = roomy(_safe_application().__call__)
