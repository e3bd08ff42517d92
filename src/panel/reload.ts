/** reload: reads the content again, as SIGHUP does. */

import type { Entry } from "../menu/page.ts";
import { panel as words } from "../words/panel.ts";
import { entryOf, nameOf, type PanelParts, toEnd } from "./parts.ts";

export function reload(parts: PanelParts): Entry {
  return entryOf("reload", parts, (visitor) => {
    parts.log.info(`the content is read again, since ${nameOf(visitor)} asked for it`);
    parts.reload();
    return toEnd(visitor.asker.voice.say(words, "reloading"));
  });
}
