"""Why opportunities end. In code, so that migration, tests and demo load the same list.

The bank's reasons are the usual rejection codes of credit analysis; the customer's are those that
officers hear. A bank may add rows of its own: loading never touches a code it does not know.
"""

from typing import Any

BANK, CUSTOMER = "bank", "customer"

# (kind, code, Indonesian, English), in the order people see them.
LOSS_REASONS: tuple[tuple[str, str, str, str], ...] = (
    (BANK, "documents_incomplete", "Dokumen tidak lengkap", "Documents incomplete"),
    (BANK, "slik", "Kol atau SLIK buruk", "Poor collectibility or SLIK"),
    (BANK, "repayment_capacity", "DSR atau RPC lewat batas", "DSR or RPC over the limit"),
    (BANK, "collateral", "Agunan tidak memadai", "Collateral not sufficient"),
    (BANK, "verification", "Gagal verifikasi", "Verification failed"),
    (BANK, "data_mismatch", "Data tidak sesuai, indikasi fraud", "Data mismatch, signs of fraud"),
    (BANK, "income", "Pekerjaan atau penghasilan tidak stabil", "Job or income not stable"),
    (BANK, "age", "Usia atau masa kerja", "Age or length of service"),
    (BANK, "sector", "Sektor yang dilarang", "Excluded sector"),
    (BANK, "target_market", "Di luar target pasar", "Outside the target market"),
    (BANK, "bank_other", "Lainnya", "Other"),
    (CUSTOMER, "interest_rate", "Suku bunga", "Interest rate"),
    (CUSTOMER, "other_bank", "Pindah ke bank lain", "Went to another bank"),
    (CUSTOMER, "no_purchase", "Batal beli", "Purchase called off"),
    (CUSTOMER, "no_need", "Tidak jadi butuh", "No longer needed"),
    (CUSTOMER, "family", "Keluarga tidak setuju", "Family does not agree"),
    (CUSTOMER, "collateral_used", "Agunan dipakai", "Collateral used elsewhere"),
    (CUSTOMER, "unreachable", "Tidak bisa dihubungi", "Cannot be reached"),
    (CUSTOMER, "customer_other", "Lainnya", "Other"),
)


def load_loss_reasons(model: Any = None) -> int:
    """Add what is missing; return how many the list holds. What the bank has reworded stays.

    `model` is the historical model inside a migration; elsewhere the present one.
    """
    if model is None:
        from prospects.models import LossReason

        model = LossReason
    rows = [
        model(code=code, kind=kind, label_id=label_id, label_en=label_en, position=position * 10)
        for position, (kind, code, label_id, label_en) in enumerate(LOSS_REASONS, start=1)
    ]
    model._default_manager.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
