import type { Json } from "./json.ts";
import type { Effect } from "./outcome.ts";

/** A message among a run's effects; `at` is which effect it is. */
export type MessageInEffects = { at: number; topic: string; payload: Json };

/**
 * The messages among a run's effects, in the order of the calls. Of an effect that publishes, topic and payload are the
 * first arguments.
 *
 * @param publishes whether the host's effect of that name does
 */
export function messagesIn(
  effects: readonly Effect[],
  publishes: (effect: string) => boolean,
): MessageInEffects[] {
  return effects.flatMap(({ name, args: [topic, payload = null] }, at) =>
    publishes(name)
      ? // The host's schema has already held it to be text; this only tells the compiler.
        [{ at, topic: typeof topic === "string" ? topic : JSON.stringify(topic ?? null), payload }]
      : [],
  );
}
