"""Install and start the real components (PostgreSQL, Odoo, Dovecot, Chromium) on loopback."""
