import { expect, test } from "vitest";
import { parseConfig } from "../../src/config.ts";
import { fromEnv, fromFile, problems } from "./reading.ts";

test.each([
  [
    "jid",
    [
      "bot",
      "bot@example.org/home",
      "@example.org",
      "bot@",
      "b ot@example.org",
      `${"a".repeat(1024)}@example.org`,
    ],
  ],
  [
    "service",
    ["127.0.0.1:5222", "http://example.org", "xmpp://", "xmpp://a:b:c", "xmpp://h:0", "xmpp://h:65536"],
  ],
  ["pubsub", ["pubsub.example.org/x", "a b"]],
  ["node", ["n", "n".repeat(257), "a\u0000b", "a\nb"]],
  ["translations_node", ["n", "news-{language}", "news-{concept}", "news-{", "a\nb"]],
  ["items_node", ["n", "news-{LANG}", "{"]],
  ["notification_type", ["chat"]],
  ["announce_rooms", ["rooms.example.org", "a@rooms.example.org english words", "a@rooms.example.org e"]],
  ["announce_days", ["0", "-1", "soon"]],
  ["source", ["ftp"]],
  [
    "git_url",
    [
      "git.example.org/news",
      "ext::sh -c id",
      "--upload-pack=id",
      "ssh://-oProxyCommand=id/x",
      "-oX@host:path",
      "http://git.example.org/",
      "a b",
    ],
  ],
  ["git_branch", ["-x", "a..b", "a b", "a.lock", "a/"]],
  ["git_folder", ["/etc", "../x", "a/../../b", "-x"]],
  ["git_schedule", ["often"]],
  ["deliver_payloads", ["yes", "1", "TRUE"]],
  ["max_retract", ["-1", "101", "30%", "0x1f", "3.5"]],
  ["rooms", ["rooms.example.org", "a@rooms.example.org/nick", "a@rooms.example.org english words"]],
  ["xep_rooms", ["rooms.example.org", "a@rooms.example.org/nick", "a@rooms.example.org de"]],
  ["operators", ["example.org", "alice@example.org/phone"]],
  ["invite_domains", ["alice@example.org", "example.org/x", "two words"]],
  ["nick", [" ", "a\u0085b", "n".repeat(256), "\ud800"]],
  [
    "site",
    ["xmpp.org", "ftp://xmpp.org/", "https://xmpp.org/?a", "https://xmpp.org/#a", "https://me@xmpp.org/"],
  ],
  ["language", ["en_GB", "e", "x".repeat(36)]],
  ["xeps_url", ["no", "file:///etc/passwd"]],
  ["xeps_schedule", ["daily", "* * *", "61 * * * *", "0 0 31 2 *", "0-999999999 * * * *", "* ".repeat(500)]],
  ["timezone", ["Mars/Olympus", "CEST+2"]],
  ["http", ["8080", ":8080", "localhost", "localhost:65536", "::1:8080", "OFF"]],
  ["log", ["warning", "INFO"]],
  ["log_format", ["pretty"]],
])("%s does not take a wrong value, and says what it takes", (name, wrong) => {
  const variable = `NEWSSTAND_${name.toUpperCase()}`;
  for (const value of wrong) {
    const [problem = "", ...more] = problems(() => fromEnv({ [variable]: value }));
    expect([value, ...more]).toEqual([value]);
    expect(problem).toMatch(new RegExp(`^${variable} is ".*", but must be [^]+\\.$`, "u"));
  }
});

test("everything that is wrong is said at once, with file and line, or variable, what was found and what is allowed", () => {
  const text = [
    "# the bot",
    "max_retract: 150",
    "nickname: paper",
    "rooms:",
    "  - a@rooms.example.org",
    "  - rooms.example.org",
    "log: [info]",
    "http: ''",
  ].join("\n");
  const env = { NEWSSTAND_LOG_FORMAT: "xml", NEWSSTAND_ROOM: "a@rooms.example.org" };
  expect(problems(() => parseConfig(text, "bot.yaml", env))).toEqual([
    'bot.yaml:3: "nickname" is no setting. Did you mean nick?',
    'The environment variable "NEWSSTAND_ROOM" is no setting. Did you mean NEWSSTAND_ROOMS?',
    'bot.yaml:2: max_retract is "150", but must be a whole number from 0 to 100, without a % sign.',
    'bot.yaml:6: rooms is "rooms.example.org", but must be the bare JID of a room, and a language tag where it is not the main language: news@rooms.example.org de.',
    "bot.yaml:8: http is empty, but must be host:port such as 127.0.0.1:8080 or [::1]:8080, or off.",
    "bot.yaml:7: log is a list, but must be one of error, warn, info, debug, trace.",
    'NEWSSTAND_LOG_FORMAT is "xml", but must be one of text, json.',
  ]);
});

test("an entry of a list in a variable is named by itself", () => {
  const [problem] = problems(() => fromEnv({ NEWSSTAND_ROOMS: "a@rooms.example.org,,oops" }));
  expect(problem).toMatch(/^NEWSSTAND_ROOMS is "oops", but must be/u);
});

test.each([
  ["deliver-payloads: true", "deliver_payloads"],
  ["Node_Title: x", "node_title"],
  ["languges: [en]", "languages"],
])("the unknown setting in `%s` gets a suggestion", (text, meant) => {
  expect(problems(() => fromFile(text))).toEqual([expect.stringContaining(`Did you mean ${meant}?`)]);
});

test.each(["constructor: x", "__proto__: x", "zzzzzzzzzzzz: x", `${"k".repeat(1000)}: x`, "null: 1"])(
  "an unknown setting unlike any other gets none: %.20s",
  (text) => {
    expect(problems(() => fromFile(text))).toEqual([
      expect.stringMatching(/^bot\.yaml:1: ".{1,90}" is no setting\.$/u),
    ]);
  },
);

test("variables that an orchestrator adds for a service called newsstand are none of ours", () => {
  const env = {
    NEWSSTAND_PORT: "tcp://10.0.0.7:8080",
    NEWSSTAND_PORT_8080_TCP: "tcp://10.0.0.7:8080",
    NEWSSTAND_PORT_8080_TCP_ADDR: "10.0.0.7",
    NEWSSTAND_SERVICE_HOST: "10.0.0.7",
    NEWSSTAND_SERVICE_PORT_HTTP: "8080",
  };
  expect(problems(() => fromEnv(env))).toEqual([]);
  expect(problems(() => fromEnv({ NEWSSTAND_PORT: "8080" }))).toHaveLength(1);
});

test("the account of another bot is no PubSub service", () => {
  const env = { NEWSSTAND_JID: "bot@example.org", NEWSSTAND_PUBSUB: "other@example.org" };
  expect(problems(() => fromEnv(env))).toEqual([
    'NEWSSTAND_PUBSUB is the account "other@example.org", but must be a PubSub service or the bot\'s own bot@example.org.',
  ]);
});

test("a git source without a repository is refused", () => {
  expect(problems(() => fromEnv({ NEWSSTAND_SOURCE: "git" }))).toEqual([
    "NEWSSTAND_SOURCE is git, so the repository must be named by git_url (NEWSSTAND_GIT_URL).",
  ]);
});
