"""Alembic's environment and the ledger's migrations, packaged with the code that needs them."""
