import type { Json } from "./json.ts";
import type { Effect } from "./outcome.ts";

/** Effects that put a message on the bus, in whichever host. */
const publishingEffects: readonly string[] = ["publish", "events.publish"];

/** A message among a run's effects; `at` is which effect it is. */
export type MessageInEffects = { at: number; topic: string; payload: Json };

/** The messages among a run's effects, in the order of the calls. */
export function messagesIn(effects: readonly Effect[]): MessageInEffects[] {
  return effects.flatMap(({ name, args: [topic, payload = null] }, at) =>
    publishingEffects.includes(name)
      ? // The host's schema has already held it to be text; this only tells the compiler.
        [{ at, topic: typeof topic === "string" ? topic : JSON.stringify(topic ?? null), payload }]
      : [],
  );
}
