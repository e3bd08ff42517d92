/** What is found in an issue is kept as long as its tree: several parts of an entry ask for the same. */

import type { Root } from "mdast";
import type { Issue } from "./issue.ts";

/** The function itself, but for the same issue it looks only once. */
export function perTree<Found>(find: (issue: Issue) => Found): (issue: Issue) => Found {
  const known = new WeakMap<Root, { readonly issue: Issue; readonly found: Found }>();
  return (issue) => {
    const { tree } = issue;
    const kept = known.get(tree);
    if (kept?.issue === issue) return kept.found;
    const found = find(issue);
    known.set(tree, { issue, found });
    return found;
  };
}
