/** The whole bot, and a room that forgets it without telling: what was asked there is answered, and answered once. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectOneAnswer } from "../support/aftermath.ts";
import { forget, startForgetfulProsody } from "../support/forgetful.ts";
import { makeScene, type Scene } from "../support/scene.ts";
import type { Server } from "../support/server.ts";

const BOTS = ["bounced", "cut"];
const ACCOUNTS = Object.fromEntries([...BOTS, "reader"].map((name) => [name, `${name}-password`]));
const QUESTION = "!xep 313";

/** A scene in a room that its service finds on its disk again. */
async function makeLastingScene(server: Server, name: string): Promise<Scene> {
  const scene = await makeScene({ server, name, issues: 1 });
  await scene.reader().client.configureRoom(scene.room, {
    type: "submit",
    fields: [
      { name: "FORM_TYPE", value: "http://jabber.org/protocol/muc#roomconfig" },
      { name: "muc#roomconfig_persistentroom", value: true },
    ],
  });
  return scene;
}

describe("a question that is on its way to the bot when the room forgets everybody", () => {
  let server: Server;

  beforeAll(async () => {
    server = await startForgetfulProsody({ accounts: ACCOUNTS, creators: BOTS });
  });

  afterAll(() => server?.stop());

  /** Asks, has the room forget, and comes back to it, as the only occupant. */
  const askAndForget = async (scene: Scene): Promise<void> => {
    const reader = scene.reader();
    reader.say(scene.room, QUESTION);
    await reader.hears("its own question", ({ body }) => body === QUESTION);
    await forget(server, reader, scene.room);
    await reader.join(scene.room, "ana");
  };

  /** The bot is in again, has answered that question once, and answers the next ones once. */
  const expectAnswered = async (scene: Scene): Promise<void> => {
    const answers = () => scene.reader().messages.filter(({ body }) => body.includes("XEP-0313"));
    await scene.reader().until("an answer", () => answers()[0]);
    await expectOneAnswer(scene.reader(), scene.room);
    expect(answers().map(({ from }) => from)).toEqual([`${scene.room}/newsstand`]);
  };

  test("is answered into a room that does not know the bot, which gives the answer back, and then again", async () => {
    await using scene = await makeLastingScene(server, "bounced");
    await using bot = await scene.start();
    await bot.logs("the nodes follow the content");
    await bot.logs(`entered ${scene.room}`);
    const mark = bot.mark();
    scene.proxy.freeze();
    await askAndForget(scene);
    scene.proxy.thaw();
    // Nobody asks so soon after the last sign of life but for an answer that came back.
    await bot.logs(`${scene.room} does not know the bot any more`, mark);
    await bot.logs(`entered ${scene.room}`, mark);
    await expectAnswered(scene);
    expect(bot.log().slice(mark)).not.toContain("offline:");
  });

  test("is answered after an interruption, too, once the bot is back in the room", async () => {
    await using scene = await makeLastingScene(server, "cut");
    await using bot = await scene.start();
    await bot.logs("the nodes follow the content");
    await bot.logs(`entered ${scene.room}`);
    const mark = bot.mark();
    scene.proxy.refuse(1);
    scene.proxy.cut();
    await bot.logs("offline: ", mark);
    await askAndForget(scene);
    scene.proxy.refuse(0);
    await bot.logs("the session goes on", mark);
    await bot.logs(`${scene.room} does not know the bot any more`, mark);
    await expectAnswered(scene);
    await scene.allIsWell(bot);
  });
});
