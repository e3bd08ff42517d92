#!/bin/sh
# Gives the accounts the passwords of the secrets, then becomes Prosody.
set -eu

# Before the server starts, not beside it: with SQLite, a registration locks the database, and PubSub would fail to load.
# The password is asked for twice, and goes through standard input so that no list of processes shows it.
for account in newsstand reader; do
  password=$(cat "/run/secrets/$account")
  printf '%s\n' "$password" "$password" | prosodyctl register "$account" localhost >/dev/null
done

exec prosody -F
