"""Public ids: what URLs, mails, the API and files carry instead of primary keys."""

import secrets
from typing import Any

from django.db import models

# 32 letters and digits that are not taken for one another on paper: 16 of them are 80 random bits.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz0"
FIVE_BITS = 31  # of a random byte; as many letters as these bits can name, so none is likelier
LENGTH = 16


def new_public_id() -> str:
    """Return 16 random characters."""
    return "".join(ALPHABET[byte & FIVE_BITS] for byte in secrets.token_bytes(LENGTH))


class PublicIdField(models.CharField):
    """A unique random id, made in Python before the row is written."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"max_length": LENGTH, "unique": True, "editable": False}
        kwargs["default"] = new_public_id
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        """Leave out of migrations what never varies."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "unique", "editable", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs
