/** What somebody asked for, carried out on the nodes. */

import type { Outcome } from "../publish/apply.ts";
import { NodeRightsError } from "../publish/node.ts";
import { nodesOf } from "../publish/roles.ts";
import { type Content, rules } from "./look.ts";
import type { Overview } from "./overview.ts";
import { carryOut, type Desk, follow, type Followed, type Listeners } from "./round.ts";

/** What a round does, without trust in the record; and the nodes to which nothing goes this time are configured as well. */
export async function followWhole(desk: Desk, content: Content, listeners: Listeners): Promise<Followed> {
  const { session, edition, ledger, nodes } = desk;
  const { archive } = content;
  const outcome = await follow(desk, archive, { ...rules(session, content), ...listeners });
  const shut = [...outcome.shut];
  const roles = nodesOf(archive.issues, edition.places);
  for (const node of ledger.nodes()) {
    if (!roles.has(node)) continue;
    await nodes.ensure({ service: edition.places.service, node }, roles).catch((error: unknown) => {
      if (!(error instanceof NodeRightsError)) throw error;
      shut.push(error);
    });
  }
  return { ...outcome, shut };
}

/** Does what somebody has seen and agreed to. */
export async function mend(
  desk: Desk,
  { archive }: Content,
  due: Overview,
  listeners: Listeners,
): Promise<Outcome> {
  const roles = nodesOf(archive.issues, desk.edition.places);
  for (const { at, desired } of due.nodes) if (desired > 0) await desk.nodes.ensure(at, roles);
  return carryOut(desk, due.changes, listeners);
}
