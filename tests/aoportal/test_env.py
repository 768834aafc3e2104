"""Readers of environment variables refuse what they cannot use, naming the variable."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from aoportal import env


@pytest.mark.parametrize("value", ["nonsense", "http://host/", "redis://", "redis://host:port/0"])
def test_an_address_of_another_kind_is_refused(monkeypatch, value):
    monkeypatch.setenv("REDIS_URL", value)
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL"):
        env.url("REDIS_URL", schemes=("redis",), port=6379)


def test_a_good_address_stays_as_it_was_written(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://:word@127.0.0.1:6379/5")
    written = env.url("REDIS_URL", schemes=("redis",), port=6379)
    assert written == "redis://:word@127.0.0.1:6379/5"
    monkeypatch.setenv("REDIS_URL", " ")
    assert env.url("REDIS_URL", schemes=("redis",), port=6379, default="") == ""
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL is not set"):
        env.url("REDIS_URL", schemes=("redis",), port=6379)
