"""Lists on their way out of the portal."""
