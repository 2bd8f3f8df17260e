#!/bin/sh
# Run by PostgreSQL's image when its volume is empty: a role and a database for each program, and no more rights.
set -eu
for name in crossdock n8n odoo; do
  psql --set=ON_ERROR_STOP=1 --quiet --username="${POSTGRES_USER:-postgres}" --dbname=postgres \
    --set=name="$name" --set=password="$(cat "/run/secrets/${name}_db_password")" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name" template template0 encoding 'UTF8';
revoke all on database :"name" from public;
SQL
done
