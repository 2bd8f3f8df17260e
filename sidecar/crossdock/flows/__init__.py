"""One file per business flow: gather, decide, record. Deliver is the outbox's."""
