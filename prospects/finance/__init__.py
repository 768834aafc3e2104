"""What a debtor earns, owns and owes, what still fits, and the proposal of an opportunity."""
