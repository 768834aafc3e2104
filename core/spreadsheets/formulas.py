"""Text that a spreadsheet would take for a formula, made harmless and made whole again."""

STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def _is_formula(text: str) -> bool:
    return text.lstrip("'").startswith(STARTS)


def defused(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _is_formula(text) else text


def restored(text: str) -> str:
    """Undo `defused` exactly."""
    return text[1:] if text.startswith("'") and _is_formula(text) else text
