#!/bin/sh
# Make the files that docker-compose.yml takes secrets from; what is there already stays. Needs openssl.
#   compose/make-secrets.sh [FOLDER]      by default ./secrets
# Containers run as users of their own, so the files are readable by all, and the folder by its owner alone.
set -eu
folder=${1:-secrets}
umask 022
mkdir -p "$folder"
chmod 700 "$folder"
cd "$folder"

keep() { # NAME: standard input becomes that file, without a newline at its end, unless it is there
  if [ -e "$1" ]; then return; fi
  tr -d '\n' > "$1.new"
  mv "$1.new" "$1"
}

for name in postgres_password crossdock_db_password n8n_db_password n8n_encryption_key odoo_db_password \
  odoo_admin_password odoo_password redis_password mailbox_password mailbox_keystore_password; do
  openssl rand -hex 24 | keep "$name"
done
printf 'postgresql://crossdock:%s@postgres:5432/crossdock' "$(cat crossdock_db_password)" | keep crossdock_database_url
printf 'whsec_%s' "$(openssl rand -base64 32)" | keep events_signing_secret
: | keep n8n_api_key # n8n makes it; put it here then

# The demo inbox's certificate, for the name by which the sidecar reaches it.
if [ ! -e mailbox_keystore ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=mail -addext subjectAltName=DNS:mail,DNS:localhost \
    -keyout mailbox_key.new -out mailbox_certificate.new 2>/dev/null
  openssl pkcs12 -export -name mail -inkey mailbox_key.new -in mailbox_certificate.new \
    -passout file:mailbox_keystore_password -out mailbox_keystore.new
  rm mailbox_key.new
  mv mailbox_certificate.new mailbox_certificate
  mv mailbox_keystore.new mailbox_keystore
  chmod 644 mailbox_keystore
fi
