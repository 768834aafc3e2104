"""`python -m bench`: measure the portal on a loaded bank.

Times that miss their target are told, not punished: machines differ and are noisy. Queries are
exact, so one too many ends with exit status 1, and so does an answer that is not the page or a
part of the measurement that could not be made; the other parts are told all the same.
"""

import argparse
import os
import sys
from collections.abc import Callable
from typing import Any

from bench import bank

PARTS = ("pages", "jobs", "files", "papers", "floors", "load")


def main() -> int:
    """Prepare, measure, tell."""
    options = _parser().parse_args()
    bank.prepare(options.prospects, fresh=options.fresh)
    import django

    django.setup()
    return _run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    size = int(os.environ.get("N", "100000"))
    parser.add_argument("--prospects", type=int, default=size, help="size of the bank (or N=)")
    parser.add_argument("--fresh", action="store_true", help="load the bank anew")
    parser.add_argument("--requests", type=int, default=60, help="requests per page and person")
    parser.add_argument("--only", default="", help="only pages whose name holds this text")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what to measure")
    parser.add_argument("--rate", type=int, default=30, help="requests a second of many at once")
    parser.add_argument("--seconds", type=int, default=180, help="how long many at once last")
    return parser


def _run(options: argparse.Namespace) -> int:
    from bench import telling
    from bench.people import viewers
    from core import clock

    results: dict[str, Any] = {
        "at": f"{clock.now():%Y-%m-%d %H:%M} UTC", "prospects": options.prospects,
        "machine": telling.machine(), "others": {}, "failed": [], "pages": [],
    }  # fmt: skip
    people, text = viewers(), ""
    for name, part in _parts(options):
        print(f"measuring {name}", file=sys.stderr, flush=True)
        try:
            part(results, people)
        except Exception as error:  # one part's trouble must not cost the figures of the others
            results["failed"].append(f"{name}: {type(error).__name__}: {error}")
        results["machine"]["load_after"] = telling.machine()["load"]
        text = telling.keep(results)  # after each part: what is measured survives an interruption
    print(text)
    return 1 if results["failed"] or any(map(telling.is_wrong, results["pages"])) else 0


Part = Callable[[dict[str, Any], list[Any]], None]


def _parts(options: argparse.Namespace) -> list[tuple[str, Part]]:
    from bench.files import approved_speed, breach_speed, export_speed
    from bench.floors import floors
    from bench.jobs import fold_speed, import_speed
    from bench.papers import paper_speed
    from bench.simulations import simulation_speed

    def pages(results: dict[str, Any], people: list[Any]) -> None:
        _pages(results, people, options)

    def jobs(results: dict[str, Any], people: list[Any]) -> None:
        results["others"]["import of 20,000 rows (target 5,000 rows/s)"] = import_speed(people)
        results["others"]["import of 20,000 rows, owners by territory"] = import_speed(
            people, by_territory=True
        )
        results["others"]["folding of deltas"] = fold_speed()
        results["others"]["simulations of 240 months (target 1,000 a second and core)"] = (
            simulation_speed()
        )

    def files(results: dict[str, Any], people: list[Any]) -> None:
        results["others"]["export, at most 50,000 rows a file"] = export_speed(people)
        results["others"]["export by the yes of a second person"] = approved_speed(people)
        results["others"]["breach_list of ninety days"] = breach_speed(people)

    def papers(results: dict[str, Any], people: list[Any]) -> None:
        results["others"]["weekly PDF (target 350 ms for two pages)"] = paper_speed(people)

    def bare(results: dict[str, Any], people: list[Any]) -> None:
        results["others"] |= floors(people)

    def load(results: dict[str, Any], people: list[Any]) -> None:
        results["others"]["many at once"] = _crowd(people, options)

    found = {"pages": pages, "jobs": jobs, "files": files, "papers": papers, "floors": bare,
             "load": load}  # fmt: skip
    return [(name, part) for name, part in found.items() if name in options.parts]


def _pages(results: dict[str, Any], people: list[Any], options: argparse.Namespace) -> None:
    from bench.measuring import measure_pages
    from bench.server import web_server

    with web_server(1) as server:
        results["pages"], wrong = measure_pages(server, people, options.requests, options.only)
        rss, pss = server.memory()[0]
    results["failed"] += wrong
    results["others"]["web worker"] = f"RSS {rss:.0f} MB, PSS {pss:.0f} MB (target RSS 110 MB)"


def _crowd(people: list[Any], options: argparse.Namespace) -> dict[str, Any]:
    from bench.crowd import crowd
    from bench.server import web_server

    with web_server(2) as server:
        return crowd(server, people, rate=options.rate, seconds=options.seconds)


if __name__ == "__main__":
    sys.exit(main())
