"""Password rules: long, not on the list of common or bank words, not one's own name.

At least 12 and up to 128 characters, any characters, no forced change, no call to another service.
"""

import re
from functools import lru_cache
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from org.models import BankSettings, User

SHORTEST, LONGEST = 12, 128
WORD_LIST = Path(__file__).with_name("bank_words.txt")
TAIL = re.compile(r"[\W\d_]+$")
SWAPS = str.maketrans("013457@$!", "oieastasi")


@lru_cache(maxsize=1)
def bank_words() -> frozenset[str]:
    """Return the words somebody who guesses at a bank tries first."""
    lines = WORD_LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))


def core_of(password: str) -> str:
    """Return what is left when spelling tricks and a tail of digits and marks are taken off."""
    plain = re.sub(r"[\s_.-]+", "", password.casefold())
    return TAIL.sub("", plain).translate(SWAPS)


class LengthValidator:
    """From 12 to 128 characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse what is shorter or longer."""
        if len(password) < SHORTEST:
            missing = SHORTEST - len(password)
            raise ValidationError(
                ngettext(
                    "The password is %(count)d character short. Use at least %(least)d.",
                    "The password is %(count)d characters short. Use at least %(least)d.",
                    missing,
                )
                % {"count": missing, "least": SHORTEST},
                code="password_too_short",
            )
        if len(password) > LONGEST:
            raise ValidationError(
                _("Use at most %(most)d characters.") % {"most": LONGEST}, code="password_too_long"
            )

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return _("At least 12 characters. A sentence is fine, with spaces.")


class NotCommonValidator(CommonPasswordValidator):
    """Not on the lists of leaked passwords and bank words, not even with digits behind."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse a common password, also one doubled or spelled with digits for letters."""
        core = core_of(password)
        half = core[: len(core) // 2]
        tried = {password.casefold().strip(), core, half if half * 2 == core else core}
        if tried & self.passwords or tried & bank_words() or len(set(password)) < 5:
            raise ValidationError(
                _("This password is on lists of leaked ones. Choose another."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return _("Not a password that is on lists of leaked ones.")


class NotTheBankValidator:
    """Does not rest on the person's own name or the name of the bank."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse a password of which little is left without those names."""
        bank = BankSettings.load()
        names = [bank.name, bank.short_name, "aoportal"]
        if user is not None:
            names += [user.username, user.full_name, user.nip or "", user.email.partition("@")[0]]
        rest = core_of(password)
        for word in sorted({part for name in names for part in self._parts(name)}, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < SHORTEST // 2 and rest != core_of(password):
            raise ValidationError(
                _("The password must not be made of your name or the bank's."),
                code="password_is_a_name",
            )

    def _parts(self, name: str) -> set[str]:
        words = re.findall(r"\w{3,}", name.casefold())
        return {*words, "".join(words)} - {""}

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return _("Without your name or the bank's name.")
