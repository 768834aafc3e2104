"""What the bank sells."""

from django.apps import AppConfig


class ProductsConfig(AppConfig):
    """The catalogue; knows no person."""

    name = "products"
