"""Numbers and names of a person that are kept encrypted: one line of SEALED each.

A value lies in `<name>_cipher`, what the screen shows in `<name>_masked`, and, where equal values
are looked for, a keyed hash in `<name>_index`. The ciphertext is bound to its row and its field:
copied into another row it does not open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.crypto import blind_index, decrypt, encrypt, field_aad
from core.identity import format_npwp, mask_nik

if TYPE_CHECKING:
    from prospects.models.prospect import Prospect

LABEL = "prospects.Prospect"
HIDDEN = "********"


@dataclass(frozen=True)
class Sealed:
    """How one value is masked, looked for and shown to whom it is revealed."""

    name: str
    label: str | Promise
    mask: Callable[[str], str]
    show: Callable[[str], str]
    context: str | None = None  # of the keyed hash; None where nothing is looked for

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it fills."""
        parts = ("cipher", "masked") if self.context is None else ("cipher", "masked", "index")
        return tuple(f"{self.name}_{part}" for part in parts)

    def index_of(self, value: str) -> str:
        """Return what equal values share, so that one is found again without being readable."""
        return blind_index(value, context=self.context or "")


def in_fours(value: str) -> str:
    """`3273 9952 0690 0001`, as it stands on the card."""
    return " ".join(value[start : start + 4] for start in range(0, len(value), 4))


def _whole(value: str) -> str:
    return value


SEALED: dict[str, Sealed] = {
    sealed.name: sealed
    for sealed in (
        Sealed("nik", _("NIK"), mask_nik, in_fours, ""),
        Sealed("kk", _("Family card number"), mask_nik, in_fours, "kk"),
        Sealed("npwp", _("NPWP"), mask_nik, format_npwp, "npwp"),
        Sealed("nib", _("NIB"), mask_nik, _whole, "nib"),
        Sealed("mother", _("Mother's maiden name"), lambda _value: HIDDEN, _whole),
    )
}


def set_sealed(prospect: Prospect, name: str, value: str) -> None:
    """Keep `value` encrypted with its mask and index; an empty one takes it away."""
    sealed = SEALED[name]
    filled: dict[str, str | None] = {"cipher": "", "masked": "", "index": None}
    if value:
        filled = {
            "cipher": encrypt(value, aad=field_aad(LABEL, prospect.public_id, name)),
            "masked": sealed.mask(value),
            "index": sealed.index_of(value),
        }
    for column in sealed.columns:
        setattr(prospect, column, filled[column.rpartition("_")[2]])


def open_sealed(prospect: Prospect, name: str) -> str:
    """Return the plain value, empty when there is none; for `prospects.reveal` and merges only."""
    token: str = getattr(prospect, f"{name}_cipher")
    return decrypt(token, aad=field_aad(LABEL, prospect.public_id, name)) if token else ""
