"""The tables of what was shown and promised."""

from offers.models.simulations import SavedSimulation

__all__ = ["SavedSimulation"]
