"""What the schema library found wrong, in the words of the portal."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.api.problems import Problem, field_error, invalid

OTHER = _("This value is not valid.")
WORDS: dict[str, str | Promise] = {
    "missing": _("This field is required."),
    "extra_forbidden": _("This field is not known."),
    "string_type": _("Send a text."),
    "string_too_long": _("The text is too long."),
    "string_too_short": _("The text is too short."),
    "string_pattern_mismatch": _("Choose one of the allowed values."),
    "literal_error": _("Choose one of the allowed values."),
    "int_type": _("Send a whole number."),
    "int_from_float": _("Send a whole number."),
    "bool_type": _("Send true or false."),
    "greater_than": _("The number is too small."),
    "greater_than_equal": _("The number is too small."),
    "less_than": _("The number is too large."),
    "less_than_equal": _("The number is too large."),
}


def problem_of(errors: Iterable[dict[str, Any]]) -> Problem:
    """Return the refusal; what was sent is not repeated in it."""
    return invalid(
        field_error(_place(error["loc"]), str(WORDS.get(error["type"], OTHER)), error["type"])
        for error in errors
    )


def _place(parts: tuple[Any, ...]) -> str:
    """Return `amount` of `('body', 'new', 'amount')`: where it came from and by what name."""
    names = [str(part)[:60] for part in parts[1:]]
    return ".".join(names[1:] if parts[0] == "body" else names)
