"""Akad and disbursements as credit administration books them, beside what was promised."""
