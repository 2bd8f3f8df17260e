"""Request and answer models: they mirror the flows' answers and make the OpenAPI."""
