"""Command line of the embedded services: `python -m aoportal.local up|services|run|stop|...`."""

import argparse
import os
import sys

from aoportal.local.errors import LocalError
from aoportal.local.services import ensure_services, remove_everything, stop_services
from aoportal.local.state import PURPOSES
from aoportal.local.up import fresh, up


def main(arguments: list[str] | None = None) -> int:
    """Run one command; a LocalError becomes one sentence and exit code 1."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m aoportal.local", description=__doc__)
    commands = parser.add_subparsers(required=True)
    serve = commands.add_parser("up", help="start everything and serve until Ctrl-C")
    serve.add_argument("--port", type=_port, default=8000)
    serve.set_defaults(run=lambda options: up(options.port))
    for name, run, text in (
        ("services", _services, "start PostgreSQL and Valkey, print their environment"),
        ("stop", lambda options: stop_services(options.purpose), "stop them"),
        ("run", _run, "start them and run a command in their environment"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("--for", dest="purpose", choices=PURPOSES, default="dev")
        command.set_defaults(run=run)
    command.add_argument("command", nargs="+")
    fresh_data = commands.add_parser("fresh", help="replace the local data by fresh demo data")
    fresh_data.set_defaults(run=lambda _options: fresh())
    remove = commands.add_parser("remove", help="stop everything and delete the local data")
    remove.set_defaults(run=lambda _options: remove_everything())
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 1024 <= port <= 65535:
        raise argparse.ArgumentTypeError("choose a port from 1024 to 65535")
    return port


def _services(options: argparse.Namespace) -> None:
    for name, value in ensure_services(options.purpose).items():
        print(f"{name}={value}")


def _run(options: argparse.Namespace) -> None:
    os.environ |= ensure_services(options.purpose)
    os.execvp(options.command[0], options.command)


if __name__ == "__main__":
    sys.exit(main())
