"""The workflows in `n8n-workflows/`: formats them, holds them to their rules, makes their HTTP twins."""
