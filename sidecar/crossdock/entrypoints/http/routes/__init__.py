"""One blueprint per resource; each view parses, calls its flow and presents the answer."""
