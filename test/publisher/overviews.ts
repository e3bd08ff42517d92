/** Nodes and changes for tests of what is said of them. */

import type { NodeOverview } from "../../src/publisher/overview.ts";
import type { Publication, Retraction } from "../../src/publish/change.ts";
import { entry } from "../support/entries.ts";

export const at = { service: "pubsub.example.org", node: "newsletter" };

export function publication(facts: Partial<Publication> = {}): Publication {
  const id = "2024-05-05-newsletter";
  return {
    action: "publish",
    at,
    id,
    issue: id,
    kind: "issue",
    title: "News of April",
    digest: "0123456789ab",
    bytes: 16_400,
    entry: () => entry("News of April"),
    ...facts,
  };
}

export function retraction(facts: Partial<Retraction> = {}): Retraction {
  const id = "2020-01-05-newsletter";
  return {
    action: "retract",
    at,
    id,
    issue: id,
    kind: "issue",
    title: "Old news",
    why: "unwanted",
    ...facts,
  };
}

export function node(facts: Partial<NodeOverview> = {}): NodeOverview {
  return {
    at,
    exists: true,
    holds: 11,
    desired: 12,
    capacity: 256,
    left: [],
    foreign: [],
    drift: [],
    problems: [],
    ...facts,
  };
}
