"""What `.local/` keeps, and the refusals of the embedded servers."""

import socket
import stat

import psycopg2
import pytest

from aoportal.local import LocalError
from aoportal.local.account import Account, can_reach, current_account
from aoportal.local.postgres import Postgres, recreate_database
from aoportal.local.state import Store, port_in_use
from aoportal.local.up import up


@pytest.fixture
def store(tmp_path):
    store = Store("dev", tmp_path)
    store.prepare()
    return store


def test_secrets_are_made_once_and_private(store):
    first = store.secrets()
    assert store.secrets() == first
    assert Store("test", store.root).folder != store.folder
    assert stat.S_IMODE(store.secrets_file.stat().st_mode) == 0o600
    assert first["APP_PASSWORD"] != first["OWNER_PASSWORD"]


def test_a_port_is_kept_until_somebody_else_takes_it(store):
    port = store.choose_port("postgres")
    assert store.choose_port("postgres") == port
    with socket.create_server(("127.0.0.1", port)):
        assert store.choose_port("postgres") != port


@pytest.mark.parametrize("note", ['{"postgres": 54', "[5432]", ""])
def test_a_broken_note_of_ports_is_written_anew(store, note):
    (store.folder / "ports.json").write_text(note)
    assert store.choose_port("postgres") == store.port("postgres")


def test_lost_passwords_are_one_sentence(store, monkeypatch):
    def refused(**_address):
        raise psycopg2.OperationalError("password authentication failed")

    monkeypatch.setattr(psycopg2, "connect", refused)
    store.choose_port("postgres")
    with pytest.raises(LocalError, match="put the old file back"):
        recreate_database(store)


def test_a_service_that_never_started_has_no_port(store):
    with pytest.raises(LocalError, match="never started"):
        store.port("postgres")


def test_a_data_folder_of_another_version_is_refused(store, tmp_path):
    postgres = Postgres(store, current_account(), tmp_path / "home")
    postgres.data.mkdir(parents=True)
    (postgres.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(LocalError, match="made by PostgreSQL 17"):
        postgres.ensure()


def test_a_broken_data_folder_is_refused(store, tmp_path):
    postgres = Postgres(store, current_account(), tmp_path / "home")
    postgres.data.mkdir(parents=True)
    (postgres.data / "base").mkdir()
    with pytest.raises(LocalError, match="incomplete"):
        postgres.ensure()


def test_a_port_in_use_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert port_in_use(port)
        with pytest.raises(LocalError, match=f"Port {port} is in use"):
            up(port)


def test_a_closed_parent_folder_is_noticed_and_left_alone(tmp_path):
    closed = tmp_path / "closed"
    inner = closed / "inner"
    inner.mkdir(parents=True)
    closed.chmod(0o700)
    stranger = Account("stranger", uid=54321, gid=54321, stepped_down=True)
    assert not can_reach(stranger, inner)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
