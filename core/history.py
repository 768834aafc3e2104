"""Change history by database triggers, so that bulk updates and plain SQL are recorded too."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])


def tracked(*fields: str) -> Callable[[Model], Model]:
    """Record inserts, updates and deletes of the named fields.

    Name fields a person could read aloud: never ciphertext, search text or counters.
    """

    def decorate(model: Model) -> Model:
        pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            fields=["id", *fields],
            model_name=f"{model.__name__}Event",
        )(model)
        return model

    return decorate
