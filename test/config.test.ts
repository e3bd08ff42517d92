import { readFile } from "node:fs/promises";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { parseConfig, readConfig, requireAccount } from "../src/config.ts";
import { names } from "../src/config/settings.ts";
import { FIXTURES, fromEnv, fromFile, problems, SECRET } from "./config/reading.ts";

describe("values", () => {
  test("without a file and variables the defaults rule", () => {
    expect(fromEnv({})).toMatchObject({
      pubsub: undefined,
      node: "newsletter",
      nodeTitle: "Newsletter",
      nodeDescription: "",
      deliverPayloads: true,
      maxRetract: 30,
      rooms: [],
      nick: "newsstand",
      content: "content",
      site: new URL("https://xmpp.org/"),
      language: "en",
      languages: [],
      author: "The XMPP Newsletter",
      rights: "CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/",
      xepsUrl: new URL("https://xmpp.org/extensions/xeplist.xml"),
      xepsSchedule: "17 4 * * *",
      checkSchedule: "7 * * * *",
      timezone: "UTC",
      http: { host: "127.0.0.1", port: 8080 },
      log: "info",
      logFormat: "text",
      allowPlain: false,
      debugXml: false,
    });
  });

  test("a file sets every setting, with comments, blanks and upper case where they do not matter", async () => {
    const config = await readConfig({ env: {}, file: `${FIXTURES}/complete.yaml` });
    expect(config).toMatchObject({
      jid: "bot@example.org",
      service: { host: "::1", port: 5223, tls: "direct" },
      pubsub: "news.example.org",
      node: "2026",
      nodeTitle: "Monthly news",
      nodeDescription: "What happened",
      deliverPayloads: false,
      maxRetract: 5,
      rooms: [
        { room: "one@rooms.example.org", language: "fr" },
        { room: "two@rooms.example.org", language: undefined },
      ],
      xepRooms: ["one@rooms.example.org"],
      operators: ["alice@example.org"],
      inviteDomains: ["friends.example.org"],
      nick: "paper boy",
      content: "/srv/issues",
      site: new URL("http://example.org/news/"),
      language: "de",
      languages: ["de", "pt-BR"],
      xepsUrl: undefined,
      timezone: "Europe/Berlin",
      http: { host: "::", port: 9090 },
      log: "debug",
      logFormat: "json",
      allowPlain: true,
      debugXml: true,
    });
    expect(config.password()).toBe("correct horse");
    expect(config.ca).toMatch(/^-----BEGIN CERTIFICATE-----\n/u);
  });

  test("the file of complete settings leaves no default", async () => {
    const text = await readFile(`${FIXTURES}/complete.yaml`, "utf8");
    const [changed, defaults] = [parseConfig(text, "complete.yaml", {}), fromEnv({})];
    const same = names.filter(
      ({ key }) => inspect(Reflect.get(changed, key)) === inspect(Reflect.get(defaults, key)),
    );
    expect(same).toEqual([]);
  });

  test("NEWSSTAND_CONFIG names the file, and an argument goes before it", async () => {
    const env = { NEWSSTAND_CONFIG: `${FIXTURES}/complete.yaml` };
    expect((await readConfig({ env })).nick).toBe("paper boy");
    expect((await readConfig({ env, file: "config/newsstand.yaml" })).nick).toBe("newsstand");
  });

  test("a variable goes before the file, and an empty variable is not set", () => {
    const text = "nick: from-file\nnode: from-file\n";
    const config = parseConfig(text, "bot.yaml", { NEWSSTAND_NICK: "from-env", NEWSSTAND_NODE: "" });
    expect(config).toMatchObject({ nick: "from-env", node: "from-file" });
  });

  test("a setting of the file with nothing behind it is not set", () => {
    expect(fromFile("nick:\nrooms: ~\nservice: null\n")).toMatchObject({ nick: "newsstand", rooms: [] });
  });

  test("a value means what was written, whatever YAML would make of it", () => {
    expect(fromFile("node: 0010\nnick: no\nauthor: 2026-01-01\nnode_title: 1e3\n")).toMatchObject({
      node: "0010",
      nick: "no",
      author: "2026-01-01",
      nodeTitle: "1e3",
    });
  });

  test("rooms in a variable are separated by commas, and those named twice are one", () => {
    const rooms = " a@rooms.example.org, B@rooms.example.org,,a@rooms.example.org ,";
    expect(fromEnv({ NEWSSTAND_XEP_ROOMS: rooms }).xepRooms).toEqual([
      "a@rooms.example.org",
      "b@rooms.example.org",
    ]);
  });

  test("a room may have the language of its answers", () => {
    expect(fromEnv({ NEWSSTAND_ROOMS: "a@rooms.example.org, b@rooms.example.org de" }).rooms).toEqual([
      { room: "a@rooms.example.org", language: undefined },
      { room: "b@rooms.example.org", language: "de" },
    ]);
  });

  test("the PubSub service is the one of the account's domain unless set, or the account itself", () => {
    const NEWSSTAND_JID = "bot@example.org";
    expect(fromEnv({ NEWSSTAND_JID }).pubsub).toBe("pubsub.example.org");
    expect(fromEnv({ NEWSSTAND_JID, NEWSSTAND_PUBSUB: "Bot@example.org" }).pubsub).toBe("bot@example.org");
  });

  test.each([
    ["xmpp://127.0.0.1:5222", { host: "127.0.0.1", port: 5222, tls: "starttls" }],
    ["xmpp://xmpp.example.org", { host: "xmpp.example.org", port: 5222, tls: "starttls" }],
    ["xmpps://xmpp.example.org/", { host: "xmpp.example.org", port: 5223, tls: "direct" }],
    ["XMPPS://[2001:db8::1]:443", { host: "2001:db8::1", port: 443, tls: "direct" }],
    ["xmpp://[::1]", { host: "::1", port: 5222, tls: "starttls" }],
  ])("the service %s is understood", (text, service) => {
    expect(fromEnv({ NEWSSTAND_SERVICE: text }).service).toEqual(service);
  });

  test.each([
    ["off", undefined],
    ["localhost:0", { host: "localhost", port: 0 }],
    ["[::1]:8080", { host: "::1", port: 8080 }],
  ])("the health address %s is understood", (text, http) => {
    expect(fromEnv({ NEWSSTAND_HTTP: text }).http).toEqual(http);
  });

  test("a site gets the final slash that links are resolved with", () => {
    expect(fromEnv({ NEWSSTAND_SITE: "https://example.org/a" }).site.href).toBe("https://example.org/a/");
  });
});

describe("commands that log in", () => {
  test("need an account and its password, and say where both go", () => {
    expect(problems(() => requireAccount(fromEnv({})))).toEqual([
      "No account is set: give its bare JID in NEWSSTAND_JID, or as jid in the file.",
      "No password is set: give it in NEWSSTAND_PASSWORD, or the path of a file that holds it in NEWSSTAND_PASSWORD_FILE.",
    ]);
    expect(problems(() => requireAccount(fromEnv({ NEWSSTAND_JID: "bot@example.org" })))).toHaveLength(1);
  });

  test("get both for certain", () => {
    const account = requireAccount(fromEnv({ NEWSSTAND_JID: "bot@example.org", NEWSSTAND_PASSWORD: SECRET }));
    expect([account.jid, account.pubsub, account.password()]).toEqual([
      "bot@example.org",
      "pubsub.example.org",
      SECRET,
    ]);
  });
});
