"""Prints a row of access_matrix.csv for each address and method that has none.

The cells repeat what the table of roles says today, so they prove nothing until somebody has
compared each with the bank's rule. Run: python -m tests.contracts.suggest
"""

import csv
import sys
from typing import Any

from tests import services


def cells_of(pattern: Any, method: str) -> dict[str, str]:
    """Return a first guess for every person from the view's permission."""
    from org.access.api import Endpoint, rule_of
    from org.access.roles import GRANTS
    from tests.contracts.matrix import OUTSIDERS, ROLE_OF

    view = getattr(pattern.callback, "view_class", pattern.callback)
    needed = getattr(view, "permission", None)
    if method != "GET":
        needed = getattr(view, "write_permission", None) or needed
    if isinstance(pattern.callback, Endpoint):
        rule = rule_of(pattern.callback.operations[method])
        needed = rule.permissions[0] if rule else None
    if needed is None:
        return dict.fromkeys((*OUTSIDERS, *ROLE_OF), "ok")
    return dict.fromkeys(OUTSIDERS, "in") | {
        name: "ok" if needed in GRANTS[role].permissions else "403"
        for name, role in ROLE_OF.items()
    }


def kind_of(pattern: Any) -> str:
    """Return the kind of object, from the model of an object view."""
    model = getattr(getattr(pattern.callback, "view_class", None), "model", None)
    return model.__name__.lower() if model is not None else ""


def main() -> None:
    """Print the missing rows."""
    services.start()
    from tests.contracts.matrix import addresses, methods_of, names_in, rows, source_of

    covered = {(row.url, method) for row in rows() for method in row.methods}
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for name, pattern in addresses().items():
        for method in sorted(methods_of(pattern)):
            if (name, method) in covered:
                continue
            args = ";".join(f"{part}=?" for part in names_in(pattern) if part != "public_id")
            cells = cells_of(pattern, method).values()
            sys.stderr.write(f"# {source_of(pattern)}\n")
            writer.writerow([name, method, kind_of(pattern), args, *cells])


if __name__ == "__main__":
    main()
