"""Pages of the financial picture."""
