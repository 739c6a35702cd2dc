import { type DeadLetter, Fault, newId, type Realm } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { DeadLetterBox } from "../../bus/dead-letters.ts";
import type { MessageBus } from "../../bus/message-bus.ts";
import { hopsHeader } from "../../bus/publisher.ts";

export type DeadLettersPorts = {
  store: Store;
  clock: () => number;
  bus: MessageBus;
  deadLetters: DeadLetterBox;
};

/** @throws Fault `not_found` when the realm has no such letter */
export async function letterOf(
  ports: { store: Store; deadLetters: DeadLetterBox },
  realm: Realm,
  id: string,
): Promise<DeadLetter> {
  await ports.deadLetters.flush();
  const letter = await ports.store.deadLetters.byId(id);
  if (letter === null || letter.realmId !== realm.id)
    throw new Fault("not_found", `There is no dead letter ${id.slice(0, 60)} in the realm "${realm.name}".`);
  return letter;
}

/** What an earlier process left for triggers that do not run: disabled, removed or changed just before it ended. */
export function putAside(ports: DeadLettersPorts): void {
  for (const { deliveryId, subscriptionId, realmId, message, attempts } of ports.bus.unclaimed()) {
    const at = ports.clock();
    const triggerId = subscriptionId as NonNullable<DeadLetter["triggerId"]>;
    const error = "The trigger was disabled or removed before the message was handled.";
    const why = { reason: "disabled" as const, error, attempts, executionId: null };
    ports.deadLetters.add({ id: newId("dlt", at), realmId, triggerId, message, ...why, at }, deliveryId);
  }
}

/** Somebody looked at it and decided: the hops start anew. */
export async function deliverAgain(
  ports: { store: Store; bus: MessageBus },
  letter: DeadLetter,
): Promise<void> {
  const message = { ...letter.message, headers: { ...letter.message.headers, [hopsHeader]: "0" } };
  const open = () => ports.store.deadLetters.remove(letter.id);
  if (await ports.bus.deliver(letter.triggerId, message, { letter, open })) return;
  if (letter.triggerId === null)
    throw new Fault(
      "busy",
      `No trigger listens to "${message.topic}", or one that does has no room. Look at the triggers, or try again later.`,
    );
  const trigger = await ports.store.triggers.byId(letter.triggerId);
  if (trigger === null)
    throw new Fault(
      "conflict",
      "The trigger of this message was removed. Delete the message, or publish it again.",
    );
  if (!trigger.enabled)
    throw new Fault("conflict", `The trigger "${trigger.name}" is disabled. Enable it first.`);
  throw new Fault("busy", `The trigger "${trigger.name}" has no room for more messages. Try again later.`);
}
