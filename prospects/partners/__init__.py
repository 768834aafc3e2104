"""*Rekanan*: which partner and which unit an opportunity is about, and what each partner brings."""
