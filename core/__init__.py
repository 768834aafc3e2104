"""The foundation that knows nothing of the bank: money, identity, time, text and cryptography."""
