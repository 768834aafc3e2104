"""The door with real commits: two posts at the same moment, and a broker that is emptied."""

import os
import threading

import pytest
import redis
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import get_hasher
from django.db import connection
from django.test import Client

from tests.factories.bank import Bank, make_bank
from tests.org.test_second_factor import SECRET, code, first_step, is_in, second_step
from tests.org.test_sign_in import enter


@pytest.fixture
def crowd(transactional_db: None) -> Bank:
    return make_bank()


def empty_the_broker() -> None:
    """Throw away what the test run's own broker holds."""
    redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2).flushall()


def test_of_two_posts_of_one_code_one_gets_in(crowd: Bank) -> None:
    TOTP.activate(crowd.ani, SECRET)
    clients, barrier, right = [Client(), Client()], threading.Barrier(2), code()
    for client in clients:
        first_step(client)

    def post(client: Client) -> None:
        try:
            barrier.wait(10)
            second_step(client, right)
        finally:
            connection.close()

    threads = [threading.Thread(target=post, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(map(is_in, clients)) == [False, True]
    empty_the_broker()
    thief = Client()
    first_step(thief)
    second_step(thief, right)
    assert not is_in(thief)


def test_a_lock_outlives_an_emptied_broker(bank: Bank, client: Client) -> None:
    for _ in range(5):
        enter(client, "ani", "wrong-wrong-wrong")
    empty_the_broker()
    assert enter(client, "ani").status_code == 429


def test_an_unknown_name_costs_as_many_hashes_as_a_known_one(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher, counts, asked = type(get_hasher()), [], []
    encode = hasher.encode
    monkeypatch.setattr(
        hasher, "encode", lambda self, *given: asked.append(1) or encode(self, *given)
    )
    for name in ("ani", "nobody", "100001", "999999"):
        asked.clear()
        enter(Client(), name, "wrong-wrong-wrong")
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
    assert counts[0] >= 1
    asked.clear()
    enter(Client(REMOTE_ADDR="10.0.0.9"), "ani")
    assert len(asked) == counts[0]
