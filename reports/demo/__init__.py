"""The demo bank: small enough to understand, with fourteen weeks of believable work behind it."""
