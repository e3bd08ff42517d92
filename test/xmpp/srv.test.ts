/** RFC 2782: SRV records and their order. */

import { describe, expect, test } from "vitest";
import { addressOf, inOrder, services } from "../../src/xmpp/srv.ts";
import { startDns } from "../support/dns.ts";

const record = (name: string, priority = 10, weight = 1, port = 5222) => ({ name, priority, weight, port });
const missing = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));

test("a domain without records is tried itself", async () => {
  expect(await services("example.org", () => missing("ENOTFOUND"))).toEqual([
    { host: "example.org", port: 5222, tls: "starttls" },
  ]);
});

test("records are tried by priority, with TLS as each kind says", async () => {
  const resolve = (name: string) =>
    name.startsWith("_xmpps")
      ? Promise.resolve([record("direct.example.org", 5, 1, 443)])
      : Promise.resolve([record("second.example.org", 20), record("first.example.org", 10)]);
  expect(await services("example.org", resolve)).toEqual([
    { host: "direct.example.org", port: 443, tls: "direct" },
    { host: "first.example.org", port: 5222, tls: "starttls" },
    { host: "second.example.org", port: 5222, tls: "starttls" },
  ]);
});

test("a domain that says it has no such service has none", async () => {
  expect(await services("example.org", () => Promise.resolve([record("")]))).toEqual([]);
});

test("a resolver in trouble is an error", async () => {
  await expect(services("example.org", () => missing("ESERVFAIL"))).rejects.toThrow("ESERVFAIL");
});

test("an address of IPv6 is written in brackets, any other as it is", () => {
  expect(addressOf({ host: "::1", port: 5222 })).toBe("[::1]:5222");
  expect(addressOf({ host: "xmpp.example.org", port: 5223 })).toBe("xmpp.example.org:5223");
});

test.each(["ENODATA", "ENOTIMP", "EREFUSED"])(
  "a resolver that has no such records for anybody (%s) leaves the domain itself",
  async (code) => {
    expect(await services("example.org", () => missing(code))).toEqual([
      { host: "example.org", port: 5222, tls: "starttls" },
    ]);
  },
);

test("a domain that takes one of its services away has the other", async () => {
  const resolve = (name: string) =>
    Promise.resolve([name.startsWith("_xmpps") ? record("direct.example.org", 1, 1, 443) : record("")]);
  expect(await services("example.org", resolve)).toEqual([
    { host: "direct.example.org", port: 443, tls: "direct" },
  ]);
});

const none = (kind: string) => (name: string) =>
  name.startsWith(`${kind}.`) ? Promise.resolve([record(".", 0, 0, 0)]) : missing("ENODATA");

test("a domain that has no direct TLS, and says nothing of STARTTLS, is tried itself", async () => {
  expect(await services("example.org", none("_xmpps-client"))).toEqual([
    { host: "example.org", port: 5222, tls: "starttls" },
  ]);
});

test("a domain that has no STARTTLS, and says nothing of direct TLS, has none", async () => {
  expect(await services("example.org", none("_xmpp-client"))).toEqual([]);
});

describe("a name server", () => {
  test("is asked both questions over the network, and its answers are read", async () => {
    await using dns = await startDns();
    dns.records("_xmpp-client._tcp.example.org", record("b.example.org", 2), record("a.example.org", 1));
    dns.records("_xmpps-client._tcp.example.org", record(".", 0, 0, 0));
    expect(await services("example.org")).toEqual([
      { host: "a.example.org", port: 5222, tls: "starttls" },
      { host: "b.example.org", port: 5222, tls: "starttls" },
    ]);
    expect([...dns.asked].toSorted()).toEqual([
      "_xmpp-client._tcp.example.org",
      "_xmpps-client._tcp.example.org",
    ]);
  });

  test.each([
    ["does not know the domain", "NXDOMAIN"],
    ["refuses", "REFUSED"],
  ] as const)("that %s leaves the domain itself", async (_, how) => {
    await using dns = await startDns();
    dns.fail(how);
    expect(await services("example.org")).toEqual([{ host: "example.org", port: 5222, tls: "starttls" }]);
  });

  test("in trouble is an error, and is asked anew the next time", async () => {
    await using dns = await startDns();
    dns.records("_xmpp-client._tcp.example.org", record("a.example.org"));
    dns.fail("SERVFAIL");
    await expect(services("example.org")).rejects.toThrow("ESERVFAIL");
    dns.fail(undefined);
    expect(await services("example.org")).toHaveLength(1);
  });
});

test("one question that fails does not discard the answer to the other", async () => {
  const resolve = (name: string) =>
    name.startsWith("_xmpps") ? missing("ETIMEOUT") : Promise.resolve([record("good.example.org")]);
  expect(await services("example.org", resolve)).toEqual([
    { host: "good.example.org", port: 5222, tls: "starttls" },
  ]);
});

test("within a priority the weights decide how often a record comes first", () => {
  const records = [record("heavy", 10, 90), record("light", 10, 10), record("never", 10, 0)];
  let seed = 1;
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const firsts = Array.from({ length: 1000 }, () => inOrder(records, random)[0]?.name);
  const heavy = firsts.filter((name) => name === "heavy").length;
  expect(heavy).toBeGreaterThan(850);
  expect(heavy).toBeLessThan(950);
  expect(firsts.filter((name) => name === "never").length).toBeLessThan(10);
});
