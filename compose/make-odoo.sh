#!/bin/bash
# Install Odoo's modules into its database and set the administrator's password, which is `admin` in a new one.
# Repeating it changes nothing: a mark in the database tells that it is done.
set -eu

ask() {
  PGPASSWORD=$(cat "$PASSWORD_FILE") psql --host="$HOST" --username="$USER" --dbname=odoo --no-psqlrc -qAtc "$1"
}

if [ "$(ask "select to_regclass('crossdock_odoo_is_made') is not null")" = t ]; then
  echo "Odoo's database is made already"
  exit 0
fi
/entrypoint.sh odoo --database=odoo --no-http --stop-after-init \
  --init=sale_management,purchase,stock,stock_delivery,stock_picking_batch,base_automation
/entrypoint.sh odoo shell --database=odoo --no-http <<'PYTHON'
password = open("/run/secrets/odoo_admin_password", encoding="utf-8").read().strip()
env.ref("base.user_admin").password = password
env.cr.commit()
PYTHON
ask "create table crossdock_odoo_is_made ()"
