"""The floor of what was shown and promised to a person."""

from importlib import import_module

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """Saved simulations, receipts, RIPLAY, letters, decisions and booking."""

    name = "offers"

    def ready(self) -> None:
        """Give timeline and dated settings what they need to know; listen for erased persons."""
        import_module("offers.timeline_kinds").register_all()
        import_module("offers.decisions.timeline_kinds").register_all()
        import_module("offers.decisions.limits").register()
        import_module("offers.letters.timeline_kinds").register_all()
        import_module("offers.letters.figures").register()
        import_module("offers.letters.sending").listen()
        import_module("offers.letters.sppk").listen()
        import_module("offers.receipts.quiz").register()
        import_module("offers.riplay.timeline_kinds").register_all()
        import_module("offers.riplay.texts").register()
        import_module("offers.shown.timeline_kinds").register_all()
        import_module("offers.promotions.timeline_kinds").register_all()
        import_module("offers.promotions.services").listen()
