"""Adapters: each fills a port of `crossdock.ports` with a real system, or with memory."""
