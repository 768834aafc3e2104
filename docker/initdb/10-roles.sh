#!/bin/sh
# Runs once, when the database folder is made: the two roles of the portal and its database.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE aoportal_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE aoportal_app LOGIN PASSWORD :'app_password';
CREATE ROLE aoportal_auditor NOLOGIN;
GRANT aoportal_auditor TO aoportal_app WITH INHERIT FALSE, SET TRUE;
CREATE DATABASE aoportal OWNER aoportal_owner;
SQL
