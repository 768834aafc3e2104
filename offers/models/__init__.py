"""The tables of what was shown and promised."""

from offers.models.receipts import Receipt, ReceiptAnswer
from offers.models.simulations import SavedSimulation

__all__ = ["Receipt", "ReceiptAnswer", "SavedSimulation"]
