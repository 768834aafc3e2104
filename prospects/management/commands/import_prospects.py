"""Import prospects from a CSV or XLSX file."""

from prospects.imports.command import ImportCommand
from prospects.imports.people import ProspectLoader


class Command(ImportCommand):
    """`manage.py import_prospects FILE --profile FILE.json --dry-run --json`."""

    help = "Import prospects from CSV or XLSX by a JSON profile."
    loader = ProspectLoader()
    default_profile = "template-prospects.json"
