"""People, companies and what they might buy."""

from django.apps import AppConfig


class ProspectsConfig(AppConfig):
    """Prospects, opportunities, pipeline, import."""

    name = "prospects"
