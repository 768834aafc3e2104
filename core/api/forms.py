"""Handing what a program sends to the forms of the pages, whose rules and words hold for both."""

from typing import Any

from django import forms
from pydantic import BaseModel

from core.api.problems import field_error, invalid


def typed(body: BaseModel) -> dict[str, str]:
    """Return the fields that were sent, as a person would type them into a form."""
    sent: dict[str, Any] = body.model_dump(exclude_unset=True)
    return {name: "" if value is None else str(value) for name, value in sent.items()}


def check_form(form: forms.BaseForm) -> None:
    """Raise 422 with every sentence of a form beside its field."""
    if not form.is_valid():
        raise invalid(
            field_error("" if name == "__all__" else name, str(text))
            for name, texts in form.errors.items()
            for text in texts
        )
