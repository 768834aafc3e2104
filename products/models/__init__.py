"""The catalogue: products and their dated rates. Knows no person."""

from products.models.product import Product
from products.models.rate import Rate

__all__ = ["Product", "Rate"]
