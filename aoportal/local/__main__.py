"""Command line of the embedded services: `python -m aoportal.local up|services|stop`."""

import argparse
import sys

from aoportal.local.errors import LocalError
from aoportal.local.services import ensure_services, stop_services
from aoportal.local.state import PURPOSES


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
    for name, run, text in (
        ("services", _services, "start PostgreSQL and Valkey, print their environment"),
        ("stop", _stop, "stop them"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("--for", dest="purpose", choices=PURPOSES, default="dev")
        command.set_defaults(run=run)
    return parser


def _services(options: argparse.Namespace) -> None:
    for name, value in ensure_services(options.purpose).items():
        print(f"{name}={value}")


def _stop(options: argparse.Namespace) -> None:
    stop_services(options.purpose)


if __name__ == "__main__":
    sys.exit(main())
