"""The one error of the embedded services: a sentence a person can act on."""


class LocalError(Exception):
    """Raised with one plain sentence; the command line prints it and exits with 1."""
