"""The document of the API is the one that is committed, and says what holds."""

import json
from typing import Any

from django.core.checks import run_checks

from aoportal.api import api
from aoportal.management.commands.openapi import PATH, text
from org.access.api import ApiRouter, Endpoint

WRITES = {"post", "patch", "put", "delete"}


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    document = json.loads(text())
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_committed_document_is_the_present_one() -> None:
    assert PATH.read_text(encoding="utf-8") == text(), "run `make openapi` and read the difference"


def test_it_names_no_server_and_every_operation_its_token() -> None:
    document = json.loads(text())
    assert "servers" not in document
    assert len(operations()) > 20
    for path, method, operation in operations():
        assert operation["security"] == [{"AccessToken": []}], path
        assert {"401", "403", "429"} <= set(operation["responses"]), path
        if method in WRITES and "201" in operation["responses"]:
            keys = [p for p in operation["parameters"] if p["name"] == "Idempotency-Key"]
            assert keys[0]["required"], path
        if method == "patch":
            name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
            body = document["components"]["schemas"][name.rpartition("/")[2]]
            assert "version" in body["required"], path


def test_an_operation_without_a_permission_does_not_start(monkeypatch: Any) -> None:
    assert [problem.id for problem in run_checks() if problem.id == "aoportal.E007"] == []
    endpoint = next(p.callback for p in api.patterns() if isinstance(p.callback, Endpoint))
    operation = next(iter(endpoint.operations.values()))
    monkeypatch.delattr(operation.view_func, "rule")
    found = [problem for problem in run_checks() if problem.id == "aoportal.E007"]
    assert len(found) == 1
    assert not hasattr(ApiRouter().operation, "rule")
