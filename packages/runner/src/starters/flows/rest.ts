import type { FlowNode, UiBlock } from "@scriptyard/model";
import type { Walk } from "./walk.ts";

/** Where a walk came to rest. */
export type Rest =
  /** With `suspension`, the script sleeps inside the node and goes on with the answer. */
  | { action: "challenge"; node: string; block: UiBlock; suspension: Uint8Array | null }
  | { action: "redirect"; node: string; url: string; nonce: string }
  | { action: "reject"; node: string; code: string; message: string | null }
  | { action: "done"; node: string };

/** A rest that tells the end user nothing about the inside; the execution's record tells the operator. */
export function failed(node: string): Rest {
  return { action: "reject", node, code: "temporarily_unavailable", message: null };
}

export function challenge(
  walk: Walk,
  node: FlowNode,
  block: UiBlock,
  suspension: Uint8Array | null = null,
): Rest {
  note(walk, node, "challenge");
  walk.waiting = { kind: "challenge", block };
  return { action: "challenge", node: node.name, block, suspension };
}

/** Steps kept for `context.flow.history`: somebody who mistypes a code all day must not grow the session for ever. */
const longestHistory = 200;

export function note(walk: Walk, node: FlowNode, action: string, outcome: string | null = null): void {
  walk.history.push({ node: node.name, action, outcome });
  if (walk.history.length > longestHistory) walk.history.shift();
}
