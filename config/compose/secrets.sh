#!/bin/sh
# Makes what compose.yaml calls secrets: two passwords, and a certificate for `localhost` with its key. What is there stays.
set -eu

# A folder for its owner alone, with files that everyone could read: containers mount the files without the folder, and
# read them as users of their own.
folder=$(dirname "$0")/secrets
mkdir -p "$folder"
chmod 700 "$folder"
cd "$folder"
umask 022

for account in newsstand reader; do
  [ -s "$account" ] || openssl rand -hex 16 >"$account"
done

# Ten years: this certificate is trusted by whoever is told to, and nobody reminds anyone to renew it.
if [ ! -s certificate.pem ] || [ ! -s key.pem ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,DNS:pubsub.localhost,DNS:rooms.localhost \
    -keyout key.pem -out certificate.pem 2>/dev/null
  chmod 644 key.pem
fi

echo "$folder holds the passwords of newsstand@localhost and reader@localhost, and the server's certificate and key."
