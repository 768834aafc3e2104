"""The products a bank starts with; head office edits them afterwards."""

from products.models import Product

STARTING: tuple[tuple[str, str, str, str, str], ...] = (
    ("KPR", "KPR Griya", "KPR", "kpr", "secured"),
    ("KMG", "Kredit Multiguna", "Multiguna", "kta", "secured"),
    ("KTA", "Kredit Tanpa Agunan", "KTA", "kta", "credit"),
    ("KKB", "Kredit Kendaraan", "KKB", "kkb", "secured"),
    ("KUR", "KUR Mikro", "KUR", "kur", "micro"),
    ("KMK", "Kredit Modal Kerja", "Modal kerja", "working_capital", "sme"),
    ("DEP", "Deposito Berjangka", "Deposito", "deposit", "financial_services"),
    ("TAB", "Tabungan Nusa", "Tabungan", "savings", "financial_services"),
)


def load() -> None:
    """Add the starting products that are not there yet; leave the others as they are."""
    for position, (code, name, short_name, family, segment) in enumerate(STARTING, start=1):
        Product.objects.get_or_create(
            code=code,
            defaults={
                "name": name, "short_name": short_name, "family": family, "segment": segment,
                "position": position * 10,
            },
        )  # fmt: skip
