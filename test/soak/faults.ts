/** How each fault is played. A promise resolves when the fault is over: from then on the bot has to recover. */

import { setTimeout as pause } from "node:timers/promises";
import { connect } from "../support/stanza-client.ts";
import { titlesOf } from "./node.ts";
import { type Random, seeded } from "./random.ts";
import type { Kind, Step } from "./schedule.ts";
import { NICKNAME, type Stage, VANDAL } from "./stage.ts";
import { until } from "./wait.ts";

type Fault = (stage: Stage, step: Step) => Promise<void>;

/** Plays a fault, and what the author does at its beginning. */
export async function play(stage: Stage, step: Step): Promise<void> {
  for (const edit of step.edits) await stage.shelf.change(edit, step.choice);
  await FAULTS[step.kind](stage, step);
}

const FAULTS: Readonly<Record<Kind, Fault>> = {
  "link cut": ({ proxy }) => Promise.resolve(proxy.cut()),

  async "several cuts"({ proxy }, { lasts, times }) {
    for (let count = 1; count <= times; count += 1) {
      proxy.cut();
      if (count < times) await pause((lasts * 1000) / (times - 1));
    }
  },

  async "cut while publishing"({ proxy, shelf }, { times, bytes }) {
    const [before, link] = [proxy.bytes(), proxy.connections()];
    for (let count = 0; count < times; count += 1) await shelf.change("add", 0);
    await until(() => proxy.bytes() - before > bytes || proxy.connections() > link, PUBLISHED, 1);
    proxy.cut();
  },

  async "cut while connecting"({ proxy }, { bytes }) {
    const before = proxy.connections();
    proxy.cutAfter(bytes);
    proxy.cut();
    const isCut = (): boolean => {
      const since = proxy.connections() - before;
      return since > 1 || (since === 1 && proxy.bytes() >= bytes);
    };
    await until(isCut, CONNECTED, 20);
    proxy.cutAfter(undefined);
  },

  async "link frozen"({ proxy }, { lasts }) {
    proxy.freeze();
    await pause(lasts * 1000);
    proxy.thaw();
  },

  async "attempts refused"({ proxy }, { lasts, times, choice }) {
    proxy.refuse(0.3, seeded(choice * 2 ** 32));
    for (let count = 0; count < times; count += 1) {
      proxy.cut();
      await pause((lasts * 1000) / times);
    }
    proxy.refuse(0);
  },

  async "name servers gone"({ proxy, dns }, { lasts, choice }) {
    dns.fail(choice < 0.5 ? "silence" : "SERVFAIL");
    proxy.cut();
    await pause(lasts * 1000);
    dns.fail(undefined);
  },

  async "certificate expired"({ server, bot, expired, valid }) {
    const mark = bot.mark();
    await server.present(expired);
    await server.restart();
    await bot.logs("has expired", mark, CONNECTED);
    await server.present(valid);
    await server.restart();
  },

  async "link throttled"({ proxy, shelf }, { lasts }) {
    proxy.throttle(SLOW);
    await shelf.editLargest();
    await pause(lasts * 1000);
    proxy.throttle(undefined);
  },

  "server killed": (stage) => crash(stage),

  "server restarted": ({ server }) => server.restart(),

  "server down": (stage, { lasts }) => crash(stage, lasts * 1000),

  "room destroyed": (stage, step) => stage.asker.remake(roomOf(stage, step), step.lasts * 1000),

  async "kicked out"(stage, step) {
    const room = roomOf(stage, step);
    await stage.asker.kick(room, stage.asker.botIn(room));
  },

  async "nickname taken"(stage, step) {
    const room = roomOf(stage, step);
    await using vandal = await login(stage);
    await stage.asker.kick(room, stage.asker.botIn(room));
    await vandal.join(room, NICKNAME);
    await pause(step.lasts * 1000);
    await vandal.leave(room);
  },

  async "hostile traffic"(stage, { times, choice }) {
    await using vandal = await login(stage);
    const random = seeded(choice * 2 ** 32);
    for (const room of stage.rooms) await vandal.join(room, VANDAL);
    for (const room of stage.rooms) vandal.say(room, `!xep ${"ж".repeat(LARGE)}`);
    for (let count = 0; count < times; count += 1) {
      const room = stage.rooms[count % stage.rooms.length] ?? "";
      vandal.say(room, `${NICKNAME}: ${garbage(random)}`);
      vandal.tell(`${room}/${stage.asker.botIn(room)}`, garbage(random));
      vandal.tell(stage.server.jid("bot"), garbage(random));
    }
    for (const room of stage.rooms) await vandal.leave(room);
  },
};

/** How long the bot may take to notice a new issue, and to connect again, in ms. */
const PUBLISHED = 15_000;
const CONNECTED = 60_000;
/** Bytes a second: ejabberd's packaged rate limit. */
const SLOW = 3_000;
/** Two bytes each in UTF-8. */
const LARGE = 50_000;

/** What the server has forgotten is looked up before the bot can get in. */
async function crash(stage: Stage, ms = 0): Promise<void> {
  const { server, proxy, deliveries } = stage;
  proxy.refuse(1);
  await server.kill();
  await pause(ms);
  await server.restart();
  await using witness = await login(stage);
  deliveries.forget(await titlesOf(witness, server));
  proxy.refuse(0);
}

const roomOf = ({ rooms }: Stage, { choice }: Step): string => rooms[Math.floor(choice * rooms.length)] ?? "";

const login = ({ server }: Stage) => connect(server.wsUrl, server.jid(VANDAL), server.password(VANDAL));

const WORDS = [
  "xep",
  "latest",
  "help",
  "0",
  "!",
  "@",
  ">",
  "```",
  "*",
  "_",
  '"',
  "<a>",
  "&amp;",
  "\u202e",
  "😀",
];

/** Something like a command, which is none. */
function garbage(random: Random): string {
  const word = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? "";
  return Array.from({ length: 1 + Math.floor(random() * 12) }, word).join(random() < 0.5 ? " " : "");
}
