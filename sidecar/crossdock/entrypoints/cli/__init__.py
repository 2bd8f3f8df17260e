"""Parts of the `crossdock` command that need only ports."""
