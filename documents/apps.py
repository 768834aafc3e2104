"""The papers of an application: what is needed, what is here, and until when it holds."""

from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Listens to news of prospects."""

    name = "documents"

    def ready(self) -> None:
        """Connect the signals, and give timeline and dated settings what they need to know."""
        import_module("documents.signals")
        import_module("documents.timeline_kinds").register_all()
        import_module("documents.rules").register()
