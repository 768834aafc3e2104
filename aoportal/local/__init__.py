"""Embedded PostgreSQL and Valkey for development, demonstration and tests.

Production takes `DATABASE_URL` and `REDIS_URL` from its environment and never imports
this package. Settings start no process; only the functions here do.
"""

from aoportal.local.errors import LocalError
from aoportal.local.services import (
    ensure_services,
    ensure_test_services,
    service_environment,
    stop_services,
)

__all__ = [
    "LocalError",
    "ensure_services",
    "ensure_test_services",
    "service_environment",
    "stop_services",
]
