"""What the bank asks for: kinds of papers, and dated rules who has to bring which."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from products.models.settings import Dated
from products.types import product_types

CODE_LENGTH = 40


class Employment(models.TextChoices):
    """How the applicant earns his living; the letters are those of the bank's own lists."""

    EMPLOYEE = "K", _("Employee")
    SELF_EMPLOYED = "W", _("Self-employed")
    PROFESSIONAL = "P", _("Professional")
    COMPANY = "B", _("Business entity")


class Requirement(models.TextChoices):
    """Whether a file is complete without the paper."""

    REQUIRED = "required", _("Required")
    OPTIONAL = "optional", _("Where it applies")


@tracked(
    "code", "label_id", "label_en", "is_personal", "validity_months", "has_expiry",
    "keeps_position", "position",
    "is_active",
)  # fmt: skip
class DocumentType(Versioned):
    """A kind of paper."""

    public_id = PublicIdField()
    code = models.CharField(max_length=CODE_LENGTH, unique=True, editable=False)
    label_id = models.CharField(_("name in Indonesian"), max_length=80)
    label_en = models.CharField(_("name in English"), max_length=80)
    is_personal = models.BooleanField(
        _("serves each application of the customer"), default=False,
        help_text=_("Such as an identity card: it is brought once and used while it is valid."),
    )  # fmt: skip
    validity_months = models.PositiveSmallIntegerField(
        _("valid for, months"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("Counted from the date on the paper. Empty: no limit."),
    )  # fmt: skip
    has_expiry = models.BooleanField(
        _("names its own last day"), default=False,
        help_text=_("Such as a policy or an SHGB: whoever takes it in enters the day."),
    )  # fmt: skip
    keeps_position = models.BooleanField(
        _("is a photo whose place is kept"), default=False,
        help_text=_("For visit photos: the place is kept and printed below the picture."),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("order"), default=500)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["label_id"], name="paper_label_id_once",
                violation_error_message=_("There is a paper with this Indonesian name."),
            ),
            models.UniqueConstraint(
                fields=["label_en"], name="paper_label_en_once",
                violation_error_message=_("There is a paper with this English name."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label_id

    def label(self, language: str | None) -> str:
        """Return the name in `id` or `en`."""
        return self.label_en if language == "en" else self.label_id


@tracked(
    "type", "family", "employments", "requirement", "amount_above", "note_id", "note_en",
    "valid_from", "valid_to",
)  # fmt: skip
class DocumentRule(Dated):
    """That a family asks for a paper, of whom, above which amount, from day to day."""

    type = models.ForeignKey(DocumentType, on_delete=models.PROTECT, related_name="rules")
    family = models.CharField(_("product family"), max_length=20)
    # The letters of Employment in their order: "KWP".
    employments = models.CharField(_("of whom"), max_length=4)
    requirement = models.CharField(
        _("requirement"), max_length=8, choices=Requirement.choices, default=Requirement.REQUIRED
    )
    amount_above = models.DecimalField(
        _("only above this amount"), max_digits=15, decimal_places=0, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    note_id = models.CharField(_("hint in Indonesian"), max_length=80, blank=True)
    note_en = models.CharField(_("hint in English"), max_length=80, blank=True)

    class Meta(Dated.Meta):
        indexes = [models.Index("family", "valid_from", name="paper_rule_family")]

    def clean(self) -> None:
        """Refuse a family without a file in `products.types`, and letters nobody knows."""
        if self.family not in product_types():
            raise ValidationError({"family": _("This family does not exist.")})
        letters = [code for code in Employment.values if code in self.employments]
        if not letters or "".join(letters) != self.employments:
            raise ValidationError({"employments": _("Choose at least one.")})

    def note(self, language: str | None) -> str:
        """Return the hint in `id` or `en`."""
        return self.note_en if language == "en" else self.note_id
