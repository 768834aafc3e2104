"""The floor of what was shown and promised to a person."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """Saved simulations, receipts, letters, decisions and booking."""

    name = "offers"
