import { type BusChange, deliveryId } from "./changes.ts";

/**
 * The same changes without what cancels out: a message that is published and handled within one batch is never written.
 * What scripts tell each other mostly is. A message that is put must not have been put by an earlier batch.
 */
export function netChanges(changes: readonly BusChange[]): BusChange[] {
  const over = new Set<string>();
  const puts = new Map<string, PutChange>();
  let earlier: NoteChange[] = [];
  let later: NoteChange[] = [];
  for (const change of changes) {
    if (change.kind === "put") {
      const { message, triggerIds } = change;
      const before = puts.get(message.id)?.triggerIds ?? [];
      puts.set(message.id, { ...change, triggerIds: [...new Set([...before, ...triggerIds])] });
    } else if (change.kind === "over") {
      if (!takeOut(puts, change.deliveryId)) over.add(change.deliveryId);
      earlier = without(earlier, change.deliveryId);
      later = without(later, change.deliveryId);
    } else if (change.kind === "stopped" || isPut(puts, change.deliveryId)) later.push(change);
    else earlier.push(change);
  }
  // What earlier batches wrote comes first: the same message may be put again after it.
  const ended = [...over].map((id) => ({ kind: "over" as const, deliveryId: id }));
  return [...ended, ...earlier, ...puts.values(), ...later];
}

type NoteChange = Exclude<BusChange, { kind: "put" | "over" }>;
type PutChange = Extract<BusChange, { kind: "put" }>;

/** Whether it was put in this batch; then it is not any more. */
function takeOut(puts: Map<string, PutChange>, id: string): boolean {
  const messageId = id.slice(0, id.indexOf("/"));
  const put = puts.get(messageId);
  if (put === undefined) return false;
  const triggerIds = put.triggerIds.filter((triggerId) => deliveryId(messageId, triggerId) !== id);
  if (triggerIds.length === put.triggerIds.length) return false;
  if (triggerIds.length === 0) puts.delete(messageId);
  else puts.set(messageId, { ...put, triggerIds });
  return true;
}

function isPut(puts: Map<string, PutChange>, id: string): boolean {
  const messageId = id.slice(0, id.indexOf("/"));
  return puts.get(messageId)?.triggerIds.some((one) => deliveryId(messageId, one) === id) ?? false;
}

function without(notes: NoteChange[], id: string): NoteChange[] {
  if (notes.length === 0) return notes;
  return notes.filter((note) => note.kind === "stopped" || note.deliveryId !== id);
}
