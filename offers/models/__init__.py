"""The tables of what was shown and promised."""
