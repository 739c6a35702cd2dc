import { applyBusChanges, type BusChange } from "../bus/changes.ts";
import { netChanges } from "../bus/net-changes.ts";
import type { Tables } from "../schema/index.ts";
import type { Db, Work } from "../work.ts";
import { countTraffic, type TrafficChange } from "./flow-traffic.ts";

/** What is written in the transaction of a run's record beside it: what it did to messages, and the way a walk took. */
export type RecordChange = BusChange | TrafficChange;

/** The same without what cancels out; see `netChanges`. */
export function netOf(changes: readonly RecordChange[]): RecordChange[] {
  const { messages, walked } = apart(changes);
  return [...netChanges(messages), ...walked];
}

/** Applies changes in their order, for one transaction. */
export function* applyChanges(db: Db, t: Tables, changes: readonly RecordChange[]): Work<void> {
  const { messages, walked } = apart(changes);
  yield* applyBusChanges(db, t, messages);
  yield* countTraffic(db, t, walked);
}

function apart(changes: readonly RecordChange[]): { messages: BusChange[]; walked: TrafficChange[] } {
  const messages: BusChange[] = [];
  const walked: TrafficChange[] = [];
  for (const change of changes) {
    if (change.kind === "walked") walked.push(change);
    else messages.push(change);
  }
  return { messages, walked };
}
