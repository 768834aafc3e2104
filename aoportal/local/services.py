"""The embedded servers of one purpose together, and the environment they make."""

import shutil

from aoportal.local.account import Account, current_account, data_home
from aoportal.local.postgres import APP, OWNER, Postgres
from aoportal.local.state import PURPOSES, Store
from aoportal.local.valkey import Valkey

# Benchmarks run with durable settings like a real server, in their own data.
ENVIRONMENT_OF = {"dev": "development", "test": "test", "bench": "development"}


def ensure_test_services() -> dict[str, str]:
    """Start the servers of this checkout's tests if needed; return their environment."""
    return ensure_services("test")


def ensure_services(purpose: str) -> dict[str, str]:
    """Start PostgreSQL and Valkey for `dev`, `test` or `bench` if they do not run yet.

    They go on running after this process. Raises LocalError with one plain sentence.
    """
    store = Store(purpose)
    with store.lock():
        store.secrets()
        postgres, valkey = _servers(store)
        postgres.ensure()
        valkey.ensure()
        if "mail" not in store.ports():
            store.choose_port("mail")
    return service_environment(purpose)


def service_environment(purpose: str) -> dict[str, str]:
    """The environment variables of servers started before; starts nothing."""
    store = Store(purpose)
    known = store.secrets()
    postgres, valkey = _servers(store)
    return {
        "AOPORTAL_ENV": ENVIRONMENT_OF[purpose],
        "DATABASE_URL": postgres.url(APP, "APP_PASSWORD"),
        "DATABASE_OWNER_URL": postgres.url(OWNER, "OWNER_PASSWORD"),
        "REDIS_URL": valkey.url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{store.port('mail')}",
        "SECRET_KEY": known["SECRET_KEY"],
        "FIELD_KEYS": known["FIELD_KEYS"],
        "INDEX_KEY": known["INDEX_KEY"],
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
    }


def stop_services(purpose: str) -> None:
    """Stop what `ensure_services` started; harmless when nothing runs."""
    store = Store(purpose)
    if not store.secrets_file.exists():
        return
    with store.lock():
        postgres, valkey = _servers(store)
        valkey.stop()
        postgres.stop()


def remove_everything() -> None:
    """Stop all servers of this checkout and delete their data, mails and logs."""
    for purpose in PURPOSES:
        stop_services(purpose)
        store = Store(purpose)
        shutil.rmtree(_servers(store)[0].home, ignore_errors=True)
    shutil.rmtree(store.folder.parent, ignore_errors=True)


def places(purpose: str) -> dict[str, str]:
    """Where data and logs are, to show to a person."""
    postgres, valkey = _servers(Store(purpose))
    return {"data": str(postgres.home), "log": str(postgres.log), "valkey log": str(valkey.log)}


def _servers(store: Store) -> tuple[Postgres, Valkey]:
    account: Account = current_account()
    home = data_home(account, store.root, store.folder)
    return Postgres(store, account, home), Valkey(store, account, home)
