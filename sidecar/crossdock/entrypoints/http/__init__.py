"""The HTTP API: thin routes over the flows."""
