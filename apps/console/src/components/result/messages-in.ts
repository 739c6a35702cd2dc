import type { Effect, Json } from "@scriptyard/model";

/** A message among a run's effects; `at` is which effect it is. */
export type MessageInEffects = { at: number; topic: string; payload: Json };

/**
 * The messages among a run's effects, in the order of the calls.
 *
 * @param publishing names of the host's effects that put one on the bus: topic and payload are their first arguments
 */
export function messagesIn(effects: readonly Effect[], publishing: ReadonlySet<string>): MessageInEffects[] {
  return effects.flatMap(({ name, args: [topic, payload = null] }, at) =>
    publishing.has(name)
      ? // The host's schema has already held it to be text; this only tells the compiler.
        [{ at, topic: typeof topic === "string" ? topic : JSON.stringify(topic ?? null), payload }]
      : [],
  );
}
