/** XEP-0060, section 5.5, with XEP-0059: the ids of all items of a node. */

import { expect, test } from "vitest";
import { itemIds } from "../../src/xmpp/pubsub.ts";
import { conversation, type Step } from "../support/conversation.ts";

const at = { service: "pubsub.example.org", node: "news" };
const NS = "http://jabber.org/protocol/disco#items";
const RSM = "http://jabber.org/protocol/rsm";
const asks = (after = "") =>
  `<query xmlns="${NS}" node="news"><set xmlns="${RSM}"><max>2</max>${after}</set></query>`;
const names = (...ids: string[]) => ids.map((id) => `<item jid="pubsub.example.org" name="${id}"/>`).join("");
const pages = (...steps: readonly Step[]) => Array.fromAsync(itemIds(conversation(...steps), at, 2));

test("are read page after page", async () => {
  const last = (name: string) => `<set xmlns="${RSM}"><last>${name}</last></set>`;
  expect(
    await pages(
      {
        to: at.service,
        sends: asks(),
        receives: `<query xmlns="${NS}">${last("2")}${names("a", "b")}</query>`,
      },
      { sends: asks("<after>2</after>"), receives: `<query xmlns="${NS}">${last("3")}${names("c")}</query>` },
      { sends: asks("<after>3</after>"), receives: `<query xmlns="${NS}"/>` },
    ),
  ).toEqual([["a", "b"], ["c"], []]);
});

test("come all at once from a service without pages", async () => {
  expect(
    await pages({ sends: asks(), receives: `<query xmlns="${NS}">${names("c", "b", "a")}</query>` }),
  ).toEqual([["c", "b", "a"]]);
});

test("are not asked for for ever when a service repeats itself", async () => {
  const same = `<query xmlns="${NS}">${names("a")}<set xmlns="${RSM}"><last>1</last></set></query>`;
  expect(
    await pages({ sends: asks(), receives: same }, { sends: asks("<after>1</after>"), receives: same }),
  ).toEqual([["a"], []]);
});
