"""Simulations for one person: what fits him, saved as it was shown."""
