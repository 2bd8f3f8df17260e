"""What is wrong with the settings as a whole."""

from __future__ import annotations


class EnvironmentInvalid(ValueError):
    """A `CROSSDOCK_` variable is unknown or missing, or a file that holds settings cannot be read."""
