-- The Prosody of compose.yaml: one domain, the bot's PubSub service and its rooms; reached from this machine alone.

log = { info = "*console" }

-- Without this, every second stanza to a client waits 40 ms (Nagle's algorithm against the delayed acknowledgement).
network_settings = { nagle = false }

-- Nothing is said, and no password given, on a stream that is not encrypted.
c2s_require_encryption = true
ssl = { certificate = "/run/secrets/certificate", key = "/run/secrets/key" }
authentication = "internal_hashed"

-- `internal` storage would rewrite a whole node each time an item is published, and the server stands still meanwhile.
storage = "sql"
sql = { driver = "SQLite3", database = "prosody.sqlite" }

modules_enabled = {
    "disco", "roster", "saslauth", "tls", "smacks", "pep", "private", "carbons", "blocklist",
    "vcard4", "vcard_legacy", "bookmarks", "ping", "time", "version", "posix",
}
-- No other server can reach this one. No limit of rate: whoever reaches it is on this machine.
modules_disabled = { "s2s" }

VirtualHost "localhost"

Component "pubsub.localhost" "pubsub"
    -- Only administrators create nodes.
    admins = { "newsstand@localhost" }
    -- A node holds 256 items unless told otherwise, and the oldest beyond it drop silently.
    pubsub_max_items = 1000
    -- Clients show the author of an issue only where the service says who published it.
    expose_publisher = true
    -- What a client without PubSub shows of an issue, where its subscription asks for a body (pubsub#include_body).
    pubsub_summary_templates = { ["urn:xmpp:pubsub-social-feed:1"] = "{title}: {summary|or{a new issue is out}}" }

Component "rooms.localhost" "muc"
    -- A room is open as soon as somebody enters it, without a form to be filled in first.
    muc_room_locking = false
