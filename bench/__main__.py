"""`python -m bench`: measure the portal on a loaded bank.

Times that miss their target are told, not punished: machines differ and are noisy. Queries are
exact, so one too many ends with exit status 1, and so does an answer that is not the page.
"""

import argparse
import os
import sys
from typing import Any

from bench import bank


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
    parser.add_argument("--pages-only", action="store_true", help="leave jobs and floors out")
    parser.add_argument("--load", action="store_true", help="then many people at once")
    parser.add_argument("--rate", type=int, default=30, help="requests a second of --load")
    parser.add_argument("--seconds", type=int, default=180, help="how long --load lasts")
    return parser


def _run(options: argparse.Namespace) -> int:
    from bench import telling
    from bench.measuring import FINE, measure_pages
    from bench.people import viewers
    from bench.server import web_server
    from core import clock

    results: dict[str, Any] = {
        "at": f"{clock.now():%Y-%m-%d %H:%M} UTC", "prospects": options.prospects,
        "machine": telling.machine(), "others": {},
    }  # fmt: skip
    people = viewers()
    with web_server(1) as server:
        figures = measure_pages(server, people, options.requests, options.only)
        rss, pss = server.memory()[0]
    results["others"]["web worker"] = f"RSS {rss:.0f} MB, PSS {pss:.0f} MB (target RSS 110 MB)"
    if not options.pages_only:
        results["others"] |= _beside(people)
    if options.load:
        results["others"]["many at once"] = _crowd(people, options)
    results["machine"]["load_after"] = telling.machine()["load"]
    print(telling.keep(results, figures))
    wrong = [f for f in figures if f.has_too_many_queries or set(f.statuses) - FINE]
    return 1 if wrong else 0


def _beside(people: list[Any]) -> dict[str, Any]:
    from bench.floors import floors
    from bench.jobs import fold_speed, import_speed
    from bench.papers import paper_speed
    from bench.simulations import simulation_speed

    return {
        "import of 10,000 rows (target 5,000 rows/s)": import_speed(people),
        "folding of deltas": fold_speed(),
        "simulations of 240 months (target 1,000 a second and core)": simulation_speed(),
        "weekly PDF (target 350 ms each)": paper_speed(people),
        **floors(people),
    }


def _crowd(people: list[Any], options: argparse.Namespace) -> dict[str, Any]:
    from bench.crowd import crowd
    from bench.server import web_server

    with web_server(2) as server:
        return crowd(server, people, rate=options.rate, seconds=options.seconds)


if __name__ == "__main__":
    sys.exit(main())
