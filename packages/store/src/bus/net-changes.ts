import { type BusChange, deliveryId } from "./changes.ts";

/**
 * The same changes without what cancels out: a message that is published and handled within one batch is never written.
 * What scripts tell each other mostly is.
 */
export function netChanges(changes: readonly BusChange[]): BusChange[] {
  const over = new Set<string>();
  const kept: BusChange[] = [];
  for (let i = changes.length - 1; i >= 0; i--) {
    const change = changes[i]!;
    if (change.kind === "put") {
      const { realmId, message } = change;
      const triggerIds = change.triggerIds.filter(
        (triggerId) => !over.delete(deliveryId(message.id, triggerId)),
      );
      if (triggerIds.length > 0) kept.push({ kind: "put", realmId, message, triggerIds });
    } else if (change.kind === "stopped") {
      kept.push(change);
    } else if (change.kind === "over") {
      over.add(change.deliveryId);
    } else if (!over.has(change.deliveryId)) {
      kept.push(change);
    }
  }
  // What was written by an earlier batch is over all the same.
  for (const id of over) kept.unshift({ kind: "over", deliveryId: id });
  return kept.reverse();
}
