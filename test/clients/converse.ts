/** Makes pictures of the README: Converse, in a real browser, in a room with the bot, and with the bot's menu. */

import { fileURLToPath } from "node:url";
import { openConverse, type Page } from "./browser.ts";
import { BOT, READER, setStudio } from "./studio.ts";

const QUESTIONS = ["latest", "xep 0313", "search conversations", "xep 45 ex 12"];
const BODY = "converse-muc converse-chat-message-body";
const INPUT = "converse-muc textarea.chat-textarea";
const SETTINGS = "converse-user-settings-modal";

await using studio = await setStudio();
{
  const settings = { auto_join_rooms: [studio.room], singleton: true };
  await using converse = await openConverse(studio.server, READER, { width: 1200, height: 1060 }, settings);
  const { page } = converse;
  await page.waitForSelector(INPUT);
  for (const [index, question] of QUESTIONS.entries()) {
    await page.fill(INPUT, `${BOT}: ${question}`);
    await page.press(INPUT, "Enter");
    // Question and answer, of this question and of those before it.
    await page.waitForFunction(`document.querySelectorAll("${BODY}").length === ${2 * (index + 1)}`);
  }
  await shoot(page, "converse-room.png");
}
{
  const settings = { show_client_info: false, allow_adhoc_commands: true };
  await using converse = await openConverse(studio.server, READER, { width: 800, height: 1400 }, settings);
  const { page } = converse;
  await page.click("converse-controlbox .show-client-info");
  await page.waitForSelector(`${SETTINGS} input[name="jid"]`);
  await page.fill(`${SETTINGS} input[name="jid"]`, studio.jid());
  await page.click(`${SETTINGS} input[type="submit"]`);
  await page.click(`${SETTINGS} a[data-command-node="search"]`);
  await page.fill(`${SETTINGS} input[name="words"]`, "omemo");
  await shoot(page, "converse-menu.png");
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: fileURLToPath(new URL(name, import.meta.url)) });
}
