import type { Outcome } from "@scriptyard/model";
import { profileKey } from "../executor/profile.ts";
import type { Image, ProfileSettings } from "../types.ts";
import type { FromChild } from "./protocol.ts";

/** What things like it took of the process's threads. `meanMs` is 0 before the first was done. */
export type TaskCost = { meanMs: number };

/** Whether a run of its profile came to its end by itself: what did costs no engine. */
export type Proof = { isProven: boolean };

type Learned = { proof: Proof; run: TaskCost; batch: TaskCost };

const profiles = new WeakMap<Image, Map<string, Learned>>();

/** What is known of runs of an image under such settings. Over there the same is told apart by the same key. */
export function learnedOf(image: Image, settings: ProfileSettings): Learned {
  let known = profiles.get(image);
  if (!known) {
    known = new Map();
    profiles.set(image, known);
  }
  const key = profileKey(image, settings);
  let learned = known.get(key);
  if (!learned) {
    learned = { proof: { isProven: false }, run: { meanMs: 0 }, batch: { meanMs: 0 } };
    known.set(key, learned);
    if (known.size > MAX_PROFILES) known.delete(known.keys().next().value!);
  }
  return learned;
}

/** Whether an answer tells of a run that ended by itself. Of a time limit nobody here knows whether a thread was lost to it. */
export function proves(message: FromChild): boolean {
  if (message.type === "ran") return endedByItself(message.outcome);
  if (message.type === "batched") return message.outcomes.every(endedByItself);
  return message.type === "waits";
}

const endedByItself = (outcome: Outcome) =>
  outcome.status === "ok" || !["timeout", "engine_failure", "busy", "cancelled"].includes(outcome.error.type);

/** Of one image: hooks, and the limits that its realm, its script and who tries it out may give. */
const MAX_PROFILES = 100;
