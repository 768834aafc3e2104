"""The explain-back receipt: what a customer says he has understood."""
