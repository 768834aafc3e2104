"""What the bank settles of explaining: sentences of a RIPLAY, when it is asked for, the quiz."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.paging import Order
from offers.models import ReceiptQuiz, RiplayRule, RiplayText
from offers.riplay.texts import PARTS
from org.administration.page import Column
from products.dated_pages import (
    DAYS,
    PRODUCT,
    PRODUCT_OR_ALL_FILTER,
    STATE,
    STATE_FILTER,
    DatedForm,
    DatedPage,
    ProductOrAllForm,
)


class TextForm(ProductOrAllForm):
    """Sentences under six headings."""

    class Meta:
        model = RiplayText
        fields = ("product", "valid_from", "valid_to", *PARTS)
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.Textarea({"rows": 3}) for name in PARTS
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PARTS:
            self.fields[name].help_text = _("One line is one point. Empty: the portal's own words.")


class TextsPage(DatedPage):
    """Sentences from day to day, for all products or for one."""

    slug = "riplay-text"
    namespace = "offers"
    model = RiplayText
    form_class = TextForm
    title = gettext_lazy("Texts of RIPLAY")
    add_label = gettext_lazy("New texts")
    actions_template = "offers/riplay_admin_links.html"
    columns = (
        PRODUCT,
        DAYS, STATE,
    )  # fmt: skip
    filters = (PRODUCT_OR_ALL_FILTER, STATE_FILTER)
    search_fields = ("product__code", "product__name")
    foot = gettext_lazy("What was made keeps its words. The paper is in Indonesian.")


class RuleForm(DatedForm):
    """From which day the akad asks for it."""

    class Meta:
        model = RiplayRule
        fields = ("is_required", "valid_from", "valid_to")


class RulesPage(DatedPage):
    """Whether the akad asks for a confirmed RIPLAY."""

    slug = "riplay-rule"
    namespace = "offers"
    model = RiplayRule
    form_class = RuleForm
    title = gettext_lazy("RIPLAY before the akad")
    add_label = gettext_lazy("New rule")
    actions_template = "offers/riplay_admin_links.html"
    order = Order("from", "valid_from", is_descending=True)
    related = ()
    columns = (
        Column(gettext_lazy("Rule"), lambda row: _words(row)),
        DAYS, STATE,
    )  # fmt: skip
    filters = (STATE_FILTER,)
    foot = gettext_lazy("Without a row the akad does not ask. A branch head may waive it with a"
                        " reason.")  # fmt: skip

    def title_of(self, row: Any) -> str:
        """Say what holds."""
        return _words(row)


def _words(row: RiplayRule) -> str:
    return _("Needed before the akad") if row.is_required else _("Not asked for")


class QuizForm(ProductOrAllForm):
    """From which day receipts of a product ask."""

    class Meta:
        model = ReceiptQuiz
        fields = ("product", "is_on", "valid_from", "valid_to")


class QuizPage(DatedPage):
    """Whether the explain-back receipt asks questions."""

    slug = "receipt-quiz"
    namespace = "offers"
    model = ReceiptQuiz
    form_class = QuizForm
    title = gettext_lazy("Questions of the receipt")
    add_label = gettext_lazy("New rule")
    actions_template = "offers/riplay_admin_links.html"
    columns = (
        PRODUCT,
        Column(gettext_lazy("Rule"), lambda row: _("Asks") if row.is_on else _("Does not ask")),
        DAYS, STATE,
    )  # fmt: skip
    filters = (PRODUCT_OR_ALL_FILTER, STATE_FILTER)
    search_fields = ("product__code", "product__name")
    foot = gettext_lazy("A wrong answer counts as not clear. Without a row nothing is asked.")
