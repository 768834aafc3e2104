"""People, companies and what they might buy."""

from django.apps import AppConfig


class ProspectsConfig(AppConfig):
    """Prospects, opportunities, pipeline, import."""

    name = "prospects"

    def ready(self) -> None:
        """Teach the timeline the words of the pipeline, and consents its news."""
        from prospects.consents import listen
        from prospects.pipeline.words import register_words

        register_words()
        listen()
