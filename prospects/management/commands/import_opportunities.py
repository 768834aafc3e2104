"""Import opportunities from a CSV or XLSX file."""

from prospects.imports.command import ImportCommand
from prospects.imports.deals import OpportunityLoader


class Command(ImportCommand):
    """`manage.py import_opportunities FILE --profile FILE.json --dry-run --json`."""

    help = "Import opportunities from CSV or XLSX by a JSON profile."
    loader = OpportunityLoader()
    default_profile = "template-opportunities.json"
