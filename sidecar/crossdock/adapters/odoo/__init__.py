"""Odoo 14 to 19 over RPC: the only package that knows Odoo's names."""
