import { type DeadLetter, Fault, newId, type Realm } from "@scriptyard/model";
import { hopsHeader } from "../bus/publisher.ts";
import type { Core } from "../core.ts";

/** @throws Fault `not_found` when the realm has no such letter */
export async function letterOf(core: Core, realm: Realm, id: string): Promise<DeadLetter> {
  await core.deadLetters.flush();
  const letter = await core.store.deadLetters.byId(id);
  if (letter === null || letter.realmId !== realm.id)
    throw new Fault("not_found", `There is no dead letter ${id.slice(0, 60)} in the realm "${realm.name}".`);
  return letter;
}

/** What an earlier process left for triggers that do not run: disabled, removed or changed just before it ended. */
export function putAside(core: Core): void {
  for (const { deliveryId, subscriptionId, realmId, message, attempts } of core.bus.unclaimed()) {
    const at = core.clock();
    const triggerId = subscriptionId as NonNullable<DeadLetter["triggerId"]>;
    const error = "The trigger was disabled or removed before the message was handled.";
    const why = { reason: "disabled" as const, error, attempts, executionId: null };
    core.deadLetters.add({ id: newId("dlt", at), realmId, triggerId, message, ...why, at }, deliveryId);
  }
}

/** Somebody looked at it and decided: the hops start anew. */
export async function deliverAgain(core: Core, letter: DeadLetter): Promise<void> {
  const message = { ...letter.message, headers: { ...letter.message.headers, [hopsHeader]: "0" } };
  const open = () => core.store.deadLetters.remove(letter.id);
  if (await core.bus.deliver(letter.triggerId, message, { letter, open })) return;
  if (letter.triggerId === null)
    throw new Fault(
      "busy",
      `No trigger listens to "${message.topic}", or one that does has no room. Look at the triggers, or try again later.`,
    );
  const trigger = await core.store.triggers.byId(letter.triggerId);
  if (trigger === null)
    throw new Fault(
      "conflict",
      "The trigger of this message was removed. Delete the message, or publish it again.",
    );
  if (!trigger.enabled)
    throw new Fault("conflict", `The trigger "${trigger.name}" is disabled. Enable it first.`);
  throw new Fault("busy", `The trigger "${trigger.name}" has no room for more messages. Try again later.`);
}
