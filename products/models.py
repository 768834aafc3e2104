"""The catalogue, thin: what can be offered at all. Rates and terms come with the calculators."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from products.types import ProductType, product_types


class ProductQuerySet(models.QuerySet["Product"]):
    """Products."""

    def offered(self) -> "ProductQuerySet":
        """Keep those an officer may offer today."""
        return self.filter(is_active=True)


@tracked("code", "name", "family", "segment", "is_active")
class Product(Versioned):
    """A product with a name of its own, belonging to a family."""

    public_id = PublicIdField()
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=20)
    family = models.CharField(_("family"), max_length=20)
    segment = models.CharField(_("segment"), max_length=20, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    position = models.PositiveSmallIntegerField(default=100)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a family that has no file in `products.types`."""
        if self.family not in product_types():
            raise ValidationError({"family": _("This family does not exist.")})

    @property
    def type(self) -> ProductType:
        """The family, with its ladder."""
        return product_types()[self.family]
