/** How the account looks to others: its profile, and what goes along with every presence. */

import { toProfile } from "./assembly.ts";
import type { AccountConfig } from "./config.ts";
import { capabilities } from "./identity.ts";
import type { Log } from "./log.ts";
import { ensureProfile } from "./publish/profile.ts";
import type { Picture } from "./xmpp/avatar.ts";
import type { Session } from "./xmpp/session.ts";
import { type Element, xml } from "./xmpp/stanza.ts";
import * as vcardAvatar from "./xmpp/vcard-avatar.ts";

export interface AppearanceOptions {
  readonly config: AccountConfig;
  /** The picture of the account, unless what it has is to stay. */
  readonly picture: Picture | undefined;
  readonly session: () => Session;
  readonly log: Log;
}

export interface Appearance {
  /** What goes along with every presence. */
  readonly presence: () => Element[];
  /** Puts nickname, vCard and picture right, and shows a new picture to those who see the bot. */
  readonly ensure: () => Promise<void>;
}

export function createAppearance({ config, picture, session, log }: AppearanceOptions): Appearance {
  /** The picture in the account's vCard, where nobody else says so in its presence. */
  let photo: string | undefined;
  const presence = (): Element[] => [
    capabilities(),
    ...(photo === undefined ? [] : [vcardAvatar.toUpdate(photo)]),
  ];
  return {
    presence,
    async ensure() {
      const state = await ensureProfile(session(), config.jid, toProfile(config, picture));
      if (state.changed.length > 0) log.info(`the account has a new ${state.changed.join(", ")}`);
      for (const sentence of state.notes) log.debug(sentence);
      if (state.photo === photo) return;
      photo = state.photo;
      session().send(xml("presence", {}, ...presence()));
    },
  };
}
