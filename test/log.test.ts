import { spawn } from "node:child_process";
import { once } from "node:events";
import { Writable } from "node:stream";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createLog, type Level, type Log, type LogOptions } from "../src/log.ts";

/** A console that remembers. */
class Memory extends Writable {
  readonly isTTY: boolean;
  #text = "";

  constructor(isTTY = false) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.#text += chunk.toString();
    done();
  }

  get lines(): readonly string[] {
    return this.#text.split("\n").slice(0, -1);
  }
}

function logTo(stream: Memory, options: Partial<LogOptions> = {}): Log {
  return createLog({ level: "info", format: "text", stream, ...options });
}

/** What one event looks like, without its time. */
function written(event: (log: Log) => void, options: Partial<LogOptions> = {}): string {
  const stream = new Memory();
  event(logTo(stream, options));
  return stream.lines.map((line) => line.replace(/^\S+ /u, "")).join("\n");
}

test("text is a line per event: time, level, sentence, fields", () => {
  const stream = new Memory();
  logTo(stream).info("Entered a room.", { room: "news@rooms.example.org", after: 12, nick: "paper boy" });
  expect(stream.lines).toEqual([
    expect.stringMatching(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info {2}Entered a room\. room=news@rooms\.example\.org after=12 nick="paper boy"$/u,
    ),
  ]);
});

test("json is a line of pino, without the machine's name", () => {
  const stream = new Memory();
  logTo(stream, { format: "json" }).warn("Slow.", { seconds: 3 });
  const event: unknown = JSON.parse(stream.lines[0] ?? "");
  expect(event).toEqual({ level: 40, time: expect.any(Number), seconds: 3, msg: "Slow." });
});

test("events below the level are not written", () => {
  const levels: readonly Level[] = ["error", "warn", "info", "debug", "trace"];
  const all = (log: Log): void => levels.forEach((level) => log[level](level));
  expect(written(all, { level: "warn" })).toBe("error error\nwarn  warn");
  expect(written(all, { level: "trace" }).split("\n")).toHaveLength(5);
});

test("a child adds its fields to every event", () => {
  expect(written((log) => log.child({ job: "xeps" }).child({ run: 2 }).info("Done.", { found: 3 }))).toBe(
    "info  Done. job=xeps run=2 found=3",
  );
});

test.each(["text", "json"] as const)("secrets are hidden in %s, also below other fields", (format) => {
  const fields = {
    password: "hunter2",
    config: { password: "hunter2", nick: "newsstand" },
    a: { b: { token: "hunter2" } },
  };
  const line = written((log) => log.child({ secret: "hunter2" }).info("Started.", fields), { format });
  expect(line).not.toContain("hunter2");
  expect(line).toContain("[hidden]");
  expect(line).toContain("newsstand");
  expect(fields.config.password).toBe("hunter2");
});

test("nothing that is logged can begin a line, hide one, or run backwards", () => {
  const hostile = "x\n2026-11-20T18:00:00.000Z error forged\r\u001b[2K\u2028\u202e\u0000\u0085\ud800";
  const line = written((log) => log.info(hostile, { body: hostile, [`k\n${hostile}`]: 1, list: [hostile] }));
  expect(line.split("\n")).toHaveLength(1);
  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/u);
  expect(line.startsWith("info  x\\u000a2026")).toBe(true);
});

test("anything can be logged, and is one line", () => {
  const field = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSet: true,
  });
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(text, text, field, (message, key, value) => {
      expect(written((log) => log.info(message, { [key]: value })).split("\n")).toHaveLength(1);
    }),
    { numRuns: 500 },
  );
});

test("values that refuse to be written are no reason to fail", () => {
  const circle: Record<string, unknown> = {};
  circle["itself"] = circle;
  const stubborn = {
    toJSON: () => {
      throw new Error("no");
    },
  };
  const line = written((log) =>
    log.info("Odd.", { circle, stubborn, call: () => 1, sign: Symbol("s"), none: undefined }),
  );
  expect(line).toMatch(/^info {2}Odd\. circle=.*Circular.* stubborn=.* sign=Symbol\(s\)$/u);
});

test("a field cannot pose as what the log itself says", () => {
  expect(written((log) => log.info("True.", { level: 60, time: 0, msg: "False." }))).toBe(
    "info  True. level_=60 time_=0 msg_=False.",
  );
});

test("percent signs are left alone", () => {
  expect(written((log) => log.info("100 %% of %s", { a: "%d" }))).toBe("info  100 %% of %s a=%d");
});

test("an error is its message, and at debug its stack", () => {
  const error = new Error("The stream ended.", { cause: new Error("ECONNRESET") });
  const fail = (log: Log): void => log.error("Lost the session.", { error });
  expect(written(fail)).toBe('error Lost the session. error="The stream ended. (ECONNRESET)"');
  expect(written(fail, { level: "debug" })).toMatch(
    /error="Error: The stream ended\.\\n +at .*log\.test\.ts/u,
  );
});

test("an error of several addresses says what each of them said", () => {
  const error = new AggregateError([new Error("refused by ::1"), new Error("refused by 127.0.0.1")]);
  expect(written((log) => log.error("No.", { error }))).toBe(
    'error No. error="refused by ::1; refused by 127.0.0.1"',
  );
});

/** Whether the level of an error is written in red. */
function isRed(isTTY: boolean, options: Partial<LogOptions> = {}): boolean {
  const stream = new Memory(isTTY);
  logTo(stream, options).error("Red.");
  return stream.lines.some((line) => line.includes("\u001b[31merror\u001b[39m Red."));
}

test("only a terminal sees colour", () => {
  expect([isRed(false), isRed(true, { colour: false }), isRed(true, { colour: true })]).toEqual([
    false,
    false,
    true,
  ]);
});

test("NO_COLOR is obeyed on a terminal", () => {
  vi.stubEnv("NO_COLOR", "1");
  const withIt = isRed(true);
  vi.stubEnv("NO_COLOR", "");
  const without = isRed(true);
  vi.unstubAllEnvs();
  expect([withIt, without]).toEqual([false, true]);
});

test("a console that nobody reads any more is no reason to die", async () => {
  const script = `
    import { createLog } from "./src/log.ts";
    const log = createLog({ level: "info", format: "text", stream: process.stdout });
    log.info("Ready.");
    process.stdin.once("end", async () => {
      for (let count = 0; count < 20; count += 1) {
        log.info("Into the void.");
        await new Promise((resolve) => setImmediate(resolve));
      }
      process.exitCode = 7;
    }).resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: "pipe" });
  await once(child.stdout, "data");
  child.stdout.destroy();
  child.stdin.end();
  const [status]: unknown[] = await once(child, "exit");
  expect(status).toBe(7);
});
