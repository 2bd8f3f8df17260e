"""Adapters that live in memory: the demo's ERP, shipped."""
