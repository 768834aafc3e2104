"""A product: what can be offered, within which limits, calculated how."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from products.types import Kind, ProductType, product_types


class Method(models.TextChoices):
    """How instalments are computed; the values are those of the calculators."""

    ANNUITY = "anuitas", _("Annuity")
    YEARLY_ANNUITY = "anuitas_tahunan", _("Yearly annuity, by twelve")
    FLAT = "flat", _("Flat")
    DECLINING = "menurun", _("Declining")


class Carry(models.TextChoices):
    """Whether a row starts from the rounded balance (contract) or the exact one (spreadsheet)."""

    ROUNDED = "rounded", _("Each row rounded")
    EXACT = "exact", _("Rounded when shown")


class DepositBasis(models.TextChoices):
    """How the days of a deposit are counted."""

    ACTUAL = "actual", _("Actual days of 365 or 366")
    THIRTY = "30", _("30 days a month, of 365")
    MONTHS = "months", _("Months of 12")


class ProductQuerySet(models.QuerySet["Product"]):
    """Products."""

    def offered(self) -> "ProductQuerySet":
        """Keep those an officer may offer today."""
        return self.filter(is_active=True)


@tracked(
    "code", "name", "family", "segment", "is_active", "min_amount", "max_amount", "min_months",
    "max_months", "method", "carry", "deposit_basis",
)  # fmt: skip
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
    min_amount = models.DecimalField(
        _("smallest amount"), max_digits=15, decimal_places=0, null=True, blank=True
    )
    max_amount = models.DecimalField(
        _("largest amount"), max_digits=15, decimal_places=0, null=True, blank=True
    )
    min_months = models.PositiveSmallIntegerField(_("shortest term"), null=True, blank=True)
    max_months = models.PositiveSmallIntegerField(_("longest term"), null=True, blank=True)
    method = models.CharField(
        _("method"), max_length=16, choices=Method.choices, default=Method.ANNUITY
    )
    carry = models.CharField(
        _("rounding"), max_length=8, choices=Carry.choices, default=Carry.ROUNDED
    )
    deposit_basis = models.CharField(
        _("day count"), max_length=8, choices=DepositBasis.choices, default=DepositBasis.ACTUAL
    )

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a family that has no file in `products.types`."""
        if self.family not in product_types():
            raise ValidationError({"family": _("This family does not exist.")})
        for low, high in (("min_amount", "max_amount"), ("min_months", "max_months")):
            bottom, top = getattr(self, low), getattr(self, high)
            if bottom is not None and top is not None and bottom > top:
                raise ValidationError({high: _("Must not be below the smallest.")})

    @property
    def is_deposit(self) -> bool:
        """Whether money comes in instead of going out."""
        return self.type.kind == Kind.FUNDING

    @property
    def type(self) -> ProductType:
        """The family, with its ladder."""
        return product_types()[self.family]
