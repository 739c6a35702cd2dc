import type { Host, JsonObject } from "@scriptyard/host-kit";
import type { Effect, FlowNode } from "@scriptyard/model";
import { decisionOf } from "@scriptyard/model";
import { placeErrors } from "./block.ts";
import type { AsleepRun, NodeInput, Resumption } from "./node.ts";
import { challenge, failed, note, type Rest } from "./rest.ts";
import type { Walk } from "./walk.ts";

/** How the script that sleeps inside `walk.at` goes on; null when none does, or nobody answered it. */
export function resumption(
  walk: Walk,
  form: JsonObject | null,
  suspension: Uint8Array | null,
): Resumption | null {
  const { suspended } = walk;
  if (suspended === null || suspension === null || form === null || suspended.node !== walk.at) return null;
  return { ...suspended, suspension, form };
}

/**
 * The script waits for what somebody submits to a block that it asks with from its middle. Its effects wait too: they count when it has come to its end. Only
 * what it said about fields since it asked last is shown with the block.
 */
export function sleep(
  host: Meanings,
  walk: Walk,
  { node, kind, resume: before }: Pick<NodeInput, "node" | "kind" | "resume">,
  asleep: AsleepRun,
): Rest {
  const { run, suspension, outcome } = asleep;
  const decision = decisionOf(kind, outcome.result);
  // What it is answered with meanwhile asks nobody anything: the walk would wait for ever.
  if (decision?.action !== "challenge") return failed(node.name);
  const errors = outcome.effects.slice(before?.effectsShown ?? 0).flatMap((effect) => {
    const said = host.meaning(effect.name).fails?.(effect.args);
    return said ? [said] : [];
  });
  walk.suspended = { node: node.name, ...run, effectsShown: outcome.effects.length };
  return challenge(walk, node, placeErrors(decision.block, errors), suspension);
}

/** A finished run's effects without the messages that were shown while it slept. */
export function unshown(
  host: Meanings,
  effects: readonly Effect[],
  before: Resumption | null,
): readonly Effect[] {
  if (before === null) return effects;
  return effects.filter(({ name }, at) => at >= before.effectsShown || !host.meaning(name).fails);
}

/** The server was updated under a sleeping script: its memory means nothing to the new engine or program. */
export function startAgain(walk: Walk, node: FlowNode): Rest {
  note(walk, node, "reject");
  const message = "This service was updated while you were here. Please start again.";
  return { action: "reject", node: node.name, code: "start_again", message };
}

type Meanings = Pick<Host, "meaning">;
