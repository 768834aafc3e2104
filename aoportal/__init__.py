"""The wiring of AO Portal: settings, addresses, jobs. No rule of the bank lives here."""
