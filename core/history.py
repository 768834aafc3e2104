"""Change history by database triggers, so that bulk updates and plain SQL are recorded too."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.apps import apps
from django.db import models
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware as Middleware

from core.logging import request_id

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


def event_model(model: type[models.Model]) -> type[Any]:
    """Return the table of a tracked model's changes; LookupError when it is not tracked."""
    return apps.get_model(model._meta.app_label, f"{model.__name__}Event")


class HistoryMiddleware(Middleware):
    """Writes beside each change who made it and the number of the request."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what is kept with every change of this request."""
        context: dict[str, Any] = super().get_context(request)
        return context | {"request": request_id.get()}
